/** The story of a clock in a few sentences: what happened to it, what was counted in between, and when it falls due. */
import type { WorkingCalendar } from '#domain/catalogue/calendar.ts'
import { hourMs, minuteMs, toLocalText } from '#domain/catalogue/calendar-date.ts'
import { describeLimit, type Limit } from '#domain/catalogue/limit.ts'
import type { Sentence } from '#domain/problem.ts'
import { type Clock, type ClockMark, limitInForce, reasonSentence } from './clock.ts'
import { hoursOfWorkDay } from './clock-measure.ts'
import type { Reckoning } from './clock-reckoning.ts'
import type { ClockSegment } from './clock-segments.ts'

/** One sentence of the story, and from when it holds. */
export type ClockStep = { readonly at: Date; readonly says: Sentence }

type Story = {
  readonly clock: Clock
  readonly calendar: WorkingCalendar
  readonly reckoning: Reckoning
  readonly segments: readonly ClockSegment[]
  /** How far the story goes, in milliseconds since 1970. */
  readonly at: number
  readonly due: number | undefined
  readonly calendarPublished: boolean
}

/** Segments that need no sentence of their own: the night and the midday are understood. */
const silent = new Set(['break', 'off-hours', 'part-day'])

/** Something to tell, with its place among what happens at the same instant. */
type Note = {
  readonly at: number
  readonly rank: number
  readonly says?: Sentence
  readonly segment?: ClockSegment
}

/** Tells the story: marks and stretches in the order of time, the deadline where it falls. */
export function stepsOf(story: Story): ClockStep[] {
  const steps: ClockStep[] = []
  const tally = { ms: 0, days: 0 }
  let row: ClockSegment[] = []
  const tellRow = (): void => {
    const step = countedStep(row, tally, story.calendar)
    if (step) steps.push(step)
    row = []
  }
  for (const { at, says, segment } of notesOf(story)) {
    if (says) {
      tellRow()
      steps.push({ at: new Date(at), says })
    } else if (segment) {
      if (row[0] && countsDays(row[0]) !== countsDays(segment)) tellRow()
      row.push(segment)
    }
  }
  tellRow()
  return steps
}

const countsDays = ({ kind }: ClockSegment): boolean => kind === 'workday'

/** All there is to tell, in order: at one instant the deadline first, then what happened, then what came of it. */
function notesOf(story: Story): Note[] {
  const { clock, calendar, segments, at, due } = story
  const waits = new Set(
    segments.filter(({ kind }) => kind === 'paused' || kind === 'stopped').map(({ from }) => from.getTime()),
  )
  const notes: Note[] = due === undefined ? [] : [{ at: due, rank: 0, says: dueSentence(story) }]
  for (const mark of clock.marks) {
    const markedAt = Date.parse(mark.at)
    // A wait tells its own beginning, and how long it lasted.
    const isTold = (mark.kind === 'pause' || mark.kind === 'stop') && waits.has(markedAt)
    if (markedAt <= at && !isTold) notes.push({ at: markedAt, rank: 1, says: markSentence(mark, clock) })
  }
  for (const segment of segments) {
    const note = { at: segment.from.getTime(), rank: 2 }
    if (segment.counted) notes.push({ ...note, segment })
    else if (!silent.has(segment.kind)) notes.push({ ...note, says: skippedSentence(segment, calendar) })
  }
  return notes.sort((a, b) => a.at - b.at || a.rank - b.rank)
}

/** Adds up a row of counted segments and says so. */
function countedStep(
  counted: readonly ClockSegment[],
  tally: { ms: number; days: number },
  calendar: WorkingCalendar,
): ClockStep | undefined {
  const [first] = counted
  const last = counted.at(-1)
  if (!first || !last) return undefined
  const until = toLocalText(last.to.getTime(), calendar.utcOffsetMinutes)
  if (first.kind === 'workday') {
    const days = counted.reduce((sum, segment) => sum + segment.days, 0)
    tally.days += days
    return { at: first.from, says: counting(daysText(days), daysText(tally.days), until) }
  }
  const ms = counted.reduce((sum, { from, to }) => sum + to.getTime() - from.getTime(), 0)
  tally.ms += ms
  return { at: first.from, says: counting(durationText(ms), durationText(tally.ms), until) }
}

const counting = (counted: Sentence, sum: Sentence, until: string): Sentence => ({
  zh: `计 ${counted.zh}，至 ${until}；累计 ${sum.zh}`,
  en: `${counted.en} counted up to ${until}; ${sum.en} in all`,
})

function skippedSentence({ why, to, published }: ClockSegment, calendar: WorkingCalendar): Sentence {
  const until = toLocalText(to.getTime(), calendar.utcOffsetMinutes)
  const doubt = published
    ? { zh: '', en: '' }
    : { zh: '（该年放假安排未公布）', en: ' (days off not published)' }
  return {
    zh: `${why.zh}，不计，至 ${until}${doubt.zh}`,
    en: `${why.en}: not counted, up to ${until}${doubt.en}`,
  }
}

function markSentence({ kind, limit, reason }: ClockMark, clock: Clock): Sentence {
  const why = reason ? reasonSentence(reason) : undefined
  const because = { zh: why ? `（${why.zh}）` : '', en: why ? ` (${why.en})` : '' }
  const whole = limitText(limit ?? (kind === 'start' ? clock.limit : limitInForce(clock)), clock)
  const said: Record<ClockMark['kind'], Sentence> = {
    start: { zh: `开始计时，时限 ${whole.zh}`, en: `started, limit ${whole.en}` },
    pause: { zh: '暂停计时', en: 'paused' },
    resume: { zh: '继续计时', en: 'resumed' },
    restart: { zh: `重新计时，时限 ${whole.zh}`, en: `restarted, limit ${whole.en}` },
    extend: { zh: `延期，在原截止时间上加 ${whole.zh}`, en: `extended by ${whole.en} from the deadline` },
    stop: { zh: '停止计时', en: 'stopped' },
    recompute: { zh: '重新推算', en: 'worked out again' },
  }
  return { zh: said[kind].zh + because.zh, en: said[kind].en + because.en }
}

function dueSentence({ calendarPublished, reckoning, at, due }: Story): Sentence {
  if (reckoning.state === 'stopped' && due !== undefined && due > at)
    return { zh: '截止时间（停止时尚未到）', en: 'deadline (not reached when the clock stopped)' }
  if (!calendarPublished)
    return {
      zh: '到期（所涉年份放假安排未公布，日期可能变动）',
      en: 'due (the days off of a year it rests on are not published: it may still move)',
    }
  return reckoning.legs.at(-1)?.measure.counting === 'workdays'
    ? { zh: '到期（当日下班时）', en: 'due (at the end of office hours)' }
    : { zh: '到期', en: 'due' }
}

/** A limit with what its days mean. */
function limitText(limit: Limit, { workDayMeans }: Clock): Sentence {
  const plain = describeLimit(limit)
  if (limit.unit !== 'work_day') return plain
  return workDayMeans === '8h'
    ? {
        zh: `${plain.zh}（每个按 ${hoursOfWorkDay} 个办公小时）`,
        en: `${plain.en} (of ${hoursOfWorkDay} office hours each)`,
      }
    : { zh: `${plain.zh}（至末日下班）`, en: `${plain.en} (to the end of the last one)` }
}

const daysText = (days: number): Sentence => ({
  zh: `${days} 个工作日`,
  en: `${days} working day${days === 1 ? '' : 's'}`,
})

/** A length of time in hours, minutes and, where there are any, seconds. */
export function durationText(milliseconds: number): Sentence {
  const hours = Math.floor(milliseconds / hourMs)
  const minutes = Math.floor((milliseconds % hourMs) / minuteMs)
  const seconds = Math.round((milliseconds % minuteMs) / 1000)
  const parts = [
    { value: hours, zh: '小时', en: 'h' },
    { value: minutes, zh: '分', en: 'min' },
    { value: seconds, zh: '秒', en: 's' },
  ].filter(({ value }) => value > 0)
  if (parts.length === 0) return { zh: '0 分', en: '0 min' }
  return {
    zh: parts.map(({ value, zh }) => `${value} ${zh}`).join(' '),
    en: parts.map(({ value, en }) => `${value} ${en}`).join(' '),
  }
}
