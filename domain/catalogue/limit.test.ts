import { describe, expect, it } from 'vitest'
import { describeLimit, Limit, limitUnits } from './limit.ts'

describe('a limit', () => {
  it('is a positive number on one of four clocks', () => {
    for (const unit of limitUnits) expect(Limit.safeParse({ value: 2, unit }).success).toBe(true)
    expect(Limit.safeParse({ value: 0, unit: 'work_day' }).success).toBe(false)
    expect(Limit.safeParse({ value: -1, unit: 'work_day' }).success).toBe(false)
    expect(Limit.safeParse({ value: 1, unit: '天' }).success).toBe(false)
  })

  it('reads as a sentence in both languages', () => {
    expect(describeLimit({ value: 2, unit: 'urgent_hour' })).toEqual({
      zh: '2 个紧急工作时',
      en: '2 urgent hours',
    })
    expect(describeLimit({ value: 1, unit: 'work_day' }).en).toBe('1 work day')
    expect(describeLimit({ value: 15, unit: 'natural_day' }).zh).toBe('15 个自然日')
    expect(describeLimit({ value: 1.5, unit: 'work_hour' }).en).toBe('1.5 work hours')
    expect(describeLimit({ value: 0.6 * 3, unit: 'work_hour' }).zh).toBe('1.8 个工作时')
  })

  it('of less than an hour is told in minutes, of less than a day as it stands', () => {
    expect(describeLimit({ value: 0.25, unit: 'work_hour' })).toEqual({
      zh: '15 分钟（工作时间）',
      en: '15 minutes of office hours',
    })
    expect(describeLimit({ value: 0.5, unit: 'urgent_hour' }).en).toBe('30 minutes (urgent)')
    expect(describeLimit({ value: 0.5, unit: 'work_day' }).zh).toBe('0.5 个工作日')
  })
})
