/** The rules of `domain/cases/case-figure.ts` as SQL over `cases.cases c`; a test compares the two, case by case. */
import {
  type CaseFigure,
  type FigureTime,
  fewestRounds,
  type StepFigure,
  stepActions,
  unitsStates,
} from '#domain/cases/case-figure.ts'
import { openStates } from '#domain/cases/state.ts'
import { chinaDayOf } from '#domain/china-time.ts'

/** Puts a value among the parameters of the statement and gives its place. */
export type Parameter = (value: unknown) => string

const day = 86_400_000
const listed = (words: readonly string[]): string => words.map((it) => `'${it}'`).join(', ')

/** The first instant of a day in China. */
export const dayStart = (onDate: string): Date => new Date(`${onDate}T00:00:00+08:00`)

/** First instant of the day, and of the next. */
export const dayBounds = (onDate: string): [Date, Date] => {
  const from = dayStart(onDate)
  return [from, new Date(from.getTime() + day)]
}

/** That an instant is one of the day and not of the future. */
function onDay(instant: string, { onDate, now }: FigureTime, parameter: Parameter): string {
  const [from, to] = dayBounds(onDate)
  return `(${instant} >= ${parameter(from)} and ${instant} < ${parameter(to)} and ${instant} <= ${parameter(now)})`
}

/** Imported history may have ended without a known day, and indexes know the day; so both are asked. */
export const openSql = `(c.ended_at is null and c.state in (${listed(openStates)}))`
const unanswered = (condition: string): string =>
  `(c.details ? 'supervisions' and exists (select from jsonb_array_elements(c.details->'supervisions') s
     where s->>'answeredAt' is null${condition}))`
export const withUnitSql = `(c.ended_at is null and (c.state in (${listed(unitsStates)}) or c.state = 'handled' and c.confirmed_at is null))`
export const supervisedSql = unanswered('')
export const supervisedLateSql = (now: string, today: string): string =>
  unanswered(` and coalesce((s->>'dueAt')::timestamptz < ${now}, s->>'dueOnDate' < ${today})`)
export const roundsSql = `((c.counters->>'returns')::int + (c.counters->>'sendBacks')::int
  + (c.counters->>'reworks')::int >= ${fewestRounds})`
const dueSql = 'least(c.confirmed_at, c.dispose_due_at)'
const isJudged = `(c.state not in ('voided', 'forced_closed') and not c.is_self_handled)`

/** Log entries that are a step of the day, on `a`. */
export const stepSql = (figure: StepFigure): string => `a.action in (${listed(stepActions[figure])})`

const tookStep = (figure: StepFigure, time: FigureTime, parameter: Parameter): string =>
  `c.id in (select a.case_id from cases.case_actions a
     where a.adcode = c.adcode and ${stepSql(figure)} and ${onDay('a.at', time, parameter)})`

/** When a figure counts the case `c`. */
export function figureSql(figure: CaseFigure, time: FigureTime, parameter: Parameter): string {
  switch (figure) {
    case 'supervision-open':
      return `${openSql} and ${supervisedSql}`
    case 'supervision-late':
      return `${openSql} and ${supervisedLateSql(parameter(time.now), parameter(chinaDayOf(time.now)))}`
    case 'going-round':
      return `${openSql} and ${roundsSql}`
    case 'with-unit':
      return withUnitSql
    case 'with-unit-late':
      return `${withUnitSql} and c.dispose_due_at < ${parameter(time.now)}`
    case 'reported':
      return onDay('c.reported_at', time, parameter)
    case 'due':
      return `${isJudged} and ${onDay(dueSql, time, parameter)}`
    case 'in-time':
      return `${isJudged} and ${onDay(dueSql, time, parameter)} and c.is_in_time is true`
    default:
      return tookStep(figure, time, parameter)
  }
}
