import { describe, expect, it } from 'vitest'
import { readDraft } from './use-report-draft.ts'

describe('a kept draft', () => {
  it('gives back the texts and the point', () => {
    const kept = {
      description: '井盖破损',
      address: '景辉路',
      point: [103.04, 25.33],
      externalNumber: 'KM-1',
    }
    expect(readDraft(kept)).toEqual(kept)
  })
  it('never gives back who called', () => {
    expect(readDraft({ description: 'x', callerPhone: '13800000000', callerName: '李' })).toEqual({
      description: 'x',
    })
  })
  it('ignores what is no point', () => {
    expect(readDraft({ point: ['a', 1] })).toEqual({})
    expect(readDraft(null)).toBeUndefined()
  })
})
