/** Duty in words, for screens and refusals: why somebody is on duty or is not. */
import { chinaTimeOf } from '../china-time.ts'
import type { Sentence } from '../problem.ts'
import type { Duty, DutyLine } from './duty.ts'

const hoursOf = ({ from, to }: DutyLine): string => `${chinaTimeOf(from).time}–${chinaTimeOf(to).time}`

const dayAndTime = (instant: Date): string => {
  const { onDate, time } = chinaTimeOf(instant)
  return `${onDate.slice(5)} ${time}`
}

/** Why, as a short sentence; `nameOf` tells the names of people. */
export function describeDuty(duty: Duty, nameOf: (id: string) => string): Sentence {
  switch (duty.why) {
    case 'no-roster':
      return { zh: '今日无排班表，视为在岗', en: 'no roster for today; counts as on duty' }
    case 'shift':
      return {
        zh: `${duty.line.shiftName} ${hoursOf(duty.line)}`,
        en: `${duty.line.shiftName} ${hoursOf(duty.line)}`,
      }
    case 'substitution': {
      const name = nameOf(duty.forId ?? '')
      return {
        zh: `顶${name}的${duty.line.shiftName} ${hoursOf(duty.line)}`,
        en: `stands in for ${name}, ${duty.line.shiftName} ${hoursOf(duty.line)}`,
      }
    }
    case 'leave':
      return { zh: `请假至 ${dayAndTime(duty.until)}`, en: `on leave until ${dayAndTime(duty.until)}` }
    case 'replaced': {
      const name = nameOf(duty.byId)
      return { zh: `由${name}顶班`, en: `${name} stands in` }
    }
    case 'off-shift':
      return duty.line
        ? {
            zh: `不在班（今日${duty.line.shiftName} ${hoursOf(duty.line)}）`,
            en: `off shift (today ${duty.line.shiftName} ${hoursOf(duty.line)})`,
          }
        : { zh: '今日未排班', en: 'not on the roster today' }
  }
}
