/** Point → cell in process against an `ST_Contains` join, on points inside cells, and on shared edges against `ST_Covers`. */
import { createPlaceIndex } from '#domain/geography/containment.ts'
import type { Position } from '#domain/geography/geometry.ts'
import { createChance, pick } from '#domain/geography/synthetic/chance.ts'
import { judge, ratio, table, whole } from './measure.ts'
import { adcode, type Stand } from './stand.ts'

type Cell = { code: string; geometry: { type: 'Polygon'; coordinates: Position[][] } }

/** Measures `count` points; needs PostGIS, which only a server of Debian brings. */
export async function measurePlaces({ owner, name: server }: Stand, count: number): Promise<string> {
  const db = owner
  const offered = await db.rows<{ name: string }>(
    `select name from pg_available_extensions where name = 'postgis'`,
  )
  if (!offered.length) return 'PostGIS is not installed beside this server; the comparison was left out.'
  await db.rows('create extension if not exists postgis')
  const cells = await db.rows<Cell>(
    'select code, geometry from geography.unit_grids where adcode = $1 and valid_to is null',
    [adcode],
  )
  const index = createPlaceIndex(cells)
  const chance = createChance(11)
  const corners = cells.map((it) => it.geometry.coordinates[0] ?? [])
  const lngs = corners.flat().map(([lng]) => lng)
  const lats = corners.flat().map(([, lat]) => lat)
  const [west, east, south, north] = [min(lngs), max(lngs), min(lats), max(lats)]
  const points: Position[] = []
  while (points.length < count) {
    const point: Position = [west + chance() * (east - west), south + chance() * (north - south)]
    if (index.find(point)) points.push(point)
  }
  const begun = performance.now()
  const inProcess = points.map((it) => index.find(it)?.code)
  const seconds = (performance.now() - begun) / 1000
  await db.rows('create table bench_cells (code text, shape geometry)')
  await db.rows('create table bench_points (i int primary key, shape geometry)')
  await db.rows(
    `insert into bench_cells select c.code, st_setsrid(st_geomfromgeojson(c.geometry::text), 0) from geography.unit_grids c
     where c.adcode = $1 and c.valid_to is null`,
    [adcode],
  )
  for (let from = 0; from < count; from += 50_000) {
    const part = points.slice(from, from + 50_000)
    await db.rows(
      `insert into bench_points select $3::int + n, st_makepoint(x, y) from unnest($1::float8[], $2::float8[]) with ordinality as p(x, y, n)`,
      [part.map(([x]) => x), part.map(([, y]) => y), from - 1],
    )
  }
  await db.rows('create index on bench_cells using gist (shape)')
  await db.rows('analyze bench_cells')
  await db.rows('analyze bench_points')
  const join = 'select p.i, c.code from bench_points p join bench_cells c on st_contains(c.shape, p.shape)'
  const from = performance.now()
  const rows = await db.rows<{ i: number; code: string }>(join)
  const joinSeconds = (performance.now() - from) / 1000
  const differing = rows.filter((row) => inProcess[row.i] !== row.code).length + (count - rows.length)
  const edges = await compareEdges(db, corners, index, chance)
  await db.rows('drop table bench_cells, bench_points')
  const share = joinSeconds / seconds
  judge({
    server,
    what: `point → cell / an ST_Contains join, ${whole(count)} points of which ${differing} differ`,
    result: ratio(share),
    aim: '≥ 10',
    isMet: share >= 10 && differing === 0,
  })
  const result = table(
    ['way', 'points/s', 'ratio'],
    [
      ['in process', whole(count / seconds), ratio(share)],
      ['ST_Contains join with a GiST index', whole(count / joinSeconds), '1.00'],
    ],
  )
  return `${whole(cells.length)} cells, ${whole(count)} points inside them: ${differing} differ.\n\n${result}\n\n${edges}`
}

const min = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b))
const max = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b))

async function compareEdges(
  db: Stand['house']['database'],
  corners: readonly Position[][],
  index: { find(point: Position): { code: string } | undefined },
  chance: () => number,
): Promise<string> {
  const points = Array.from({ length: 20_000 }, () => pick(chance, pick(chance, corners)))
  const rows = await db.rows<{ i: number; codes: string[] }>(
    `select p.n::int - 1 as i, array_agg(c.code) as codes
     from unnest($1::float8[], $2::float8[]) with ordinality as p(x, y, n)
     join bench_cells c on st_covers(c.shape, st_makepoint(p.x, p.y)) group by 1`,
    [points.map(([x]) => x), points.map(([, y]) => y)],
  )
  const wrong = rows.filter(
    (row) => !row.codes.includes(index.find(points[row.i] ?? [0, 0])?.code ?? ''),
  ).length
  return `${whole(points.length)} corners shared by cells: ${wrong + points.length - rows.length} got a cell that ST_Covers does not name, each of the others exactly one of its answers.`
}
