/** What becomes of inner orders when their case moves: every rule, and what must hold whatever happens in any order. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Problem } from '../../problem.ts'
import { allowedActions } from '../decide.ts'
import { type CaseActionName, caseActionNames } from '../life-cycle.ts'
import { caseStates } from '../state.ts'
import { unitA, unitB } from '../testing.ts'
import { followings } from './follow-case.ts'
import { innerActionNames, innerRuleOf, innerStates } from './inner-life-cycle.ts'
import { communityA, communityB, InnerStory } from './testing.ts'

const china = (iso: string | null): string | null =>
  iso && new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ')
const hours = (value: number) => ({ value, unit: 'work_hour' }) as const
const split = (): InnerStory =>
  new InnerStory().take('sendOn').take('file').take('dispatch').issue(communityA, hours(4)).issue(communityB)
const states = (story: InnerStory): string[] => story.orders.map((it) => it.state)

describe('when the case', () => {
  it('has its dispatch recalled, every open order is recalled with it', () => {
    const story = split().inner('start', { index: 0 })
    story.take('recallDispatch')
    expect(states(story)).toEqual(['recalled', 'recalled'])
    expect(story.order(0).clock?.marks.at(-1)).toMatchObject({ kind: 'stop', reason: 'order-recalled' })
    story.take('dispatch', { leadUnitId: unitB })
    expect(states(story)).toEqual(['recalled', 'recalled'])
  })

  it('is asked to be returned, they rest; refused, they go on with what was left; granted, they end', () => {
    const story = split().at('2026-06-15T10:00').take('requestReturn')
    expect(states(story)).toEqual(['paused', 'paused'])
    expect(story.order(0)).toMatchObject({ dueAt: null, queueDueAt: null })
    story.at('2026-06-15T11:00').take('refuseReturn')
    expect(states(story)).toEqual(['issued', 'issued'])
    expect(story.orders.map((it) => china(it.dueAt))).toEqual(['06-15 16:00', '06-16 09:00'])
    story.take('requestReturn').take('approveReturn')
    expect(states(story)).toEqual(['recalled', 'recalled'])
  })

  it('is suspended, they rest with it and each goes on where it stood', () => {
    const story = split().take('start').inner('start', { index: 0 })
    story.at('2026-06-15T10:00').inner('report', { index: 0 }).take('requestSuspension')
    expect(states(story), 'asking changes nothing').toEqual(['reported', 'issued'])
    story.take('approveSuspension')
    expect(states(story)).toEqual(['paused', 'paused'])
    story.at('2026-07-06T10:00').take('resume')
    expect(states(story)).toEqual(['reported', 'issued'])
    expect(story.order(1).dueAt, 'due with the case').toBe(story.record.disposeDueAt)
    story.inner('sendBack', { index: 0 })
    expect(china(story.order(0).dueAt), 'three of four hours were left').toBe('07-06 15:00')
  })

  it('is asked to be voided, they go on; voided, they end', () => {
    const story = split().take('requestVoid')
    expect(states(story)).toEqual(['issued', 'issued'])
    story.inner('start', { index: 0 })
    story.take('refuseVoid').take('requestVoid').take('approveVoid')
    expect(states(story)).toEqual(['recalled', 'recalled'])
  })

  it('is closed by force, they end', () => {
    expect(states(split().take('start').take('proposeForceClose').take('approveForceClose'))).toEqual([
      'recalled',
      'recalled',
    ])
  })

  it('gets more time, those that are due with it move, and own limits stay', () => {
    const story = split().take('start').take('requestExtension').take('approveExtension')
    expect(story.orders.map((it) => china(it.dueAt))).toEqual(['06-15 15:00', '06-17 09:00'])
    expect(story.innerLog.filter((it) => it.action === 'moveWithCase')).toHaveLength(1)
  })

  it('rests over days that count for the one clock and not for the other, the case’s deadline still holds', () => {
    const story = new InnerStory().take('sendOn')
    story
      .take('file', { limit: { value: 1, unit: 'natural_day' } })
      .take('dispatch')
      .take('start')
    story
      .at('2026-06-15T10:00')
      .issue(communityA, hours(7))
      .take('requestSuspension')
      .take('approveSuspension')
    story.at('2026-06-19T17:30').take('resume')
    expect(china(story.record.disposeDueAt), 'twenty-three hours on').toBe('06-20 16:30')
    expect([china(story.order().dueAt), story.order().isCapped]).toEqual(['06-20 16:30', true])
  })
})

type Move =
  | { kind: 'case'; pick: number }
  | { kind: 'inner'; pick: number; index: number }
  | { kind: 'issue'; unit: string; hours: number | null }
  | { kind: 'wait'; minutes: number }

const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('case' as const), pick: fc.nat(20) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('inner' as const),
      pick: fc.nat(20),
      index: fc.nat(3),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('issue' as const),
      unit: fc.constantFrom(communityA, communityB),
      hours: fc.option(fc.integer({ min: 1, max: 10 })),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 3000 }) }),
  },
)

/** Steps that keep the case near its unit, so that a random story says something. */
const near: readonly CaseActionName[] = [
  ...(Object.keys(followings) as CaseActionName[]),
  'start',
  'reportDone',
  'sendBack',
  'requestExtension',
  'approveExtension',
  'requestSuspension',
  'refuseSuspension',
  'requestVoid',
  'refuseVoid',
]

function make(story: InnerStory, it: Move): void {
  switch (it.kind) {
    case 'wait':
      story.now = new Date(story.now.getTime() + it.minutes * 60_000)
      return
    case 'issue':
      story.issue(it.unit, it.hours === null ? null : hours(it.hours))
      return
    case 'inner':
      if (story.orders.length) {
        const index = it.index % story.orders.length
        const allowed = innerActionNames.filter((name) =>
          innerRuleOf(name).from.includes(story.order(index).state),
        )
        const action = allowed[it.pick % Math.max(allowed.length, 1)]
        if (action) story.inner(action, { index })
      }
      return
    case 'case': {
      const allowed = allowedActions(story.record.state).filter((action) => near.includes(action))
      const action = allowed[it.pick % Math.max(allowed.length, 1)]
      const until = new Date(story.now.getTime() + 3 * 86_400_000).toISOString().slice(0, 10)
      if (action)
        story.take(
          action,
          action === 'dispatch'
            ? { leadUnitId: unitA }
            : action === 'requestSuspension'
              ? { untilDate: until }
              : {},
        )
    }
  }
}

function expectSound(story: InnerStory): void {
  const { record, orders } = story
  for (const order of orders) {
    const isRunning = order.state === 'issued' || order.state === 'working'
    if (isRunning && record.disposeDueAt)
      expect(order.dueAt && order.dueAt <= record.disposeDueAt, `${order.state} in ${record.state}`).toBe(
        true,
      )
    if (order.state === 'paused')
      expect(['return_requested', 'suspended', 'void_requested', 'force_close_requested']).toContain(
        record.state,
      )
    if (innerStates[order.state].isOpen) {
      expect(caseStates[record.state].isOpen, 'an open order of a case that is over').toBe(true)
      expect(
        ['handled', 'pending_check', 'pending_dispatch'],
        'nothing is open once the result is there',
      ).not.toContain(record.state)
    } else expect(order.endedAt).not.toBeNull()
  }
  expect(story.replayedOrders).toEqual(orders)
}

describe('whatever happens', () => {
  it('no order outlives its case or outruns its deadline, and every log replays', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(fc.array(move, { maxLength: 25 }), (moves) => {
        const story = new InnerStory().take('sendOn').take('file').take('dispatch').issue(communityA)
        for (const it of moves) {
          try {
            make(story, it)
          } catch (error) {
            if (!(error instanceof Problem)) throw error
          }
          expectSound(story)
        }
        for (const { action } of story.innerLog) seen.add(action)
      }),
      { numRuns: 300 },
    )
    expect(seen.size, `the stories reached ${[...seen].join()}`).toBeGreaterThan(8)
  })

  it('names only actions of the case', () => {
    for (const action of Object.keys(followings)) expect(caseActionNames).toContain(action)
  })
})
