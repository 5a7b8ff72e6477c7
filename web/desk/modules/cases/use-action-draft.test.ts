import { describe, expect, it } from 'vitest'
import { toChosenClass, whatWasFilledIn } from './use-action-draft.ts'

const lamp = { kind: 'component', classCode: '01037', conditionId: 'c1' } as const
const lampAsFilledIn = { catalogueId: 'k', kind: 'component', classCode: '01037', conditionId: 'c1' }

describe('what was filled in', () => {
  it('is what differs from an untouched form', () => {
    const untouched = { reason: '', photoIds: [], note: '' }
    expect(whatWasFilledIn('returnToAcceptor', untouched, lamp)).toEqual({})
    expect(whatWasFilledIn('returnToAcceptor', { ...untouched, reason: '权属不清' }, lamp)).toEqual({
      reason: '权属不清',
    })
    expect(whatWasFilledIn('passCheck', { photoIds: ['p'] }, lamp)).toEqual({ photoIds: ['p'] })
  })

  it('is not the class of the case, which the form fills in by itself, but another one is', () => {
    expect(whatWasFilledIn('sendOn', { classification: lampAsFilledIn }, lamp)).toEqual({})
    const other = { ...lampAsFilledIn, classCode: '01001' }
    expect(whatWasFilledIn('sendOn', { classification: other }, lamp)).toEqual({ classification: other })
  })
})

it('shows the class of the draft before the one of the case', () => {
  expect(toChosenClass(undefined, lamp)).toEqual(lamp)
  expect(toChosenClass({ kind: 'matter', classCode: '02001' }, lamp)).toEqual({
    kind: 'matter',
    classCode: '02001',
    conditionId: null,
  })
  expect(toChosenClass(undefined, { kind: null, classCode: null, conditionId: null })).toBeUndefined()
})
