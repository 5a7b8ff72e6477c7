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

const isWait = ({ kind }: ClockSegment): boolean => kind === 'paused' || kind === 'stopped'

/** Tells the story: marks and stretches in the order of time, the deadline where it falls. */
export function stepsOf(story: Story): ClockStep[] {
  const { clock, calendar, segments, at, due } = story
  const steps: ClockStep[] = []
  const waits = new Set(segments.filter(isWait).map(({ from }) => from.getTime()))
  // A wait tells its own beginning, and how long it lasted.
  const isTold = ({ kind, at }: ClockMark): boolean =>
    !((kind === 'pause' || kind === 'stop') && waits.has(Date.parse(at)))
  const marks = clock.marks.filter((mark) => Date.parse(mark.at) <= at && isTold(mark))
  const tally = { ms: 0, days: 0 }
  let next = 0
  let open: ClockSegment[] = []
  const tell = (): void => {
    const step = countedStep(open, tally, calendar)
    if (step) steps.push(step)
    open = []
  }
  const tellMarks = (through: number): void => {
    for (let mark = marks[next]; mark && Date.parse(mark.at) <= through; mark = marks[++next]) {
      tell()
      steps.push({ at: new Date(mark.at), says: markSentence(mark, clock) })
    }
  }
  let dueTold = due === undefined
  const tellDue = (through: number): void => {
    if (dueTold || due === undefined || due > through) return
    tell()
    steps.push({ at: new Date(due), says: dueSentence(story) })
    dueTold = true
  }
  for (const segment of segments) {
    tellDue(segment.from.getTime())
    tellMarks(segment.from.getTime())
    if (segment.counted) open.push(segment)
    else if (!silent.has(segment.kind)) {
      tell()
      steps.push({ at: segment.from, says: skippedSentence(segment, calendar) })
    }
  }
  tellDue(at)
  tellMarks(at)
  tell()
  tellDue(Infinity)
  return steps
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

function dueSentence({ clock, calendarPublished }: Story): Sentence {
  if (!calendarPublished)
    return {
      zh: '到期（所涉年份放假安排未公布，日期可能变动）',
      en: 'due (the days off of a year it rests on are not published: it may still move)',
    }
  return clock.workDayMeans === 'end-of-day' && limitInForce(clock).unit === 'work_day'
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
