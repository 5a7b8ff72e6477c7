/**
 * A collector finds a dark lamp; six people bring it to its end. The moral: every hand-over has its clock, nobody
 * can do another's work, the reporter never checks, and the log tells it all again.
 */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestCounty, type TestCounty } from '../server/testing/test-county.ts'

let county: TestCounty
beforeAll(async () => {
  county = await openTestCounty({ now: new Date('2026-06-15T09:00:00+08:00') })
})
afterAll(() => county.close())

it('travels the whole loop', async () => {
  const { collector, checker, acceptor, shiftLeader, dispatcher, unit, otherUnit, handler, clock } = county
  const minutes = (count: number) => clock.advance(count * 60_000)

  const reported = await collector.post('/api/reports', await county.lampReport())
  expect(reported).toMatchObject({ status: 200, body: { state: 'pool', number: null, warnings: [] } })
  expect(reported.body['reportNumber']).toMatch(/^S53012720260615\d{5}$/)
  const { id } = reported.body as { id: string }
  const path = (action: string) => `/api/cases/${id}/${action}`
  const stateAfter = async (answer: Promise<{ status: number; body: Record<string, unknown> }>) => {
    const { status, body } = await answer
    return status === 200 ? body['state'] : body
  }

  minutes(5)
  expect(await stateAfter(acceptor.post(path('send-on'), {}))).toBe('pending_filing')
  expect((await acceptor.post(path('file'), {})).body).toMatchObject({ code: 'access.not-permitted' })
  minutes(3)
  expect(await stateAfter(shiftLeader.post(path('file'), { level: 'ordinary' }))).toBe('pending_dispatch')
  minutes(2)
  const suggested = await dispatcher.get(`/api/responsibility/suggestion?kind=component&classCode=01037`)
  expect(suggested.body).toMatchObject({
    unit: { lead: { id: county.lampStation }, rule: '路灯归路灯管理所' },
  })
  expect(await stateAfter(dispatcher.post(path('dispatch'), { leadUnitId: county.lampStation }))).toBe(
    'pending_handle',
  )

  expect((await otherUnit.get(`/api/cases/${id}`)).body).toMatchObject({ code: 'case.unknown', status: 404 })
  expect((await otherUnit.post(path('start'), {})).body).toMatchObject({ code: 'case.unknown' })
  expect(await stateAfter(unit.post(path('assign'), { handlerId: handler.session.id }))).toBe('assigned')
  expect(await stateAfter(handler.post(path('start'), {}))).toBe('handling')
  minutes(90)
  const done = { measure: '更换光源并试亮', photoIds: await county.photos(handler, 1) }
  expect(await stateAfter(handler.post(path('report-done'), done))).toBe('handled')
  expect((await dispatcher.post(path('pass-on'), {})).body).toMatchObject({ code: 'case.not-confirmed' })
  expect(await stateAfter(unit.post(path('confirm-done'), {}))).toBe('handled')
  expect(await stateAfter(dispatcher.post(path('pass-on'), {}))).toBe('pending_check')

  expect(
    (await acceptor.post(path('issue-check'), { collectorId: collector.session.id })).body,
  ).toMatchObject({
    code: 'case.checker-is-reporter',
  })
  expect(await stateAfter(acceptor.post(path('issue-check'), { collectorId: checker.session.id }))).toBe(
    'checking',
  )
  const after = { photoIds: await county.photos(checker, 1) }
  expect((await collector.post(path('pass-check'), after)).body).toMatchObject({ code: 'case.not-yours' })
  expect(await stateAfter(checker.post(path('pass-check'), after))).toBe('check_passed')
  expect(await stateAfter(shiftLeader.post(path('close'), { conditionMet: true }))).toBe('closed')

  const { body } = await shiftLeader.get(`/api/cases/${id}`)
  expect(body).toMatchObject({
    state: 'closed',
    isInTime: true,
    className: '路灯',
    leadUnit: { name: '路灯管理所' },
    townCode: '530127001',
    counters: { reworks: 0, checks: 1 },
  })
  expect((body['timeline'] as { zh: string }[]).map((it) => it.zh)).toEqual([
    '上报',
    '批转立案',
    '立案',
    '派遣',
    '指派',
    '接单',
    '处置完毕',
    '部门确认',
    '批转核查',
    '发核查',
    '核查通过',
    '结案',
  ])
  const clocks = body['clocks'] as {
    name: string
    usedMinutes: number
    segments: { counted: boolean; minutes: number }[]
  }[]
  const dispose = clocks.find((it) => it.name === 'dispose')
  expect(dispose?.usedMinutes).toBe(90)
  expect(dispose?.segments.filter((it) => it.counted).reduce((sum, it) => sum + it.minutes, 0)).toBe(90)
  expect(body['actions']).toEqual([])

  expect(await county.verify()).toMatchObject({ cases: 1, entries: 12, differences: [] })
})
