/**
 * The situation on a small county: every number it shows is the length of the list behind it, a town's leader sees the
 * town, and a spike is found where the rule says so.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Situation } from '#domain/cases/situation-contract.ts'
import { openStory } from '../../../testing/case-story.ts'
import { openTestCounty, type TestCounty, tinyMiddle } from '../../../testing/test-county.ts'
import type { Voice } from '../../../testing/test-house.ts'

let county: TestCounty
let leader: Voice
beforeAll(async () => {
  county = await openTestCounty({ sessionHours: 3000 })
  leader = county.leader
})
afterAll(() => county.close())

type Counted = { total: number; query: Record<string, string> }
const isCounted = (it: object): it is Counted => 'total' in it && 'query' in it

/** Every number with its list, wherever it stands in the answer. */
const countedIn = (it: unknown): Counted[] => {
  if (typeof it !== 'object' || it === null) return []
  return [...(isCounted(it) ? [it] : []), ...Object.values(it).flatMap(countedIn)]
}

async function situationOf(voice: Voice): Promise<Situation> {
  const { status, body } = await voice.get('/api/situation')
  expect(status, JSON.stringify(body)).toBe(200)
  return body as unknown as Situation
}

async function lengthOf(voice: Voice, query: Record<string, string>): Promise<number> {
  const { status, body } = await voice.get(`/api/cases?${new URLSearchParams({ ...query, limit: '200' })}`)
  expect(status, JSON.stringify(body)).toBe(200)
  expect(body['next']).toBeNull()
  return (body['cases'] as unknown[]).length
}

async function expectEveryListAsLong(voice: Voice): Promise<Situation> {
  const situation = await situationOf(voice)
  for (const { total, query } of countedIn(situation))
    expect(await lengthOf(voice, query), JSON.stringify(query)).toBe(total)
  return situation
}

const reportLamp = async (voice: Voice, changes: Record<string, unknown> = {}): Promise<void> => {
  const { status, body } = await voice.post('/api/reports', await county.lampReport(changes))
  expect(status, JSON.stringify(body)).toBe(200)
}

describe('the situation', () => {
  it('of a county without cases is nothing, and says so', async () => {
    const { decide, flow, units, collectors, spikes } = await situationOf(leader)
    expect([decide.red.total, flow.map((it) => it.total), units, collectors, spikes]).toEqual([
      0,
      [0, 0, 0, 0, 0, 0],
      [],
      [],
      { weeks: 0, found: [] },
    ])
  })

  it('counts a day of work, and every number is as long as its list', async () => {
    const closed = await openStory(county)
    await closed.takeAll(
      'sendOn',
      'file',
      'dispatch',
      'start',
      'reportDone',
      'passOn',
      'issueCheck',
      'passCheck',
      'close',
    )
    const round = await openStory(county)
    await round.takeAll(
      'sendOn',
      'file',
      'dispatch',
      'requestReturn',
      'approveReturn',
      'dispatch',
      'start',
      'reportDone',
    )
    await round.takeAll('sendBack', 'supervise')
    const asked = await openStory(county)
    await asked.takeAll('sendOn', 'file', 'dispatch', 'start', 'requestExtension')
    const forced = await openStory(county)
    await forced.takeAll('sendOn', 'file', 'proposeForceClose')
    const checking = await openStory(county)
    await checking.takeAll('sendOn', 'file', 'dispatch', 'start', 'reportDone', 'passOn', 'issueCheck')
    const situation = await expectEveryListAsLong(leader)
    const total = (rows: readonly { total: number }[]) => rows.map((it) => it.total)
    expect(total(situation.flow), 'reported, filed, dispatched, handled, checked, closed').toEqual([
      5, 5, 4, 3, 1, 1,
    ])
    expect(total(situation.stages), 'accepting, filing, dispatching, disposing, feedback, checking').toEqual([
      0, 0, 0, 2, 0, 2,
    ])
    expect(situation.decide).toMatchObject({
      supervisionOpen: { total: 1 },
      supervisionLate: { total: 0 },
      goingRound: { total: 1 },
    })
    expect(situation.decide.requests.filter((it) => it.total).map((it) => [it.state, it.total])).toEqual([
      ['force_close_requested', 1],
      ['extension_requested', 1],
    ])
    expect(situation.units).toMatchObject([
      { name: '路灯管理所', open: { total: 2 }, late: { total: 0 }, due: { total: 2 }, inTime: { total: 2 } },
    ])
    expect(situation.collectors).toMatchObject([{ name: '云核查', tasks: { total: 1 }, late: { total: 0 } }])
    expect(situation.hours.find((it) => it.hour === 9)).toEqual({
      hour: 9,
      reported: 5,
      closed: 1,
      usual: null,
    })
  })

  it('turns with the clock alone: what was in time is late three weeks on, and the day is another', async () => {
    county.clock.turnTo(new Date('2026-07-06T10:00:00+08:00'))
    const situation = await expectEveryListAsLong(leader)
    expect(situation.decide.red.total).toBeGreaterThan(2)
    expect(situation.decide.supervisionLate.total).toBe(1)
    expect(situation.overdue.map((it) => it.light)).toContain('red')
    expect(situation.flow.map((it) => it.total)).toEqual([0, 0, 0, 0, 0, 0])
    expect(situation.units[0]).toMatchObject({ late: { total: 2 }, due: { total: 0 } })
  })

  it('of a town is that of the town’s leader, and a second-level platform sees its own', async () => {
    const elsewhere = await county.as({ username: 'li-zhen', posts: ['leader'], areaCodes: ['530127002'] })
    const here = await county.as({ username: 'wang-zhen', posts: ['leader'], areaCodes: ['530127001'] })
    const subCentre = await county.as({ username: 'er-ji', posts: ['sub_center'], areaCodes: ['530127001'] })
    expect((await expectEveryListAsLong(elsewhere)).stages.every((it) => it.total === 0)).toBe(true)
    const all = await situationOf(leader)
    for (const voice of [here, subCentre]) {
      const { stages, flow, decide } = await expectEveryListAsLong(voice)
      expect([stages, flow, decide]).toEqual([all.stages, all.flow, all.decide])
    }
  })

  it('is not for those who work on single cases', async () => {
    for (const voice of [county.unit, county.handler, county.collector])
      expect((await voice.get('/api/situation')).body).toMatchObject({ code: 'access.not-permitted' })
  })
})

describe('a spike', () => {
  it('is found by class and town once enough weeks are on record, and its list is as long', async () => {
    // The first report is of three Mondays ago, after midnight, so two whole weeks are on record.
    expect((await situationOf(leader)).spikes).toEqual({ weeks: 2, found: [] })
    for (const day of ['2026-07-13', '2026-07-20', '2026-07-27']) {
      county.clock.turnTo(new Date(`${day}T10:00:00+08:00`))
      await reportLamp(county.collector)
      // What is reported later on the day is not compared with a morning.
      county.clock.turnTo(new Date(`${day}T18:00:00+08:00`))
      await reportLamp(county.collector)
    }
    county.clock.turnTo(new Date('2026-08-03T10:30:00+08:00'))
    for (let cell = 0; cell < 4; cell++) await reportLamp(county.collector, { point: tinyMiddle(cell, 3) })
    expect((await situationOf(leader)).spikes).toMatchObject({ weeks: 6, found: [] })
    for (let cell = 0; cell < 2; cell++) await reportLamp(county.collector, { point: tinyMiddle(cell, 2) })
    const { found } = (await expectEveryListAsLong(leader)).spikes
    expect(found).toMatchObject([
      { kind: 'component', classCode: '01037', areaCode: '530127001', total: 6, bound: 5 },
    ])
    expect(found[0]?.className).toBeTruthy()
    expect(found[0]?.usual).toBeCloseTo(3.5 / 6, 6)
  })
})
