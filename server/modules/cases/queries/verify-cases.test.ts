/** The verification itself on trial: every way in which a row and its log can part must be found and named. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStory } from '../../../testing/case-story.ts'
import { openTestCounty, type TestCounty } from '../../../testing/test-county.ts'
import { verifyCases } from './verify-cases.ts'

let county: TestCounty
const ids: string[] = []
beforeAll(async () => {
  county = await openTestCounty()
  for (let count = 0; count < 3; count++) {
    const story = await openStory(county)
    await story.takeAll('sendOn', 'file', 'dispatch')
    ids.push(story.id)
  }
})
afterAll(() => county.close())

const verify = () => verifyCases(county.database)
const fieldsOf = async () => (await verify()).differences.map(({ caseId, field }) => [caseId, field])

/** Breaks something by `sql`, looks, and mends it again. */
async function broken(sql: string, mend: string, values: unknown[]): Promise<unknown[]> {
  await county.asOwner(sql, values)
  const found = await fieldsOf()
  await county.asOwner(mend, values)
  expect(await fieldsOf()).toEqual([])
  return found
}

it('finds nothing where nothing is wrong, and counts what it read', async () => {
  expect(await verify()).toEqual({ cases: 3, innerOrders: 0, entries: 12, differences: [] })
})

it('names the field of a row that was changed behind the back of its log', async () => {
  const [id] = ids
  expect(
    await broken(
      `update cases.cases set state = 'closed' where id = $1`,
      `update cases.cases set state = 'pending_handle' where id = $1`,
      [id],
    ),
  ).toEqual([[id, 'state']])
  expect(
    await broken(
      `update cases.cases set dispose_due_at = dispose_due_at + interval '1 hour' where id = $1`,
      `update cases.cases set dispose_due_at = dispose_due_at - interval '1 hour' where id = $1`,
      [id],
    ),
  ).toEqual([[id, 'dispose_due_at']])
})

it('finds what was changed inside a log entry', async () => {
  const [, id] = ids
  const change = (from: string, to: string) =>
    `update cases.case_actions set data = replace(data::text, '${from}', '${to}')::jsonb where case_id = $1 and action = 'dispatch'`
  const { lampStation, waterCompany } = county
  expect(await broken(change(lampStation, waterCompany), change(waterCompany, lampStation), [id])).toEqual([
    [id, 'lead_unit_id'],
    [id, 'first_unit_id'],
  ])
})

it('finds a gap in a log, a log without a row and a row without a log', async () => {
  const [, , id] = ids
  expect(
    await broken(
      `update cases.case_actions set seq = 12 where case_id = $1 and seq = 2`,
      `update cases.case_actions set seq = 2 where case_id = $1 and seq = 12`,
      [id],
    ),
  ).toEqual([[id, '(log)']])
  const elsewhere = '0199aaaa-0000-7000-8000-00000000000a'
  const found = await broken(
    `update cases.cases set id = '${elsewhere}' where id = $1`,
    `update cases.cases set id = $1 where id = '${elsewhere}'`,
    [id],
  )
  expect(found).toEqual([
    [id, '(row)'],
    [elsewhere, '(log)'],
  ])
})

it('looks at one county alone when asked', async () => {
  expect(await verifyCases(county.database, { adcode: '530126' })).toEqual({
    cases: 0,
    innerOrders: 0,
    entries: 0,
    differences: [],
  })
})
