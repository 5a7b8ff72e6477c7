import { describe, expect, it } from 'vitest'
import { layOutStrip, type StripSegment } from './strip-layout.ts'

const at = (text: string): string => new Date(`${text}+08:00`).toISOString()
const segment = (from: string, to: string, counted: boolean, why: string): StripSegment => ({
  from: at(from),
  to: at(to),
  counted,
  why,
})

// Filed on the Tuesday before the 2025 National Day at 16:00; four work hours end on the first working day after.
const overHoliday = [
  segment('2025-09-30T16:00', '2025-09-30T18:00', true, '办公时间'),
  segment('2025-09-30T18:00', '2025-10-01T00:00', false, '下班后'),
  segment('2025-10-01T00:00', '2025-10-09T00:00', false, '国庆节'),
  segment('2025-10-09T00:00', '2025-10-09T08:30', false, '上班前'),
  segment('2025-10-09T08:30', '2025-10-09T10:30', true, '办公时间'),
]
const moments = { start: at('2025-09-30T16:00'), due: at('2025-10-09T10:30'), now: undefined }

describe('the picture of a clock', () => {
  it('draws a holiday as one row between the days that count', () => {
    const { rows } = layOutStrip(overHoliday, moments)
    expect(rows.map((it) => [it.onDate, it.untilDate, it.days])).toEqual([
      ['2025-09-30', '2025-09-30', 1],
      ['2025-10-01', '2025-10-08', 8],
      ['2025-10-09', '2025-10-09', 1],
    ])
    expect(rows[1]?.why).toEqual(['国庆节'])
  })

  it('shows only the hours that matter, and puts marks where they belong', () => {
    const strip = layOutStrip(overHoliday, moments)
    expect([strip.fromHour, strip.toHour]).toEqual([7, 19])
    expect(strip.rows[0]?.marks).toMatchObject([{ kind: 'start', left: 75 }])
    expect(strip.rows[2]?.marks[0]?.left).toBeCloseTo((3.5 / 12) * 100)
    const counted = strip.rows[0]?.pieces.find((it) => it.counted)
    expect(counted).toMatchObject({ left: 75 })
    expect(counted?.width).toBeCloseTo((2 / 12) * 100)
  })

  it('cuts a stretch at midnight and draws a whole day for hours that always count', () => {
    const strip = layOutStrip([segment('2025-09-30T22:00', '2025-10-01T02:00', true, '紧急')], {
      start: at('2025-09-30T22:00'),
      due: at('2025-10-01T02:00'),
      now: at('2025-09-30T23:00'),
    })
    expect([strip.fromHour, strip.toHour]).toEqual([0, 24])
    expect(strip.rows.map((it) => it.pieces.length)).toEqual([1, 1])
    expect(strip.rows[0]?.marks.map((it) => it.kind)).toEqual(['start', 'now'])
  })

  it('keeps a day with a mark apart even when nothing counts on it', () => {
    const strip = layOutStrip(overHoliday, { ...moments, now: at('2025-10-03T12:00') })
    expect(strip.rows.map((it) => it.days)).toEqual([1, 2, 1, 5, 1])
  })

  it('keeps every minute: counted widths add up to what counts', () => {
    const strip = layOutStrip(overHoliday, moments)
    const hours = (strip.toHour - strip.fromHour) / 100
    const counted = strip.rows.flatMap((it) => it.pieces).filter((it) => it.counted)
    expect(counted.reduce((sum, it) => sum + it.width * hours, 0)).toBeCloseTo(4)
  })

  it('tells what counts beyond the deadline apart', () => {
    const strip = layOutStrip([segment('2025-10-09T08:00', '2025-10-09T12:00', true, '办公时间')], {
      start: at('2025-10-09T08:00'),
      due: at('2025-10-09T10:00'),
      now: at('2025-10-09T12:00'),
    })
    expect(strip.rows[0]?.pieces.map((it) => it.isOver)).toEqual([false, true])
  })

  it('draws alike working days as one row, and keeps the day with the deadline apart', () => {
    const week = ['2025-10-13', '2025-10-14', '2025-10-15', '2025-10-16'].flatMap((date) => [
      segment(`${date}T08:00`, `${date}T12:00`, true, '办公时间'),
      segment(`${date}T14:00`, `${date}T18:00`, true, '办公时间'),
    ])
    const strip = layOutStrip(week, {
      start: at('2025-10-13T08:00'),
      due: at('2025-10-16T18:00'),
      now: undefined,
    })
    expect(strip.rows.map((it) => [it.onDate, it.days, it.isIdle])).toEqual([
      ['2025-10-13', 1, false],
      ['2025-10-14', 2, false],
      ['2025-10-16', 1, false],
    ])
  })

  it('is empty for a clock that never ran', () => {
    expect(layOutStrip([], { start: at('2025-09-30T16:00'), due: undefined, now: undefined }).rows).toEqual(
      [],
    )
  })
})
