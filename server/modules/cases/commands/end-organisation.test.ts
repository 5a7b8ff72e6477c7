import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStory } from '../../../testing/case-story.ts'
import { openSecondLevel, type SecondLevel } from '../../../testing/second-level.ts'
import { sumTables } from '../../../testing/table-sums.ts'
import { openTestCounty, type TestCounty } from '../../../testing/test-county.ts'

let county: TestCounty
let level: SecondLevel
beforeAll(async () => {
  county = await openTestCounty()
  level = await openSecondLevel(county)
})
afterAll(() => county.close())

const add = async (name: string, parentId: string | null = null) =>
  String((await county.sysadmin.post('/api/organisations', { name, kind: 'company', parentId })).body['id'])
const end = (id: string, key = `end-${id}`, by = county.sysadmin) =>
  by.post(`/api/organisations/${id}/end`, {}, { 'idempotency-key': key })
const listed = async (id: string) => {
  const { organisations } = (await county.leader.get('/api/organisations')).body as {
    organisations: { id: string }[]
  }
  return organisations.some((it) => it.id === id)
}

it('ends nothing without the right', async () => {
  const id = await add('排水公司')
  const sums = await sumTables(county.database)
  expect((await end(id, 'not-mine', county.leader)).body).toMatchObject({ code: 'access.not-permitted' })
  expect(await sumTables(county.database)).toEqual(sums)
})

it('ends what has nothing open, once, and offers it no more', async () => {
  const id = await add('燃气公司')
  expect(await listed(id)).toBe(true)
  const first = await end(id)
  expect(first.body).toEqual({ id })
  expect(await listed(id)).toBe(false)
  const sums = await sumTables(county.database)
  expect((await end(id)).body).toEqual({ id })
  expect(await sumTables(county.database)).toEqual(sums)
  const lines = await county.database.rows(
    "select count(*)::int as n from platform.audit_entries where command = 'organisation.end' and subject_id = $1",
    [id],
  )
  expect(lines).toEqual([{ n: 1 }])
  // It stays known by name, is changed no more, and gets neither cases nor people.
  const survey = (await county.sysadmin.get('/api/organisations/survey')).body['organisations'] as {
    id: string
  }[]
  expect(survey.find((it) => it.id === id)).toMatchObject({
    name: '燃气公司',
    endedAt: county.clock.now().toISOString(),
  })
  const change = { name: '燃气', kind: 'company', expectedVersion: 2 }
  expect((await county.sysadmin.call('PUT', `/api/organisations/${id}`, change)).body).toMatchObject({
    code: 'organisation.ended',
  })
  const person = { username: 'new-one', name: '新', posts: ['unit'], organisationId: id }
  expect((await county.sysadmin.post('/api/people', person)).body).toMatchObject({
    code: 'organisation.ended',
  })
  const story = await openStory(county)
  await story.takeAll('sendOn', 'file')
  await county.settle()
  expect(await story.refused('dispatch', { leadUnitId: id })).toBe('case.unit-unknown')
})

it('says everything that stands against it: cases by number, rules, people by name, what is below it', async () => {
  const story = await openStory(county)
  await story.takeAll('sendOn', 'file', 'dispatch')
  await add('路灯一班', county.lampStation)
  const refused = await end(county.lampStation)
  expect(refused.body).toMatchObject({ code: 'organisation.in-use', status: 409 })
  const { zh } = refused.body['sentence'] as { zh: string }
  expect(zh).toContain(`1 件在办案件（${(await story.show()).number}）`)
  expect(zh).toContain('1 条有效的处置责任规则')
  expect(zh).toContain('3 名人员（刚处置、林处置、邓路灯）')
  expect(zh).toContain('1 个下级单位（路灯一班）')
  expect(await listed(county.lampStation)).toBe(true)
})

it('waits for the inner orders that a unit below a town still has', async () => {
  const story = await level.openTownCase()
  const [order] = await level.splitInto(story.id, { unitId: level.south, part: '冲洗路面' })
  const refusal = async () =>
    ((await end(level.south, `end-${Math.random()}`)).body['sentence'] as { zh: string }).zh
  expect(await refusal()).toContain('1 个内部工单未办结')
  await level.step(order?.id ?? '', 'recall', level.desk, { reason: '改由他人办理' })
  expect(await refusal()).not.toContain('内部工单')
})
