/** Preferences: one's own and nobody else's, any small value, and the same request twice is one. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sumTables } from '../../../testing/table-sums.ts'
import { openTestHouse, type TestHouse, type Voice } from '../../../testing/test-house.ts'

let house: TestHouse
let min: Voice
let bao: Voice
beforeAll(async () => {
  house = await openTestHouse()
  min = await house.as({ username: 'min', posts: ['acceptor'] })
  bao = await house.as({ username: 'bao', posts: ['dispatcher'] })
})
afterAll(() => house.close())

const put = (name: string, value: unknown, requestId = `once-${name}`) =>
  min.call('PUT', `/api/preferences/${name}`, { value }, { 'idempotency-key': requestId })
const own = async (voice: Voice) => (await voice.get('/api/preferences')).body['preferences']

it('is refused to strangers, and under a name or with a value that cannot be', async () => {
  expect((await house.stranger.call('PUT', '/api/preferences/cases.columns', { value: 1 })).status).toBe(401)
  const before = await sumTables(house.database)
  for (const [name, value] of [
    ['Cases', 1],
    ['a..b', 1],
    ['cases.columns', '长'.repeat(4001)],
    ['cases.columns', undefined],
  ] as const)
    expect((await put(name, value, 'wrong-preference')).body).toMatchObject({ code: 'request.invalid' })
  expect(await sumTables(house.database)).toEqual(before)
})

it('keeps any small value for oneself, overwrites it, and writes one audit line', async () => {
  const values = {
    'cases.columns': ['light', 'number'],
    'cases.next': true,
    'desk.density': 'dense',
    'tour.seen': null,
  }
  for (const [name, value] of Object.entries(values)) expect((await put(name, value)).body).toEqual({ name })
  expect(await own(min)).toEqual(values)
  expect(await own(bao)).toEqual({})
  const before = await sumTables(house.database)
  await put('cases.next', true)
  expect(await sumTables(house.database)).toEqual(before)
  await put('cases.next', false, 'another-time')
  expect(await own(min)).toEqual({ ...values, 'cases.next': false })
  const audit = await house.database.rows(
    "select command, subject_id from platform.audit_entries where request_id = 'another-time'",
  )
  expect(audit).toEqual([{ command: 'preference.put', subject_id: min.session.id }])
})
