import { describe, expect, it } from 'vitest'
import { describeData } from './describe-entry.ts'

const unit = '0190a000-0000-7000-8000-000000000001'

describe('the data of an entry', () => {
  it('is told by names, not by ids', () => {
    expect(
      describeData({
        data: { leadUnitId: unit, assistUnitIds: [], businessKind: 'immediate', note: '' },
        names: { [unit]: '市政所' },
      }),
    ).toEqual([{ name: 'leadUnitId', text: '市政所', isCode: false }])
  })
  it('leaves out a reference whose name is not known', () => {
    expect(describeData({ data: { handlerId: unit }, names: {} })).toEqual([])
  })
  it('tells codes before words, and figures last', () => {
    const facts = describeData({
      data: { amountYuan: 1200, reason: '不在辖区', reasonCode: 'outside-duty', businessKind: 'commitment' },
      names: {},
    })
    expect(facts.map((it) => it.name)).toEqual(['reasonCode', 'businessKind', 'reason', 'amountYuan'])
    expect(facts.map((it) => it.isCode)).toEqual([true, true, false, false])
  })
})
