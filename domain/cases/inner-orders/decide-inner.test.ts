/** An inner order by worked examples: who may do what, and which deadline follows, on office hours 08–12 and 14–18. */
import { describe, expect, it } from 'vitest'
import { Problem } from '../../problem.ts'
import { unitA } from '../testing.ts'
import { innerActionsFor, innerWaitsFor, previewInnerDue } from './decide-inner.ts'
import {
  innerActionNames,
  innerRuleOf,
  innerStateCodes,
  permissionsForInnerOrders,
} from './inner-life-cycle.ts'
import { communityA, communityB, InnerStory, innerPeople } from './testing.ts'

const china = (iso: string | null): string | null =>
  iso && new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ')
const codeOf = (run: () => unknown): string => {
  try {
    run()
  } catch (error) {
    if (error instanceof Problem) return error.code
    throw error
  }
  return 'nothing stood against it'
}
/** Eight work hours from Monday 09:00: due on Tuesday at 09:00. */
const dispatched = (): InnerStory => new InnerStory().take('sendOn').take('file').take('dispatch')
const hours = (value: number) => ({ value, unit: 'work_hour' }) as const

describe('the table of inner orders', () => {
  it('lets no step start from an ended order, and reaches every state by hand or with the case', () => {
    for (const action of innerActionNames)
      expect(innerRuleOf(action).from.filter((it) => it === 'accepted' || it === 'recalled')).toEqual([])
    const reached = new Set<string>(['issued', 'paused', ...innerActionNames.map((it) => innerRuleOf(it).to)])
    expect(innerStateCodes.filter((it) => !reached.has(it))).toEqual([])
  })

  it('gives the second level and the units below each their own steps', () => {
    expect(permissionsForInnerOrders('sub_center')).toEqual([
      'inner-order.issue',
      'inner-order.accept',
      'inner-order.send-back',
      'inner-order.extend',
      'inner-order.reissue',
      'inner-order.recall',
    ])
    expect(permissionsForInnerOrders('handler')).toEqual(['inner-order.start', 'inner-order.report'])
    expect(permissionsForInnerOrders('dispatcher')).toEqual([])
  })
})

describe('issuing', () => {
  it('is due with the case unless it has a limit of its own', () => {
    const story = dispatched().issue(communityA).issue(communityB, hours(3))
    expect(story.orders.map((it) => [china(it.dueAt), it.isCapped])).toEqual([
      ['06-16 09:00', true],
      ['06-15 12:00', false],
    ])
  })

  it('never gives more time than is left to the case, to the minute', () => {
    const story = dispatched().at('2026-06-15T15:00')
    expect(codeOf(() => story.issue(communityA, { value: 4.05, unit: 'work_hour' }))).toBe(
      'inner-order.beyond-case',
    )
    story.issue(communityA, hours(4))
    expect(china(story.order().dueAt)).toBe('06-16 09:00')
    expect(previewInnerDue(hours(5), story.record, story.context)).toMatchObject({ isBeyond: true })
  })

  it('is possible after the deadline of the case, and then nobody is judged', () => {
    const story = dispatched().at('2026-06-16T10:00')
    expect(codeOf(() => story.issue(communityA, hours(1)))).toBe('inner-order.beyond-case')
    story.issue(communityA).inner('start').inner('report')
    expect([story.order().isIssuedLate, story.order().isInTime]).toEqual([true, null])
  })

  it('belongs to the second level of the lead unit, while it has the case', () => {
    expect(codeOf(() => new InnerStory().issue(communityA))).toBe('inner-order.not-lead-unit')
    const story = dispatched()
    expect(codeOf(() => story.issue(communityA, null, innerPeople.otherTown))).toBe(
      'inner-order.not-lead-unit',
    )
    expect(codeOf(() => story.issue(communityA, null, { ...innerPeople.town, posts: ['unit'] }))).toBe(
      'inner-order.not-yours',
    )
    story.take('start').take('reportDone')
    expect(codeOf(() => story.issue(communityA))).toBe('inner-order.case-not-in-hand')
  })
})

describe('an inner order', () => {
  it('is judged when its unit reports; a rework takes the verdict back and goes on with the rest', () => {
    const story = dispatched().take('start').issue(communityA, hours(4)).inner('start')
    story.at('2026-06-15T10:00').inner('report')
    expect([story.order().state, story.order().isInTime]).toEqual(['reported', true])
    expect(china(story.order().queueDueAt), 'now the town has to check, until the case is due').toBe(
      '06-16 09:00',
    )
    story.at('2026-06-15T11:00').inner('sendBack')
    expect([story.order().isInTime, story.order().result, story.order().reworks]).toEqual([null, null, 1])
    expect(china(story.order().dueAt), 'three of four hours were left').toBe('06-15 16:00')
    story.at('2026-06-15T17:00').inner('report').inner('accept')
    expect([story.order().state, story.order().isInTime]).toEqual(['accepted', false])
  })

  it('may be extended within what the case has, and not when it has no limit of its own', () => {
    const story = dispatched().issue(communityA, hours(2))
    story.inner('extend', { input: { limit: hours(4) } })
    expect([china(story.order().dueAt), story.order().extensions]).toEqual(['06-15 17:00', 1])
    expect(codeOf(() => story.inner('extend', { input: { limit: hours(3) } }))).toBe(
      'inner-order.beyond-case',
    )
    story.issue(communityB)
    expect(codeOf(() => story.inner('extend'))).toBe('inner-order.no-time-left')
    expect(innerActionsFor(story.order(), innerPeople.town, story.settings)).not.toContain('extend')
  })

  it('is moved by its unit and its town, and by nobody else', () => {
    const story = dispatched().issue(communityA)
    const may = (who: Parameters<typeof innerActionsFor>[1]) =>
      innerActionsFor(story.order(), who, story.settings)
    expect(may(innerPeople.communityA)).toEqual(['start'])
    expect(may(innerPeople.town)).toEqual(['reissue', 'recall'])
    expect(may(innerPeople.communityB)).toEqual([])
    expect(may(innerPeople.otherTown)).toEqual([])
    expect(codeOf(() => story.inner('start', { by: innerPeople.communityB }))).toBe('inner-order.not-yours')
    expect(codeOf(() => story.inner('accept'))).toBe('inner-order.action-not-allowed')
    expect(
      [innerPeople.communityA, innerPeople.town].map((it) =>
        innerWaitsFor(story.order(), it, story.settings),
      ),
    ).toEqual([true, false])
  })

  it('keeps the result of the case back until it is accepted or recalled', () => {
    const story = dispatched().take('start').issue(communityA).issue(communityB)
    const done = () => story.take('reportDone', {}, innerPeople.town)
    expect(codeOf(done)).toBe('inner-order.open')
    story.inner('recall', { index: 1 })
    story.inner('start', { index: 0 }).inner('report', { index: 0 })
    expect(codeOf(done)).toBe('inner-order.open')
    story.inner('accept', { index: 0 })
    done()
    expect(story.record.confirmedAt, 'the second level speaks for its unit').not.toBeNull()
    expect(story.record.leadUnitId).toBe(unitA)
  })

  it('replays to the last field', () => {
    const story = dispatched().take('start').issue(communityA, hours(4)).issue(communityB)
    story.inner('start', { index: 0 }).inner('report', { index: 0 }).inner('sendBack', { index: 0 })
    story.inner('reissue', { index: 1 }).take('requestSuspension').take('approveSuspension')
    story.at('2026-06-17T09:00').take('resume')
    expect(story.replayedOrders).toEqual(story.orders)
  })
})
