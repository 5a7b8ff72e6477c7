/**
 * A shift (班次): a named stretch of the day in China's time at one organisation. Where it ends no later than it begins it
 * goes over midnight, and belongs to the day on which it begins.
 */
import { z } from 'zod'
import { OnDate } from '../instant.ts'

const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** What of a shift may be said from outside. */
export const ShiftInput = z.object({
  name: z.string().trim().min(1).max(20).meta({ description: '名称，如早班 what it is called' }),
  /** One character by which a roster shows it and a key chooses it. */
  mark: z.string().trim().length(1).meta({ description: '简称，一个字，如“早” one character for the table' }),
  fromTime: TimeOfDay.meta({ description: '开始 HH:MM, China time' }),
  toTime: TimeOfDay.meta({ description: '结束 HH:MM; not after the beginning: the next day' }),
  /** How often somebody on this shift walks the whole ground. */
  rounds: z.int().min(0).max(24).default(1).meta({ description: '每班巡查遍数 rounds of the ground' }),
})
export type ShiftInput = z.infer<typeof ShiftInput>

export const Shift = ShiftInput.extend({
  id: z.uuid(),
  organisationId: z.uuid(),
  /** The first day on which nobody can be put on it any more; null while it is in use. */
  endsOn: OnDate.nullable(),
  version: z.int(),
})
export type Shift = z.infer<typeof Shift>

/** A stretch of time; the beginning belongs to it, the end does not. */
export type Stretch = { readonly from: Date; readonly to: Date }

/** The instant of a time of day in China. */
export const chinaInstant = (onDate: string, time: string): Date => new Date(`${onDate}T${time}:00+08:00`)

const dayMs = 86_400_000

/** The stretch of a shift that begins on a day. */
export function stretchOf({ fromTime, toTime }: Pick<Shift, 'fromTime' | 'toTime'>, onDate: string): Stretch {
  const from = chinaInstant(onDate, fromTime)
  const sameDay = chinaInstant(onDate, toTime)
  return { from, to: toTime > fromTime ? sameDay : new Date(sameDay.getTime() + dayMs) }
}

/** Whether two stretches have an instant in common. */
export const overlap = (a: Stretch, b: Stretch): boolean => a.from < b.to && b.from < a.to

/** Whether an instant lies in a stretch. */
export const includes = ({ from, to }: Stretch, at: Date): boolean => from <= at && at < to

/** Whether somebody may be put on the shift on a day. */
export const isInUse = ({ endsOn }: Pick<Shift, 'endsOn'>, onDate: string): boolean =>
  endsOn === null || onDate < endsOn
