/**
 * PostGIS as the oracle of containment: the same cell as `ST_Contains` for points inside, exactly one of `ST_Covers`' answers on
 * edges and corners. Runs where the server of the run offers PostGIS.
 */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { communityKind } from '#domain/geography/area-code.ts'
import { createPlaceIndex } from '#domain/geography/containment.ts'
import { type Position, positionsOf } from '#domain/geography/geometry.ts'
import { areaSquareMetres } from '#domain/geography/measure.ts'
import { createChance } from '#domain/geography/synthetic/chance.ts'
import { planSongming } from '#domain/geography/synthetic/songming-plan.ts'
import { drawShapes } from '#domain/geography/synthetic/territory.ts'
import { connectDatabase, type Database } from '#platform/database/database.ts'
import { createTestDatabase, type TestDatabase } from '#platform/testing/test-database.ts'
import { readSongmingAreas } from './areas-folder.ts'

const asking = connectDatabase(inject('databaseUrl'), { size: 1 })
const offered = await asking.rows("select 1 from pg_available_extensions where name = 'postgis'")
await asking.close()

describe.skipIf(offered.length === 0)('containment and PostGIS (needs a server with PostGIS)', () => {
  const codes = readSongmingAreas()
    .map((it) => it.code)
    .filter((code) => code.length === 12 && communityKind(code) !== 'virtual')
  const { cells } = drawShapes(planSongming(codes, '2025-01-01'))
  const index = createPlaceIndex(cells)
  let testDatabase: TestDatabase
  let db: Database

  beforeAll(async () => {
    testDatabase = await createTestDatabase()
    db = connectDatabase(testDatabase.ownerUrl, { size: 2 })
    await db.rows('create extension postgis')
    await db.rows('create table oracle_cells (code text primary key, shape geometry not null)')
    await db.rows(
      `insert into oracle_cells select it->>'code', ST_GeomFromGeoJSON(it->>'geometry') from jsonb_array_elements($1::jsonb) it`,
      [JSON.stringify(cells.map(({ code, geometry }) => ({ code, geometry })))],
    )
    await db.rows('create index on oracle_cells using gist (shape)')
  }, 60_000)
  afterAll(async () => {
    await db.close()
    await testDatabase.drop()
  })

  /** For each point the cells that contain it, and those that cover it. */
  const ask = (points: readonly Position[]) =>
    db.rows<{ contains: string[] | null; covers: string[] | null }>(
      `select array_agg(c.code order by c.code) filter (where ST_Contains(c.shape, p.point)) as contains,
         array_agg(c.code order by c.code) filter (where c.code is not null) as covers
       from (select n, ST_SetSRID(ST_MakePoint(lng, lat), 4326) as point
             from unnest($1::float8[], $2::float8[]) with ordinality as given (lng, lat, n)) p
       left join oracle_cells c on c.shape && p.point and ST_Covers(c.shape, p.point)
       group by p.n order by p.n`,
      [points.map((it) => it[0]), points.map((it) => it[1])],
    )

  it('agree on points inside and outside', async () => {
    const chance = createChance(11)
    const points = Array.from(
      { length: 50_000 },
      (): Position => [102.9 + 0.43 * chance(), 25.07 + 0.39 * chance()],
    )
    const answers = await ask(points)
    const wrong = points.filter((point, n) => index.find(point)?.code !== answers[n]?.contains?.[0])
    expect(wrong).toEqual([])
    expect(answers.filter((it) => it.contains?.length === 1).length).toBeGreaterThan(20_000)
    expect(answers.filter((it) => it.contains === null).length).toBeGreaterThan(10_000)
  }, 120_000)

  it('agree on corners and edges: one of the covering cells, the smallest code', async () => {
    const points = cells.slice(0, 1_500).flatMap((cell) => {
      const corners = positionsOf(cell.geometry)
      return corners.slice(1).flatMap((to, n): Position[] => {
        const from = corners[n] ?? to
        return [
          to,
          [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2],
          [from[0] + (to[0] - from[0]) / 3, from[1] + (to[1] - from[1]) / 3],
        ]
      })
    })
    const answers = await ask(points)
    const wrong = points.filter((point, n) => index.find(point)?.code !== answers[n]?.covers?.[0])
    expect(wrong).toEqual([])
    expect(answers.filter((it) => (it.covers?.length ?? 0) > 1).length).toBeGreaterThan(1_000)
  }, 120_000)

  it('agree on areas over the ellipsoid', async () => {
    const rows = await db.rows<{ code: string; area: number }>(
      'select code, ST_Area(ST_SetSRID(shape, 4490)::geography) as area from oracle_cells order by code',
    )
    const areas = new Map(rows.map((row) => [row.code, row.area]))
    const wrong = cells.filter(
      (cell) => Math.abs(areaSquareMetres(cell.geometry) - (areas.get(cell.code) ?? 0)) > 0.01,
    )
    expect(wrong.map((it) => it.code)).toEqual([])
  }, 60_000)
})
