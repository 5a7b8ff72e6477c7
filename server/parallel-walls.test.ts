/**
 * People of two counties and two areas ask at once over few connections, with errors, cancelled statements and lost
 * connections among them: nobody is ever answered from behind another's wall.
 */
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Actor, systemActor } from '#platform/actor.ts'
import { connectDatabase, type Database } from '#platform/database/database.ts'
import { newId } from '#platform/ids.ts'
import { createTestDatabase, type TestDatabase } from '#platform/testing/test-database.ts'

const [here, there] = ['530127', '110105']
const towns = ['001', '002']

const person = (adcode: string, town: string | undefined): Actor => ({
  ...systemActor(adcode, 'Bao'),
  id: newId(),
  permissions: new Set(),
  areaCodes: town === undefined ? [] : [`${adcode}${town}`],
})
const people = [here, there].flatMap((adcode) => [...towns, undefined].map((town) => person(adcode, town)))
const placesOf = ({ adcode, areaCodes }: Actor): string[] =>
  areaCodes.length ? [...areaCodes] : towns.map((it) => `${adcode}${it}`)

let testDatabase: TestDatabase
let database: Database
beforeAll(async () => {
  testDatabase = await createTestDatabase()
  database = connectDatabase(testDatabase.url, {
    size: 3,
    reachOf: ({ areaCodes }) => (areaCodes.length ? 'areas' : 'county'),
  })
  for (const adcode of [here, there])
    for (const town of towns)
      await database.house.rows(
        `insert into cases.cases (adcode, id, version, state, report_number, source, level, business_kind, description,
           address, town_code, is_self_handled, is_returned, reported_at, is_exempted, counters, clocks, details)
         values ($1, $2, 1, 'pool', $3, 'collector', 'ordinary', 'immediate', '', '', $3, false, false, now(), false, '{}', '[]', '{}')`,
        [adcode, newId(), `${adcode}${town}`],
      )
})
afterAll(async () => {
  await database.close()
  await testDatabase.drop()
})

const asked = 'select town_code from cases.cases order by town_code'
type Row = { town_code: string }

/** What somebody may do: the towns they were answered with, undefined where the statement was meant to fail. */
const deeds: Record<string, (db: Database) => Promise<readonly Row[] | undefined>> = {
  prepared: (db) => db.rows<Row>(asked),
  typed: async (db) =>
    (await sql<Row>`select town_code from cases.cases order by town_code`.execute(db.read)).rows,
  lent: (db) => db.withConnection(async (client) => (await client.query<Row>(asked)).rows),
  'told otherwise': (db) =>
    db.withConnection(async (client) => {
      const { rows } = await client.query<Row>(asked)
      // Whoever is lent a connection may leave it as they like, also within a transaction that is taken back.
      await client.query(`begin; select set_config('jingwei.wall', 'house', false); rollback`)
      await client.query(`select set_config('jingwei.wall', 'house', false)`)
      return rows
    }),
  wrong: (db) => failing(db.rows('select 1 / (count(*) - count(*)) from cases.cases')),
  unreadable: (db) => failing(db.rows('select nothing from cases.cases')),
  cancelled: (db) => failing(db.rows('select pg_cancel_backend(pg_backend_pid()), pg_sleep(1)')),
  cut: (db) => failing(db.rows('select pg_terminate_backend(pg_backend_pid()), pg_sleep(1)')),
}

async function failing(work: Promise<unknown>): Promise<undefined> {
  await expect(work).rejects.toThrow()
}

describe('many walls at once', () => {
  it('are never mixed up', async () => {
    const deed = fc.record({ who: fc.constantFrom(...people), what: fc.constantFrom(...Object.keys(deeds)) })
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 1, maxLength: 24 }), async (list) => {
        await Promise.all(
          list.map(async ({ who, what }) => {
            const rows = await deeds[what]?.(database.as(who))
            if (rows) expect(rows.map((it) => it.town_code)).toEqual(placesOf(who))
          }),
        )
      }),
      { numRuns: 60 },
    )
  })

  it('leave nothing behind on a connection: whoever asks without one finds no row', async () => {
    for (let turn = 0; turn < 6; turn++) {
      expect(await database.house.rows(asked)).toHaveLength(4)
      expect(await database.rows(asked)).toEqual([])
    }
  })

  it('let a statement travel alone that the database takes in no transaction', async () => {
    for (const who of people) await expect(database.as(who).rows('vacuum cases.cases')).resolves.toEqual([])
  })

  it('keep a statement back whose wall cannot be set', async () => {
    const unwalled = { ...people[0], adcode: '530127\u0000' } as Actor
    await expect(database.as(unwalled).rows(asked)).rejects.toThrow()
    expect(() => database.as({ ...unwalled, adcode: 'house|county' })).toThrow('not a part of a wall')
    await expect(database.as({ ...unwalled, adcode: '' }).rows(asked)).resolves.toEqual([])
  })
})
