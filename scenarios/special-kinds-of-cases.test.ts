/**
 * What is not the ordinary run: promises, work of several units, emergencies, pressure from above, forbidden places.
 * The moral: each is the same case with a fact more, and no fact moves a clock that is not its own.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type CaseStory, clockOf, glance, openStory } from '../server/testing/case-story.ts'
import { openTestCounty, type TestCounty, tinyMiddle } from '../server/testing/test-county.ts'

let county: TestCounty
// Each has a county of its own: a clock that is turned back ends the sessions that were used ahead of it.
beforeEach(async () => {
  county = await openTestCounty({ now: new Date('2026-06-15T09:00:00+08:00'), sessionHours: 2000 })
})
afterEach(async () => {
  try {
    expect((await county.verify()).differences).toEqual([])
  } finally {
    await county.close()
  }
})

const toHandling = async (): Promise<CaseStory> => {
  const story = await openStory(county)
  await story.takeAll('sendOn', 'file', 'dispatch', 'start')
  return story
}

describe('a case', () => {
  it('promised by a date needs its document, and the document must exist', async () => {
    const { unit } = county
    const story = await toHandling()
    const promise = { reason: '改造项目统一更换', untilDate: '2026-09-01', businessKind: 'commitment' }
    expect(await story.refused('requestSuspension', promise)).toBe('case.commitment-needs-document')
    const nowhere = '0199aaaa-0000-7000-8000-00000000000a'
    expect(await story.refused('requestSuspension', { ...promise, documentIds: [nowhere] })).toBe(
      'case.photo-unknown',
    )
    await story.take('requestSuspension', { ...promise, documentIds: [await county.photo(unit)] })
    expect(await story.show()).toMatchObject({ businessKind: 'immediate', state: 'hang_requested' })
    const promised = await story.take('approveSuspension')
    expect(promised).toMatchObject({
      businessKind: 'commitment',
      suspendedUntil: '2026-09-01',
      light: 'paused',
    })
    const resumed = await story.at('2026-06-16 09:00').take('resume')
    expect(glance(resumed)).toEqual(['handling', 'dispose', '06-17 09:00', 'green'])
    expect(await story.refused('requestSuspension')).toBe('case.suspended-before')
  })

  it('of several units has one that leads; those that assist see it and do not act for it', async () => {
    const { otherUnit, waterCompany, lampStation } = county
    const story = await openStory(county)
    await story.takeAll('sendOn', 'file')
    const coordination = { businessKind: 'coordination' }
    expect(await story.refused('dispatch', coordination)).toBe('case.choose-unit')
    expect(await story.refused('dispatch', { ...coordination, assistUnitIds: [lampStation] })).toBe(
      'case.choose-unit',
    )
    expect((await otherUnit.get(`/api/cases/${story.id}`)).status).toBe(404)
    const dispatched = await story.take('dispatch', { ...coordination, assistUnitIds: [waterCompany] })
    expect(dispatched).toMatchObject({ businessKind: 'coordination', assistUnits: [{ name: '供水公司' }] })
    const seen = await otherUnit.get(`/api/cases/${story.id}`)
    expect(seen).toMatchObject({ status: 200, body: { actions: [] } })
    const { body: list } = await otherUnit.get('/api/cases')
    expect((list['cases'] as { id: string }[]).map((it) => it.id)).toContain(story.id)
    expect(await story.refused('start', {}, otherUnit)).toBe('case.not-yours')
  })

  it('handled at once by a substitute is billed to its owner, and only then', async () => {
    const { waterCompany, otherUnit } = county
    const ordinary = await toHandling()
    await ordinary.take('reportDone')
    expect(await ordinary.refused('billOwner')).toBe('case.no-substitute')
    const story = await openStory(county)
    await story.take('sendOn')
    await story.take('file', { level: 'urgent' })
    await story.take('dispatch', { substituteForUnitId: waterCompany, note: '权属不清，先行处置' })
    await story.take('start')
    expect(await story.refused('billOwner')).toBe('case.action-not-allowed')
    await story.take('reportDone')
    const billed = await story.take('billOwner', { amountYuan: 860.5, note: '材料与人工' })
    expect(billed).toMatchObject({ level: 'urgent', substituteForUnitId: waterCompany, billedYuan: 860.5 })
    expect((await otherUnit.get(`/api/cases/${story.id}`)).status).toBe(404)
  })

  it('is supervised and urged without a minute more or less; the unit answers', async () => {
    const story = await toHandling()
    const before = await story.show()
    expect(await story.refused('supervise', {}, county.dispatcher)).toBe('access.not-permitted')
    await story.take('supervise')
    const pressed = await story.take('urge')
    expect(pressed).toMatchObject({
      state: 'handling',
      clockDueAt: before.clockDueAt,
      disposeDueAt: before.disposeDueAt,
      counters: { urges: 1, supervisions: 1 },
      supervisions: [{ opinion: '请尽快办理', answeredAt: null }],
    })
    expect(clockOf(pressed, 'dispose').usedMinutes).toBe(clockOf(before, 'dispose').usedMinutes)
    const row = (await county.leader.get('/api/cases?queue=all&state=handling')).body['cases'] as {
      id: string
      supervisionsOpen: number
    }[]
    expect(row.find((it) => it.id === story.id)?.supervisionsOpen).toBe(1)
    const stranger = '0199aaaa-0000-7000-8000-00000000000a'
    expect(await story.refused('answerSupervision', { supervisionId: stranger })).toBe(
      'case.supervision-unknown',
    )
    const answered = await story.take('answerSupervision')
    expect(answered.supervisions[0]).toMatchObject({ answer: '正在抓紧处置', answeredAt: expect.any(String) })
    expect(await story.refused('answerSupervision')).toBe('case.supervision-unknown')
  })

  it('from a place where nothing is to be reported now is taken, and the reporter warned', async () => {
    const { collector } = county
    const inMarket = await county.lampReport({ point: tinyMiddle(0, 3) })
    county.clock.turnTo(new Date('2026-06-15T20:00:00+08:00'))
    const atNight = await collector.post('/api/reports', inMarket)
    expect(atNight).toMatchObject({
      status: 200,
      body: { warnings: [{ code: 'report.no-report-zone', zh: expect.stringContaining('夜市管控区') }] },
    })
    county.clock.turnTo(new Date('2026-06-16T10:00:00+08:00'))
    const byDay = await collector.post('/api/reports', await county.lampReport({ point: tinyMiddle(0, 3) }))
    expect(byDay).toMatchObject({ status: 200, body: { warnings: [] } })
  })

  it('comes back to the unit from the dispatcher without counting as rework', async () => {
    const story = await toHandling()
    await story.at('2026-06-15 10:00').take('reportDone', {}, county.handler)
    expect(await story.refused('sendBack')).toBe('case.not-confirmed')
    expect(await story.refused('passOn')).toBe('case.not-confirmed')
    await story.take('rejectDone', { reason: '照片不清' })
    expect(glance(await story.show()).slice(0, 2)).toEqual(['handling', 'dispose'])
    await story.at('2026-06-15 10:30').take('reportDone', {}, county.handler)
    await story.at('2026-06-15 10:40').take('confirmDone')
    expect(await story.refused('rejectDone')).toBe('case.already-confirmed')
    const back = await story.at('2026-06-15 11:00').take('sendBack')
    expect(back).toMatchObject({ state: 'pending_handle', counters: { sendBacks: 1, reworks: 0 } })
    // Until the unit confirmed, the clock ran: 09:00 to 10:40.
    expect(clockOf(back, 'dispose')).toMatchObject({ state: 'running', usedMinutes: 100 })
  })
})
