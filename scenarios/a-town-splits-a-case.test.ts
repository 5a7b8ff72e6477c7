/**
 * Song at the town's desk is sent a case that takes three: two communities and the cleaning contractor. She splits it,
 * sends one back, recalls one, and reports the whole in time. In a second case the county recalls its dispatch in the
 * middle, in a third it is put off for weeks. Moral: the county has one case and one clock; what the town does inside
 * follows it and never outruns it.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { InnerReceipt } from '#domain/cases/inner-orders/inner-contract.ts'
import { type CaseStory, glance, inChina } from '../server/testing/case-story.ts'
import { openSecondLevel, type SecondLevel } from '../server/testing/second-level.ts'
import { openTestCounty, type TestCounty } from '../server/testing/test-county.ts'

let county: TestCounty
let level: SecondLevel
beforeAll(async () => {
  county = await openTestCounty({ sessionHours: 2000 })
  level = await openSecondLevel(county)
})
afterAll(async () => {
  expect((await county.verify()).differences).toEqual([])
  await county.close()
})

const hours = (value: number) => ({ value, unit: 'work_hour' })
const statesOf = async (story: CaseStory) => (await level.ordersOf(story.id)).map((it) => it.state)
const ok = async (answer: Promise<{ status: number; body: unknown }>) => {
  const { status, body } = await answer
  expect(status, JSON.stringify(body)).toBe(200)
}

describe('a case that takes three', () => {
  let story: CaseStory
  let north: InnerReceipt
  let south: InnerReceipt
  let contractor: InnerReceipt

  it('waits for the town’s desk, is taken up and split', async () => {
    story = (await level.openTownCase()).at('2026-06-15 09:10')
    const counts = (await level.desk.get('/api/case-counts?queue=mine')).body
    expect(counts['mine']).toBe(1)
    await story.take('start', {}, level.desk)
    const issued = await level.splitInto(
      story.id,
      { unitId: level.north, part: '北段垃圾清理', limit: hours(2) },
      { unitId: level.south, part: '南段路面冲洗', limit: hours(3) },
      { unitId: level.contractor, part: '清运至转运站' },
    )
    ;[north, south, contractor] = issued as [InnerReceipt, InnerReceipt, InnerReceipt]
    const { disposeDueAt } = await story.show()
    expect(inChina(north.dueAt)).toBe('06-15 11:10')
    expect(contractor.dueAt, 'without a limit of its own it is due with the case').toBe(disposeDueAt)
  })

  it('cannot be reported while somebody below is at it', async () => {
    const offered = (await story.show(level.desk)).actions.map((it) => it.name)
    expect(offered).not.toContain('reportDone')
    expect(await story.refused('reportDone', {}, level.desk)).toBe('inner-order.open')
  })

  it('is done in parts; one is sent back and done again, one is recalled', async () => {
    story.at('2026-06-15 10:00')
    await ok(level.step(north.id, 'start', level.northUnit))
    await ok(level.step(south.id, 'start', level.southHandler))
    await ok(level.step(north.id, 'report', level.northUnit))
    await ok(level.step(south.id, 'report', level.southHandler))
    await ok(level.step(south.id, 'accept', level.desk))
    await ok(level.step(north.id, 'sendBack', level.desk, { reason: '墙角仍有垃圾' }))
    expect(await statesOf(story)).toEqual(['working', 'accepted', 'issued'])
    story.at('2026-06-15 11:00')
    await ok(level.step(north.id, 'report', level.northUnit, { result: '墙角已清理' }))
    await ok(level.step(north.id, 'accept', level.desk))
    await ok(level.step(contractor.id, 'recall', level.desk, { reason: '社区已自行清运' }))
    const orders = await level.ordersOf(story.id)
    expect(orders.map((it) => [it.state, it.isInTime, it.reworks])).toEqual([
      ['accepted', true, 1],
      ['accepted', true, 0],
      ['recalled', null, 0],
    ])
  })

  it('is one case with one clock to the county, and closes in time', async () => {
    expect((await story.show(level.desk)).actions.map((it) => it.name)).toContain('reportDone')
    await story.take('reportDone', {}, level.desk)
    const seen = await story.show(county.dispatcher)
    expect(seen.clocks.filter((it) => it.name === 'dispose')).toHaveLength(1)
    expect(seen.clocks.some((it) => it.name === 'inner')).toBe(false)
    expect(seen.timeline.map((it) => it.action).slice(-3)).toEqual(['start', 'split', 'reportDone'])
    await story.takeAll('passOn', 'issueCheck', 'passCheck')
    const closed = await story.take('close')
    expect([closed.state, closed.isInTime, closed.confirmedAt !== null]).toEqual(['closed', true, true])
    const inside = await level.ordersOf(story.id, county.dispatcher)
    expect(inside.map((it) => [it.unit?.name, it.actions.length])).toEqual([
      ['北街社区居委会', 0],
      ['南街社区居委会', 0],
      ['嵩阳保洁承包队', 0],
    ])
  })
})

describe('a case whose dispatch the county recalls in the middle', () => {
  it('takes the orders back with it, and whoever had one is told', async () => {
    const story = await level.openTownCase()
    const [order] = await level.splitInto(story.id, { unitId: level.north, part: '清理' })
    await ok(level.step(order?.id ?? '', 'start', level.northUnit))
    const recalled = await story.take('recallDispatch', { reason: '应由路灯所处置' })
    expect(recalled.state).toBe('pending_dispatch')
    const seen = (await level.northUnit.get(`/api/inner-orders/${order?.id}`)).body
    expect(seen).toMatchObject({ state: 'recalled', actions: [] })
    expect((seen['timeline'] as { zh: string }[]).at(-1)?.zh).toBe('随案撤回')
    const report = await level.step(order?.id ?? '', 'report', level.northUnit)
    expect(report.body['code']).toBe('inner-order.action-not-allowed')
    await story.take('dispatch', { leadUnitId: county.lampStation })
    expect(
      (await level.desk.get(`/api/cases/${story.id}`)).status,
      'it is no case of the town any more',
    ).toBe(404)
    const heard = await county.database.rows<{ name: string }>(
      `select name from platform.announcements where subject_id = $1 order by seq`,
      [order?.id],
    )
    expect(heard.map((it) => it.name)).toEqual([
      'inner-order.issue',
      'inner-order.start',
      'inner-order.recall-with-case',
    ])
  })
})

describe('a case that is put off', () => {
  it('rests with its orders and goes on with them where it stood', async () => {
    const story = (await level.openTownCase()).at('2026-06-16 09:00')
    await story.take('start', {}, level.desk)
    const [order] = await level.splitInto(story.id, { unitId: level.south, part: '冲洗', limit: hours(2) })
    story.at('2026-06-16 10:00')
    await story.take('requestSuspension', {}, level.desk)
    await story.take('approveSuspension')
    expect(await statesOf(story)).toEqual(['paused'])
    expect((await level.step(order?.id ?? '', 'start', level.southHandler)).body['code']).toBe(
      'inner-order.action-not-allowed',
    )
    story.at('2026-07-06 09:00')
    await county.runJob('case.resume-suspended')
    expect(glance(await story.show())[0]).toBe('handling')
    const [resumed] = await level.ordersOf(story.id)
    expect([resumed?.state, inChina(resumed?.dueAt ?? null)]).toEqual(['issued', '07-06 10:00'])
    expect(resumed?.timeline.at(-1)).toMatchObject({ action: 'resumeWithCase', zh: '随案恢复' })
  })

  it('asked to be returned and refused, its orders rest meanwhile; voided, they end', async () => {
    const story = await level.openTownCase()
    await level.splitInto(story.id, { unitId: level.south, part: '冲洗' })
    await story.take('requestReturn', {}, level.desk)
    expect(await statesOf(story)).toEqual(['paused'])
    await story.take('refuseReturn')
    expect(await statesOf(story)).toEqual(['issued'])
    await story.takeAll('requestVoid', 'approveVoid')
    expect(await statesOf(story)).toEqual(['recalled'])
  })
})
