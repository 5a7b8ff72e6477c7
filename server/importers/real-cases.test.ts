/** Real case files read in place; where the folder of real data is missing the tests are skipped and say so. */
import { createReadStream } from 'node:fs'
import { parse } from 'csv-parse'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyCases } from '#modules/cases/index.ts'
import { systemActor } from '#platform/actor.ts'
import { realData } from '#platform/testing/real-data.ts'
import { openTestHouse, type TestHouse } from '../testing/test-house.ts'
import { importCases } from './import-cases.ts'
import { getMapping } from './mapping-files.ts'

const pingshan = realData('pingshan-2018-cases/cases.csv')
const boston = realData('boston-311-2011h2/311_service_requests_2011.csv.gz')
const patience = 120_000

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

const countBy = async (adcode: string, expression: string): Promise<Map<string, number>> => {
  const rows = await house.database.rows<{ key: string; count: number }>(
    `select coalesce(${expression}, '-') as key, count(*)::int as count from cases.cases c
     left join identity.organisations o on o.adcode = c.adcode and o.id::text = c.lead_unit_id
     where c.adcode = $1 group by 1`,
    [adcode],
  )
  return new Map(rows.map((row) => [row.key, row.count]))
}

async function tally(
  file: string,
  keyOf: (row: Record<string, string>) => string,
): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  const rows = createReadStream(file).pipe(parse({ columns: true, bom: true }))
  for await (const row of rows) {
    const key = keyOf(row as Record<string, string>)
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

describe.skipIf(!pingshan)('8,000 closed cases of Pingshan', () => {
  const adcode = '440310'
  const file = pingshan ?? ''
  it('come in as history with their own classes and units, and reconcile exactly', {
    timeout: patience,
  }, async () => {
    const mapping = await getMapping('pingshan-2018', 'cases')
    const report = await importCases(house, systemActor(adcode), file, mapping)
    expect([report.read, report.accepted, report.refused]).toEqual([8000, 8000, []])
    expect(report.inTime).toEqual({ agree: 0, disagree: 0, unknown: 8000 })

    const towns: Record<string, string> = {
      坪山街道: '440310001',
      坑梓街道: '440310002',
      龙田街道: '440310003',
      石井街道: '440310004',
      马峦街道: '440310005',
      碧岭街道: '440310006',
    }
    expect(await countBy(adcode, 'c.class_code')).toEqual(
      await tally(file, (row) => row['sub_type_id'] ?? ''),
    )
    expect(await countBy(adcode, 'o.external_code')).toEqual(
      await tally(file, (row) => row['dispose_unit_id'] || '-'),
    )
    expect(await countBy(adcode, 'c.town_code')).toEqual(
      await tally(file, (row) => towns[row['street'] ?? ''] ?? '-'),
    )
    expect([
      (await countBy(adcode, 'c.class_code')).size,
      (await countBy(adcode, 'o.external_code')).size,
    ]).toEqual([354, 118])

    const inTime = await countBy(adcode, `o.external_code || ' ' || c.is_in_time`)
    const flags = await tally(file, (row) =>
      row['dispose_unit_id'] && row['dispose_unit_id'] !== '-'
        ? `${row['dispose_unit_id']} ${row['on_time_status'] === 'intime'}`
        : '-',
    )
    expect(inTime).toEqual(flags)
  })

  it('keep the id as the key of a unit and its names as aliases', async () => {
    const units = await house.database.rows<{ external_code: string; name: string; aliases: string[] }>(
      'select external_code, name, aliases from identity.organisations where adcode = $1',
      [adcode],
    )
    const names = await tally(file, (row) => row['dispose_unit'] ?? '')
    names.delete('-')
    expect(new Set(units.flatMap((it) => [it.name, ...it.aliases]))).toEqual(new Set(names.keys()))
  })

  it('imported again changes nothing, and their logs give them again', { timeout: patience }, async () => {
    const mapping = await getMapping('pingshan-2018', 'cases')
    const before = await countBy(adcode, 'c.state')
    const report = await importCases(house, systemActor(adcode), file, mapping)
    expect([report.accepted, await countBy(adcode, 'c.state')]).toEqual([8000, before])
    expect(await verifyCases(house.database, { adcode })).toMatchObject({
      cases: 8000,
      entries: 8000,
      differences: [],
    })
  })
})

describe.skipIf(!boston)('29,086 requests of Boston', () => {
  it('agree with the city on what was in time', { timeout: patience }, async () => {
    const adcode = '990201'
    const mapping = await getMapping('boston-311', 'cases')
    const report = await importCases(house, systemActor(adcode), boston ?? '', mapping)
    expect([report.read, report.accepted, report.refused]).toEqual([29_086, 29_086, []])
    expect(report.inTime).toEqual({ agree: 21_797, disagree: 0, unknown: 7289 })
    expect((await countBy(adcode, 'c.state')).get('closed')).toBe(27_230)
  })
})
