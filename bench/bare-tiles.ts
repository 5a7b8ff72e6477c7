/** Tiles straight out of PostGIS behind the barest web server: what the product's tiles are held against. Ends with its input. */
import { createServer } from 'node:http'
import { Pool } from 'pg'
import { poolSize } from './stand.ts'

const pool = new Pool({ connectionString: process.argv[2] ?? '', max: poolSize })
const text = `
  select ST_AsMVT(it, 'cases', 4096, 'geom') as tile from (
    select id::text as id, kind, ST_AsMVTGeom(geom, ST_TileEnvelope($1, $2, $3), 4096, 0, true) as geom
    from bench_points where geom && ST_TileEnvelope($1, $2, $3)) it`

const server = createServer(async (request, reply) => {
  const [z, x, y] = (request.url ?? '').split('/').slice(-3)
  try {
    const { rows } = await pool.query<{ tile: Buffer }>({ name: 'tile', text, values: [z, x, y] })
    reply.end(rows[0]?.tile)
  } catch (error) {
    reply.statusCode = 500
    reply.end(String(error))
  }
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address && typeof address === 'object') console.log(`http://127.0.0.1:${address.port}`)
})
process.stdin.resume()
process.stdin.once('end', () => process.exit(0))
