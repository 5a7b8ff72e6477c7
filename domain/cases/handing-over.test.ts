/** Whatever somebody has in work, there is a step that moves it on or back, wherever the case stands. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Problem } from '../problem.ts'
import { decide } from './decide.ts'
import { canGoBack, canTakeOver, stepFor, workOf } from './handing-over.ts'
import { type CaseActionName, caseActionNames } from './life-cycle.ts'
import { people, Story, testSettings } from './testing.ts'

const leavers = [people.handler, people.checker]
const successors = [people.otherHandler, people.otherChecker, people.collector, people.unitB]
const system = { id: 'root', name: 'root', posts: [], organisationId: null, areaCodes: [], isSystem: true }

/** A case that random steps led somewhere. */
function wander(choices: readonly number[]): Story {
  const story = new Story()
  // The usual way first, since random steps seldom find a handler or a check.
  const usual: CaseActionName[] = [
    'sendOn',
    'file',
    'dispatch',
    'assign',
    'start',
    'reportDone',
    'confirmDone',
    'passOn',
    'issueCheck',
  ]
  for (const action of usual.slice(0, (choices[0] ?? 0) % (usual.length + 1)))
    story.take(action, {}, action === 'reportDone' ? people.handler : undefined)
  for (const choice of choices.slice(1)) {
    try {
      story.take(caseActionNames[choice % caseActionNames.length] ?? 'urge')
    } catch (error) {
      // A step that is refused leaves the case where it was.
      if (!(error instanceof Problem)) throw error
    }
  }
  return story
}

describe('the work of somebody who leaves', () => {
  it('moves to whoever can take it over, and is theirs then', () => {
    let moved = 0
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 999 }), { minLength: 1, maxLength: 12 }), (choices) => {
        const { record, context } = wander(choices)
        for (const leaver of leavers)
          for (const work of workOf(record, leaver.id, null))
            for (const to of successors.filter((it) => canTakeOver(record, work, it, testSettings))) {
              const step = stepFor(record, work, to.id, '离职')
              if (!step) throw new Error('no step')
              const next = decide({
                record,
                action: step.action,
                data: step.input,
                actor: system,
                context,
              }).record
              expect(workOf(next, leaver.id, null)).not.toContain(work)
              expect(workOf(next, to.id, null)).toContain(work)
              expect(next.state).toBe(record.state)
              moved += 1
            }
      }),
      { numRuns: 300 },
    )
    expect(moved).toBeGreaterThan(50)
  })

  it('goes back where it can, and is nobody’s then', () => {
    let given = 0
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 999 }), { minLength: 1, maxLength: 12 }), (choices) => {
        const { record, context } = wander(choices)
        for (const leaver of leavers)
          for (const work of workOf(record, leaver.id, null).filter((it) => canGoBack(record, it))) {
            const step = stepFor(record, work, null, '离职')
            if (!step) throw new Error('no step')
            const next = decide({
              record,
              action: step.action,
              data: step.input,
              actor: system,
              context,
            }).record
            expect(workOf(next, leaver.id, null)).toEqual([])
            expect([next.handlerId, next.taskHolderId]).not.toContain(leaver.id)
            given += 1
          }
      }),
      { numRuns: 300 },
    )
    expect(given).toBeGreaterThan(50)
  })

  it('is taken over by nobody who may not do it', () => {
    const story = new Story().take('sendOn').take('file').take('dispatch').take('assign').take('start')
    const able = (work: Parameters<typeof canTakeOver>[1]) =>
      Object.values(people)
        .filter((it) => canTakeOver(story.record, work, it, testSettings))
        .map((it) => it.name)
    expect(able('handling')).toEqual(['Gang', 'Lin'])
    expect(able('verification')).toEqual(['Wei', 'Yun', 'He'])
    expect(able('check')).toEqual(['Yun', 'He'])
    // A case that is being put right waits for its unit and, since it was assigned, for that handler.
    expect(able('hand')).toEqual(['Lamp station', 'Gang'])
  })

  it('of a result that the unit has confirmed is done', () => {
    const story = new Story().take('sendOn').take('file').take('dispatch').take('assign').take('start')
    story.take('reportDone', {}, people.handler)
    expect(workOf(story.record, people.handler.id, null)).toEqual(['handling'])
    story.take('confirmDone')
    expect(workOf(story.record, people.handler.id, people.handler.id)).toEqual(['hand'])
  })
})
