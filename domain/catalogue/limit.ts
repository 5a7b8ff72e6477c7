/**
 * How long a unit has, as its catalogue states it: a number and a kind of clock. The four clocks differ in what
 * they count, so a limit is never turned into minutes here; the working calendar does that.
 */
import { z } from 'zod'
import type { Sentence } from '#domain/problem.ts'

/** The kinds of clock a limit may run on, in the order a list shows them. */
export const limitUnits = ['urgent_hour', 'work_hour', 'work_day', 'natural_day'] as const

/** A kind of clock. */
export const LimitUnit = z.enum(limitUnits).meta({
  description:
    'urgent_hour 紧急工作时: every hour counts, nights and holidays too; work_hour 工作时: office hours of working days; ' +
    'work_day 工作日: working days, as the calendar means them; natural_day 自然日: every day',
})
export type LimitUnit = z.infer<typeof LimitUnit>

/** A limit: more than nothing, at most ten years of hours, of one kind of clock. */
export const Limit = z.object({
  value: z.number().positive().max(87_600),
  unit: LimitUnit,
})
export type Limit = z.infer<typeof Limit>

const unitNames: Record<LimitUnit, Sentence> = {
  urgent_hour: { zh: '紧急工作时', en: 'urgent hour' },
  work_hour: { zh: '工作时', en: 'work hour' },
  work_day: { zh: '工作日', en: 'work day' },
  natural_day: { zh: '自然日', en: 'calendar day' },
}

/** The name of a kind of clock, in both languages. */
export const limitUnitName = (unit: LimitUnit): Sentence => unitNames[unit]

const minuteNames: Partial<Record<LimitUnit, Sentence>> = {
  urgent_hour: { zh: '分钟（紧急工作时）', en: 'minutes (urgent)' },
  work_hour: { zh: '分钟（工作时间）', en: 'minutes of office hours' },
}

/** A limit as people read it: `2 个紧急工作时`, `2 urgent hours`; parts of an hour are told in minutes. */
export function describeLimit(limit: Limit): Sentence {
  const inMinutes = limit.value < 1 ? minuteNames[limit.unit] : undefined
  if (inMinutes) {
    const minutes = Math.round(limit.value * 60)
    return { zh: `${minutes} ${inMinutes.zh}`, en: `${minutes} ${inMinutes.en}` }
  }
  const name = unitNames[limit.unit]
  // A limit worked out as a share of another has digits that nobody means.
  const value = Math.round(limit.value * 100) / 100
  return {
    zh: `${value} 个${name.zh}`,
    en: `${value} ${name.en}${value === 1 ? '' : 's'}`,
  }
}
