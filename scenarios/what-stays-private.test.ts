/**
 * A caller who wants to stay unknown, and a county next door. The moral: what a post does not need it does not see;
 * looking a caller up leaves a trace; and nothing of one county is there for another.
 */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type CaseStory, followStory, openStory } from '../server/testing/case-story.ts'
import { openTestCounty, type TestCounty } from '../server/testing/test-county.ts'

const caller = { name: '李小明', phone: '13812345678', isConfidential: true }
let county: TestCounty
let story: CaseStory
let reportId: string

beforeAll(async () => {
  county = await openTestCounty({ now: new Date('2026-06-15T09:00:00+08:00') })
  const { body } = await county.acceptor.post('/api/reports', {
    source: 'hotline_12345',
    description: '文化路路灯不亮，要求尽快修复，回电 13812345678',
    address: '文化路 12 号',
    point: county.place,
    caller,
  })
  story = followStory(county, String(body['id']))
  reportId = String(body['reportId'])
})
afterAll(() => county.close())

const holdsCaller = (it: unknown): boolean => /13812345678|李小明/.test(JSON.stringify(it))

/** The tables of every schema in which a text of the caller stands open. */
async function tablesWithCaller(): Promise<string[]> {
  const tables = await county.database.rows<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'm') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')`,
  )
  const holding: string[] = []
  for (const { name } of tables)
    if (holdsCaller(await county.database.rows(`select to_jsonb(t) as row from ${name} t`)))
      holding.push(name)
  return holding
}

it('keeps the caller out of the case, its log, the audit and what is announced', async () => {
  expect(holdsCaller(await story.show(county.acceptor))).toBe(false)
  await county.settle()
  expect(await tablesWithCaller()).toEqual([])
  const { body } = await county.dispatcher.get(`/api/cases/${story.id}/reports`)
  expect(body['reports']).toMatchObject([
    {
      callerName: '李**',
      callerPhone: '138****5678',
      isConfidential: true,
      hasMaskedWords: true,
      description: '文化路路灯不亮，要求尽快修复，回电 138****5678',
    },
  ])
})

it('shows the caller for a reason, and the audit says who asked and why', async () => {
  const path = `/api/reports/${reportId}/unmask-caller`
  const reason = '需联系诉求人核实位置'
  for (const voice of [county.dispatcher, county.unit, county.collector])
    expect((await voice.post(path, { reason })).body).toMatchObject({ code: 'access.not-permitted' })
  expect((await county.acceptor.post(path, {})).body).toMatchObject({ code: 'request.invalid' })
  const lines = () =>
    county.database.rows<{ actor_name: string; input: unknown; output: unknown; subject_id: string }>(
      `select actor_name, input, output, subject_id from platform.audit_entries where command = 'report.unmask-caller'`,
    )
  expect(await lines()).toEqual([])
  const shown = await county.acceptor.post(path, { reason }, { 'idempotency-key': 'unmask-once' })
  expect(shown).toMatchObject({
    status: 200,
    body: {
      callerName: '李小明',
      callerPhone: '13812345678',
      description: '文化路路灯不亮，要求尽快修复，回电 13812345678',
    },
  })
  const line = {
    actor_name: '闵受理',
    subject_id: reportId,
    output: { granted: true },
    input: { id: reportId, reason },
  }
  expect(await lines()).toEqual([line])
  await county.acceptor.post('/api/callers/history', { phone: caller.phone })
  expect(await tablesWithCaller()).toEqual([])
  await county.acceptor.post(path, { reason }, { 'idempotency-key': 'unmask-once' })
  expect(await lines()).toHaveLength(1)
  await county.acceptor.post(path, { reason })
  expect(await lines()).toHaveLength(2)
  expect(
    (
      await county.acceptor.post('/api/reports/0199aaaa-0000-7000-8000-00000000000a/unmask-caller', {
        reason,
      })
    ).body,
  ).toMatchObject({ code: 'report.unknown', status: 404 })
})

it('gives the neighbouring county nothing: no case, no list, no photo, no action', async () => {
  const filed = await openStory(county)
  const [photoId] = (await filed.show()).photos.map((it) => it.id)
  const posts = ['acceptor', 'dispatcher', 'shift_leader', 'leader', 'sysadmin'] as const
  const stranger = await county.as({ username: 'lin-xian', adcode: '530126', posts: [...posts] })
  for (const path of [`/api/cases/${filed.id}`, `/api/cases/${story.id}/reports`, `/api/photos/${photoId}`])
    expect((await stranger.get(path)).status, path).toBe(404)
  expect((await stranger.get('/api/cases')).body).toEqual({ cases: [], next: null })
  expect((await stranger.get('/api/case-counts')).body).toEqual({ states: [], mine: 0, inHand: 0 })
  expect((await stranger.get(`/api/cases?ids=${filed.id}`)).body).toEqual({ cases: [], next: null })
  for (const [verb, body] of [
    ['hold', {}],
    ['put-back', {}],
    ['hand-on', { personId: stranger.session.id }],
  ] as const)
    expect((await stranger.post(`/api/cases/${filed.id}/${verb}`, body)).body).toMatchObject({
      code: 'case.unknown',
    })
  expect((await stranger.get(`/api/cases/${filed.id}/colleagues`)).status).toBe(404)
  expect((await stranger.get('/api/map/case-counts')).body).toMatchObject({ total: 0 })
  expect((await stranger.get('/api/map/cases')).body['features']).toEqual([])
  expect((await stranger.get('/api/organisations')).body['organisations']).toEqual([])
  const people = (await stranger.get('/api/people')).body['people'] as { username: string }[]
  expect(people.map((it) => it.username)).toEqual(['lin-xian'])
  expect(await filed.refused('sendOn', {}, stranger)).toBe('case.unknown')
  expect(
    (await stranger.post(`/api/reports/${reportId}/unmask-caller`, { reason: '看看是谁' })).body,
  ).toMatchObject({ code: 'report.unknown' })
  const merged = await stranger.post(`/api/cases/${filed.id}/merge`, { masterId: story.id })
  expect(merged.body).toMatchObject({ code: 'case.unknown' })
})

it('keeps a town’s people to their town, a handler to the unit, a collector to what they hold', async () => {
  const inEast = await county.as({ username: 'dong', posts: ['dispatcher'], areaCodes: ['530127001002'] })
  const west = await openStory(county)
  expect((await inEast.get(`/api/cases/${west.id}`)).body).toMatchObject({ code: 'case.unknown' })
  expect((await inEast.get('/api/cases')).body['cases']).toEqual([])
  expect(await west.refused('requestVoid', {}, inEast)).toBe('case.unknown')
  expect((await county.checker.get(`/api/cases/${west.id}`)).body).toMatchObject({ code: 'case.unknown' })
  expect((await county.handler.get(`/api/cases/${west.id}`)).status).toBe(404)
  await west.take('issueVerification')
  expect((await county.checker.get(`/api/cases/${west.id}`)).status).toBe(200)
  const gone = await county.as({ username: 'zou', posts: ['collector'] })
  expect((await county.disable('zou')).id).toBe(gone.session.id)
  await west.take('recallVerification')
  expect(await west.refused('issueVerification', { collectorId: gone.session.id })).toBe(
    'case.collector-unknown',
  )
  await west.take('issueVerification')
  await west.take('recallVerification')
  expect((await county.checker.get(`/api/cases/${west.id}`)).status).toBe(404)
})
