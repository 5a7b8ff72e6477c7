/** Taking back leads where the step came from, is open to whoever took it, and asks only for a reason. */
import { describe, expect, it } from 'vitest'
import { actionInputs } from './inputs.ts'
import { type CaseActionName, ruleOf } from './life-cycle.ts'
import { findUndo, undoOf } from './undo.ts'

describe('taking an action back', () => {
  const pairs = Object.entries(undoOf) as [CaseActionName, CaseActionName][]

  it.each(pairs)('%s is undone by %s', (action, undo) => {
    const [done, back] = [ruleOf(action), ruleOf(undo)]
    expect(back.from).toContain(done.to)
    expect(done.from).toContain(back.to)
    expect(back.by).toEqual(done.by)
    expect(back.who).toBe(done.who)
    expect(back.way).toBe('back')
    expect(actionInputs[undo].safeParse({ reason: '误操作，撤销' }).success).toBe(true)
  })

  it('is offered only while nobody has gone on', () => {
    expect(findUndo('dispatch', 'pending_handle')).toBe('recallDispatch')
    expect(findUndo('dispatch', 'handling')).toBeUndefined()
    // Where the county joins filing to sending on, the case has left the state that could be recalled.
    expect(findUndo('sendOn', 'pending_dispatch')).toBeUndefined()
    expect(findUndo('close', 'closed')).toBeUndefined()
  })
})
