/**
 * Tiles among a million open cases over HTTP with eight connections: the product, and a narrow PostGIS table behind a
 * bare web server in the same run. PostGIS keeps no tiles, so what is judged are tiles that the product makes anew too:
 * every request has another filter, which all cases pass. Tiles that are kept are told beside them, without a ratio.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { type Load, loadHttp } from './http-load.ts'
import { judge, medianSample, ms, type Sample, table, whole } from './measure.ts'
import { copyCase, openHandling } from './prepare-cases.ts'
import { adcode, type Stand, serveStand } from './stand.ts'

type Settings = { readonly seconds: number; readonly rounds: number }

const connections = 8
const zooms = [6, 11, 13, 14, 15, 16] as const
const [west, south, east, north] = [102.95, 25.22, 103.25, 25.47]

async function layCases(stand: Stand, count: number): Promise<void> {
  const template = await openHandling(stand)
  const db = stand.owner
  for (let laid = 0; laid < count; )
    laid += (await copyCase(stand, template, Math.min(50_000, count - laid), 1)).length
  // Half all over the county, half around twenty places of it.
  await db.rows(
    `update cases.cases c set point = case when random() < 0.5
       then point(${west} + random() * ${east - west}, ${south} + random() * ${north - south})
       else point(${west + 0.05} + (abs(hashtext(c.id::text)) % 5) * 0.04 + (random() + random() + random() - 1.5) * 0.02,
         ${south + 0.05} + (abs(hashtext(c.id::text)) / 5 % 4) * 0.04 + (random() + random() + random() - 1.5) * 0.02) end
     where c.adcode = $1`,
    [adcode],
  )
  await db.rows('create extension if not exists postgis')
  await db.rows(
    `create table bench_points as select id, (array['red', 'yellow', 'green'])[1 + abs(hashtext(id::text)) % 3] as kind,
       ST_Transform(ST_SetSRID(point::geometry, 4326), 3857) as geom from cases.cases where adcode = $1`,
    [adcode],
  )
  await db.rows('create index bench_points_geom on bench_points using gist (geom)')
  await db.rows('cluster bench_points using bench_points_geom')
  await db.rows('analyze bench_points')
  await db.rows('analyze cases.cases')
}

const columnOf = (lng: number, z: number): number => Math.floor(((lng + 180) / 360) * 2 ** z)
function rowOf(lat: number, z: number): number {
  const sine = Math.sin((lat * Math.PI) / 180)
  return Math.floor((0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * 2 ** z)
}

/** Random tiles of the county, always the same ones. */
function randomTiles(z: number, count: number): string[] {
  let seed = 7
  const next = (): number => {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff
    return seed / 0x7fffffff
  }
  return Array.from({ length: count }, () => {
    const [lng, lat] = [west + next() * (east - west), south + next() * (north - south)]
    return `${z}/${columnOf(lng, z)}/${rowOf(lat, z)}`
  })
}

async function serveBare(url: string): Promise<{ address: string; stop(): void }> {
  const child: ChildProcess = spawn(process.execPath, [join(import.meta.dirname, 'bare-tiles.ts'), url], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const address = await new Promise<string>((resolve, reject) => {
    child.once('exit', () => reject(new Error('the bare server ended')))
    child.stdout?.once('data', (data: Buffer) => resolve(data.toString().trim()))
  })
  return { address, stop: () => child.stdin?.end() }
}

/** The largest tile of each zoom, asked one by one. */
async function largest(address: string, token: string, tiles: readonly string[]): Promise<number> {
  let most = 0
  for (const tile of new Set(tiles)) {
    const reply = await fetch(`${address}/api/tiles/cases/${tile}`, {
      headers: { authorization: `Bearer ${token}` },
    })
    most = Math.max(most, (await reply.arrayBuffer()).byteLength)
  }
  return most
}

/** Lays `count` cases and measures every zoom. */
export async function measureTiles(
  stand: Stand,
  count: number,
  { seconds, rounds }: Settings,
): Promise<string> {
  await layCases(stand, count)
  const served = await serveStand(stand)
  const bare = await serveBare(stand.ownerUrl)
  try {
    const token = await served.tokenOf('dispatcher')
    const begun = performance.now()
    await largest(served.address, token, ['0/0/0'])
    const loaded = (performance.now() - begun) / 1000
    const rows: string[][] = []
    for (const z of zooms)
      rows.push(
        await measureZoom(stand, { z, token, served: served.address, bare: bare.address, seconds, rounds }),
      )
    return `${whole(count)} open cases of one county, eight connections, random tiles of it; the first tile after a start waits ${loaded.toFixed(1)} s for the memory. PostGIS: a narrow table (id, kind, geometry in 3857, clustered by its GiST index) behind a bare web server with a pool of 16, which works out no lights, knows no people and makes tiles of any size. Every tile counted here is made anew; tiles that the product keeps have a column of their own.\n\n${table(
      [
        'zoom',
        'tiles/s',
        'p50 ms',
        'p95 ms',
        'p99 ms',
        'kept: tiles/s',
        'largest kB',
        'PostGIS tiles/s',
        'ratio',
      ],
      rows,
    )}`
  } finally {
    bare.stop()
    await served.stop()
  }
}

type Asked = Settings & { z: number; token: string; served: string; bare: string }

async function measureZoom(
  stand: Stand,
  { z, token, served, bare, seconds, rounds }: Asked,
): Promise<string[]> {
  const tiles = randomTiles(z, 200_000)
  const most = await largest(served, token, tiles.slice(0, 400))
  const load = (url: string, path: readonly string[]): Load => ({ url, token, connections, seconds, path })
  const kept = tiles.map((it) => `/api/tiles/cases/${it}`)
  let asked = 0
  // Another filter each time, which no case fails: nothing that was kept can be handed out.
  const anew = () => kept.map((it) => `${it}?reportedFrom=${new Date(asked++).toISOString()}`)
  const samples: { anew: Sample[]; kept: Sample[]; theirs: Sample[] } = { anew: [], kept: [], theirs: [] }
  for (let round = 0; round < rounds; round++) {
    samples.anew.push(await loadHttp(load(served, anew())))
    samples.kept.push(await loadHttp(load(served, kept)))
    // Farther out PostGIS makes tiles of many megabytes and seconds, which say nothing.
    if (z >= 14) samples.theirs.push(await loadHttp(load(bare, kept)))
  }
  const ours = medianSample(samples.anew)
  const keptOnes = medianSample(samples.kept)
  const theirs = samples.theirs.length ? medianSample(samples.theirs) : undefined
  const aim = z >= 14 ? 60 : 150
  const server = stand.name
  judge({
    server,
    what: `tiles of zoom ${z}`,
    result: `p95 ${ms(ours.p95)} ms`,
    aim: `p95 ≤ ${aim} ms`,
    isMet: ours.p95 <= aim,
  })
  const ratio = theirs && ours.perSecond / theirs.perSecond
  if (z >= 14 && ratio !== undefined)
    judge({
      server,
      what: `tiles of zoom ${z} against PostGIS`,
      result: ratio.toFixed(2),
      aim: '≥ 1.0',
      isMet: ratio >= 1,
    })
  return [
    String(z),
    whole(ours.perSecond),
    ms(ours.p50),
    ms(ours.p95),
    ms(ours.p99),
    whole(keptOnes.perSecond),
    (most / 1000).toFixed(0),
    theirs ? whole(theirs.perSecond) : '–',
    ratio === undefined ? '–' : ratio.toFixed(2),
  ]
}
