import { describe, expect, it } from 'vitest'
import { toLocalText } from '#domain/catalogue/calendar-date.ts'
import { at, publishedCalendar } from '#domain/catalogue/testing/calendars.ts'
import type { Limit } from '../catalogue/limit.ts'
import { Clock, type WorkDayMeaning } from './clock.ts'
import { type ClockExplanation, explainClock } from './clock-explanation.ts'
import { extendClock, pauseClock, restartClock, resumeClock, startClock, stopClock } from './clock-marks.ts'

const calendar = publishedCalendar()
const started = (local: string, limit: Limit, workDayMeans: WorkDayMeaning = '8h') =>
  startClock({ name: 'dispose', limit, workDayMeans, calendarId: 'office', at: at(local) })

const shown = ({ segments }: ClockExplanation) =>
  segments.map(({ from, to, counted, why, minutes }) =>
    [
      toLocalText(from.getTime(), 480).slice(5),
      toLocalText(to.getTime(), 480).slice(5),
      counted ? `+${minutes}` : '–',
      why.zh,
    ].join(' '),
  )
const told = ({ steps }: ClockExplanation) =>
  steps.map((step) => `${toLocalText(step.at.getTime(), 480).slice(5)} ${step.says.zh}`)

describe('an explanation', () => {
  it('tells of Friday 17:50 before a make-up Sunday', () => {
    const explained = explainClock(started('2026-09-18 17:50', { value: 1, unit: 'work_day' }), calendar)
    expect(shown(explained)).toEqual([
      '09-18 17:50 09-18 18:30 +40 办公时间',
      '09-18 18:30 09-19 00:00 – 非办公时间',
      '09-19 00:00 09-20 00:00 – 周末',
      '09-20 00:00 09-20 08:30 – 非办公时间',
      '09-20 08:30 09-20 12:00 +210 调休上班（国庆节）',
      '09-20 12:00 09-20 14:00 – 午间休息',
      '09-20 14:00 09-20 17:50 +230 调休上班（国庆节）',
    ])
    expect(told(explained)).toEqual([
      '09-18 17:50 开始计时，时限 1 个工作日（每个按 8 个办公小时）',
      '09-18 17:50 计 40 分，至 2026-09-18 18:30；累计 40 分',
      '09-19 00:00 周末，不计，至 2026-09-20 00:00',
      '09-20 08:30 计 7 小时 20 分，至 2026-09-20 17:50；累计 8 小时',
      '09-20 17:50 到期',
    ])
    expect(explained).toMatchObject({
      dueAt: at('2026-09-20 17:50'),
      calendarPublished: true,
      extensions: [],
    })
  })

  it('tells of a pause over a holiday and an extension after it', () => {
    const limit: Limit = { value: 4, unit: 'work_hour' }
    const suspended = pauseClock(started('2026-09-30 15:30', limit), {
      at: at('2026-09-30 17:30'),
      reason: 'suspension',
    })
    const resumed = resumeClock(suspended, { at: at('2026-10-08 09:00'), reason: 'suspension-over' })
    const explained = explainClock(
      extendClock(resumed, { at: at('2026-10-08 10:00'), reason: 'extension' }),
      calendar,
    )
    expect(shown(explained)).toEqual([
      '09-30 15:30 09-30 17:30 +120 办公时间',
      '09-30 17:30 10-08 09:00 – 暂停：挂账',
      '10-08 09:00 10-08 11:00 +120 办公时间',
      '10-08 11:00 10-08 12:00 +60 办公时间',
      '10-08 12:00 10-08 14:00 – 午间休息',
      '10-08 14:00 10-08 17:00 +180 办公时间',
    ])
    expect(explained.segments.map(({ leg }) => leg)).toEqual([0, 0, 0, 1, 1, 1])
    expect(told(explained)).toEqual([
      '09-30 15:30 开始计时，时限 4 个工作时',
      '09-30 15:30 计 2 小时，至 2026-09-30 17:30；累计 2 小时',
      '09-30 17:30 暂停：挂账，不计，至 2026-10-08 09:00',
      '10-08 09:00 继续计时（挂账结束）',
      '10-08 09:00 计 2 小时，至 2026-10-08 11:00；累计 4 小时',
      '10-08 10:00 延期，在原截止时间上加 4 个工作时（同意延期）',
      '10-08 11:00 计 4 小时，至 2026-10-08 17:00；累计 8 小时',
      '10-08 17:00 到期',
    ])
  })

  it('tells of fifteen working days in a few lines', () => {
    const limit: Limit = { value: 15, unit: 'work_day' }
    const explained = explainClock(started('2026-02-13 09:00', limit, 'end-of-day'), calendar)
    expect(shown(explained)).toEqual([
      '02-13 09:00 02-14 00:00 – 开始当日',
      '02-14 00:00 02-15 00:00 +1440 调休上班（春节）',
      '02-15 00:00 02-24 00:00 – 春节',
      '02-24 00:00 02-28 00:00 +5760 工作日',
      '02-28 00:00 03-01 00:00 +1440 调休上班（春节）',
      '03-01 00:00 03-02 00:00 – 周末',
      '03-02 00:00 03-07 00:00 +7200 工作日',
      '03-07 00:00 03-09 00:00 – 周末',
      '03-09 00:00 03-12 18:30 +5430 工作日',
    ])
    expect(explained.segments.map(({ days }) => days)).toEqual([0, 1, 0, 4, 1, 0, 5, 0, 4])
    expect(told(explained).slice(-3)).toEqual([
      '03-07 00:00 周末，不计，至 2026-03-09 00:00',
      '03-09 00:00 计 4 个工作日，至 2026-03-12 18:30；累计 15 个工作日',
      '03-12 18:30 到期（当日下班时）',
    ])
  })

  it('tells of urgent hours in one line, and of the time after the deadline', () => {
    const clock = started('2026-10-01 20:00', { value: 2, unit: 'urgent_hour' })
    expect(shown(explainClock(clock, calendar))).toEqual([
      '10-01 20:00 10-01 22:00 +120 连续计时，夜间和节假日照计',
    ])
    const late = explainClock(clock, calendar, at('2026-10-01 23:00'))
    expect(late.segments.map(({ overdue, minutes }) => [overdue, minutes])).toEqual([
      [false, 120],
      [true, 60],
    ])
    expect(told(late).slice(2)).toEqual([
      '10-01 22:00 到期',
      '10-01 22:00 计 1 小时，至 2026-10-01 23:00；累计 3 小时',
    ])
  })

  it('counts no day twice after a deadline at the end of office hours', () => {
    const clock = started('2026-03-02 09:00', { value: 1, unit: 'work_day' }, 'end-of-day')
    const { segments } = explainClock(clock, calendar, at('2026-03-04 20:00'))
    expect(segments.map(({ days, kind, overdue }) => [days, kind, overdue])).toEqual([
      [0, 'first-day', false],
      [1, 'workday', false],
      [0, 'off-hours', true],
      [1, 'workday', true],
    ])
  })

  it('changes its measure where an extension is of another kind', () => {
    const urgent = started('2026-03-02 20:00', { value: 2, unit: 'urgent_hour' }, 'end-of-day')
    const extended = extendClock(urgent, {
      at: at('2026-03-02 21:00'),
      limit: { value: 1, unit: 'work_day' },
    })
    expect(told(explainClock(extended, calendar))).toEqual([
      '03-02 20:00 开始计时，时限 2 个紧急工作时',
      '03-02 20:00 计 2 小时，至 2026-03-02 22:00；累计 2 小时',
      '03-02 21:00 延期，在原截止时间上加 1 个工作日（至末日下班）',
      '03-02 22:00 开始当日，不计，至 2026-03-03 00:00',
      '03-03 00:00 计 1 个工作日，至 2026-03-03 18:30；累计 1 个工作日',
      '03-03 18:30 到期（当日下班时）',
    ])
  })

  it('tells of a restart, and of rework', () => {
    const limit: Limit = { value: 2, unit: 'work_hour' }
    const moved = restartClock(started('2026-03-02 09:00', limit), {
      at: at('2026-03-02 10:00'),
      reason: 'other-unit',
    })
    const handled = stopClock(moved, calendar, { at: at('2026-03-02 11:00'), reason: 'handled' })
    const explained = explainClock(
      resumeClock(handled, { at: at('2026-03-02 15:00'), reason: 'rework' }),
      calendar,
    )
    expect(shown(explained)).toEqual([
      '03-02 09:00 03-02 10:00 – 重新计时前（改派其他单位）',
      '03-02 10:00 03-02 11:00 +60 办公时间',
      '03-02 11:00 03-02 15:00 – 停止：处置完毕',
      '03-02 15:00 03-02 16:00 +60 办公时间',
    ])
  })

  it('marks a year whose days off are not published', () => {
    const explained = explainClock(started('2026-12-31 09:00', { value: 2, unit: 'work_day' }), calendar)
    expect(explained.calendarPublished).toBe(false)
    const years = explained.segments.map(({ from, published }) => [
      toLocalText(from.getTime(), 480).slice(0, 4),
      published,
    ])
    expect(years.every(([year, published]) => (year === '2026') === published)).toBe(true)
    expect(told(explained).at(-1)).toContain('放假安排未公布')
  })

  it('of a paused clock goes up to now and names no deadline', () => {
    const clock = pauseClock(started('2026-03-02 09:00', { value: 2, unit: 'work_hour' }), {
      at: at('2026-03-02 10:00'),
    })
    const explained = explainClock(clock, calendar, at('2026-03-05 10:00'))
    expect(explained.dueAt).toBeUndefined()
    expect(shown(explained).at(-1)).toBe('03-02 10:00 03-05 10:00 – 暂停')
  })

  it('of a stopped clock ends at the stop, and says when the calendar has changed since', () => {
    const open = started('2026-03-02 09:00', { value: 2, unit: 'work_day' })
    const stopped = stopClock(open, calendar, { at: at('2026-03-04 08:40') })
    const before = explainClock(stopped, calendar, at('2026-05-01 00:00'))
    expect(before).toMatchObject({
      state: 'stopped',
      dueAt: at('2026-03-04 09:00'),
      calendarChangedSince: false,
    })
    expect(before.segments.at(-1)?.to).toEqual(at('2026-03-04 08:40'))
    const closed = publishedCalendar({
      closures: [{ fromDate: '2026-03-03', throughDate: '2026-03-03', why: { zh: '停电', en: 'power cut' } }],
    })
    const after = explainClock(Clock.parse(JSON.parse(JSON.stringify(stopped))), closed)
    expect(after).toMatchObject({ dueAt: at('2026-03-04 09:00'), calendarChangedSince: true })
    expect(shown(after)).toContain('03-03 00:00 03-04 00:00 – 停电')
  })
})
