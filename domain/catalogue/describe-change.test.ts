import { describe, expect, it } from 'vitest'
import { changeName, describeValue, fieldName, placeName, subjectName } from './describe-change.ts'
import { blankFields } from './difference.ts'

describe('the words of a difference', () => {
  it('has a name in both languages for every field of a class and a condition', () => {
    for (const field of [...Object.keys(blankFields.class), ...Object.keys(blankFields.condition)]) {
      expect(fieldName(field).zh, field).not.toBe(field)
      expect(fieldName(field).en, field).toMatch(/^[A-Za-z ]+$/)
    }
  })

  it('says limits with their areas, kinds of unit, words and nothing', () => {
    const limits = { default: { value: 4, unit: 'work_hour' }, C: { value: 8, unit: 'work_hour' } } as const
    expect(describeValue('limits', limits).zh).toBe('4 个工作时；C 类区域 8 个工作时')
    expect(describeValue('limits', null).zh).toBe('—')
    expect(describeValue('responsibleKind', 'drainage').zh).toBe('排水设施运营单位')
    expect(describeValue('synonyms', ['黑灯', '灯不亮']).zh).toBe('黑灯、灯不亮')
    expect(describeValue('limitBasis', 'assumed').en).toBe('assumed')
    expect(describeValue('assembled', false).zh).toBe('否')
  })

  it('names a place as people read it', () => {
    const place = { kind: 'component', code: '01037', ordinal: 2, name: '路灯' } as const
    expect(placeName(place)).toEqual({ zh: '部件 01037 路灯 第 2 条', en: 'component 01037 路灯 #2' })
    expect(placeName({ kind: null, code: null, ordinal: null, name: '小目录' }).zh).toBe('小目录')
    expect([changeName('ended').zh, subjectName('condition').zh]).toEqual(['停用', '立案条件'])
  })
})
