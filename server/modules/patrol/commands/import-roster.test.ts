/** A roster as a file over HTTP: what goes out comes in again, checked first, whole or not at all. */
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sumTables } from '../../../testing/table-sums.ts'
import { openTestHouse, type TestHouse, type Voice } from '../../../testing/test-house.ts'
import { type Crew, openCrew } from '../testing.ts'

let house: TestHouse
let crew: Crew
beforeAll(async () => {
  house = await openTestHouse()
  crew = await openCrew(house)
  await crew.set('2026-06-15', [
    crew.line(crew.anna, '2026-06-16'),
    crew.line(crew.bo, '2026-06-17', crew.night),
  ])
})
afterAll(() => house.close())

async function send(path: string, table: string, by: Voice = crew.leader, key = {}) {
  const boundary = '----roster-test'
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="roster.csv"\r\ncontent-type: text/csv\r\n\r\n`
  const reply = await house.app.inject({
    method: 'POST',
    url: path,
    payload: `${head}${table}\r\n--${boundary}--\r\n`,
    headers: {
      authorization: `Bearer ${by.token}`,
      'content-type': `multipart/form-data; boundary=${boundary}`,
      ...key,
    },
  })
  return reply.json<Record<string, unknown>>()
}
const check = (table: string, by?: Voice) =>
  send(`/api/rosters/check-import?organisationId=${crew.id}`, table, by)
const take = (table: string, stamp: unknown, by?: Voice, key = {}) =>
  send(`/api/rosters/import?organisationId=${crew.id}&stamp=${stamp}`, table, by, key)
const table = '姓名,2026-06-16,2026-06-24\n安娜,夜班,早班\n陈晨,,早\n'

describe('a roster as a file', () => {
  it('is taken by nobody without the right, nor for another organisation', async () => {
    const other = await openCrew(house)
    const sums = await sumTables(house.database)
    expect(await check(table, crew.anna)).toMatchObject({ code: 'access.not-permitted' })
    expect(await take(table, 1, crew.anna)).toMatchObject({ code: 'access.not-permitted' })
    expect(await take(table, 1, other.leader)).toMatchObject({ code: 'roster.not-your-organisation' })
    expect(await sumTables(house.database)).toEqual(sums)
  })

  it('is checked without a trace, and refused by row and column', async () => {
    const sums = await sumTables(house.database)
    expect(await check('姓名,2026-06-16\n安娜,晚班\n')).toMatchObject({
      read: 1,
      refused: [{ row: 2, column: '2026-06-16' }],
    })
    expect(await take('姓名,2026-06-16\n安娜,晚班\n', 1)).toMatchObject({ code: 'roster.file-faulty' })
    expect(await send(`/api/rosters/check-import?organisationId=${crew.id}`, '名字\n安娜\n')).toMatchObject({
      code: 'table.column-missing',
    })
    expect(await sumTables(house.database)).toEqual(sums)
  })

  it('is set once as it was checked, with an audit line; other people and days stay', async () => {
    const report = await check(table)
    expect(report).toMatchObject({ people: 2, days: 2, added: 3, removed: 1, refused: [] })
    const key = { 'idempotency-key': 'roster-taken-once' }
    const first = await take(table, report['stamp'], crew.leader, key)
    expect(first).toEqual({ added: 3, removed: 1 })
    const audit = await house.database.rows(
      "select command, input from platform.audit_entries where request_id = 'roster-taken-once'",
    )
    expect(audit).toMatchObject([{ command: 'roster.import', input: { people: 2, lines: 3 } }])
    const sums = await sumTables(house.database)
    expect(await take(table, report['stamp'], crew.leader, key)).toEqual(first)
    expect(await take(table, report['stamp'])).toMatchObject({ code: 'roster.changed' })
    expect(await sumTables(house.database)).toEqual(sums)
    const lines = (await crew.week('2026-06-15'))['lines'] as { personId: string; shiftId: string }[]
    expect(lines.map((it) => [it.personId, it.shiftId])).toEqual([
      [crew.anna.session.id, crew.night],
      [crew.bo.session.id, crew.night],
    ])
  })

  it('goes out as it comes in', async () => {
    const path = `/api/rosters/export?organisationId=${crew.id}&onDate=2026-06-24`
    const reply = await house.app.inject({
      url: path,
      headers: { authorization: `Bearer ${crew.leader.token}` },
    })
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load(reply.rawPayload as never)
    const rows: unknown[][] = []
    workbook.worksheets[0]?.eachRow((row) => rows.push((row.values as unknown[]).slice(1)))
    expect(rows[0]).toEqual([
      '用户名',
      '姓名',
      '岗位',
      '责任区',
      ...[22, 23, 24, 25, 26, 27, 28].map((it) => `2026-06-${it}`),
    ])
    expect(rows.find((it) => it[1] === '陈晨')?.[6]).toBe('早班')
    const csv = rows
      .map((it) => Array.from({ length: 11 }, (_, index) => it[index] ?? '').join(','))
      .join('\n')
    expect(await check(csv)).toMatchObject({ added: 0, removed: 0, refused: [] })
    expect((await crew.anna.get(path)).body).toMatchObject({ code: 'access.not-permitted' })
  })
})
