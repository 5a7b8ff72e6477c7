/** Who is on duty: worked examples row by row, and what holds of every book whatever stands in it. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DutyBook, type DutyLine, dutyAt, hasRoster } from './duty.ts'
import { describeDuty } from './duty-words.ts'
import { includes, stretchOf } from './shift.ts'
import { addDays } from './week.ts'

const at = (local: string): Date => new Date(`${local.replace(' ', 'T')}:00+08:00`)
const hours = { 早班: ['07:00', '14:00'], 晚班: ['14:00', '21:00'], 夜班: ['21:00', '07:00'] } as const
const line = (
  personId: string,
  onDate: string,
  shiftName: keyof typeof hours,
  post = 'collector',
): DutyLine => {
  const [fromTime, toTime] = hours[shiftName]
  return {
    personId,
    onDate,
    post,
    shiftName,
    areaCode: null,
    gridCode: null,
    ...stretchOf({ fromTime, toTime }, onDate),
  }
}
const span = (from: string, to: string) => ({ from: at(from), to: at(to) })

const week: DutyBook = {
  lines: [
    line('wei', '2026-06-15', '早班'),
    line('yun', '2026-06-15', '夜班'),
    line('wei', '2026-06-16', '早班'),
    line('min', '2026-06-16', '早班', 'acceptor'),
  ],
  leaves: [{ personId: 'wei', ...span('2026-06-16 00:00', '2026-06-17 00:00') }],
  substitutions: [{ personId: 'wei', substituteId: 'he', ...span('2026-06-16 00:00', '2026-06-16 10:00') }],
}

describe('who is on duty', () => {
  it.each([
    ['wei', 'collector', '2026-06-15 07:00', true, 'shift'],
    ['wei', 'collector', '2026-06-15 14:00', false, 'off-shift'],
    ['wei', 'collector', '2026-06-15 06:59', false, 'off-shift'],
    ['yun', 'collector', '2026-06-16 06:59', true, 'shift'],
    ['yun', 'collector', '2026-06-16 07:00', false, 'off-shift'],
    ['wei', 'collector', '2026-06-16 08:00', false, 'leave'],
    ['he', 'collector', '2026-06-16 08:00', true, 'substitution'],
    ['he', 'collector', '2026-06-16 10:00', false, 'off-shift'],
    ['he', 'collector', '2026-06-15 08:00', false, 'off-shift'],
    ['he', 'collector', '2026-06-17 08:00', true, 'no-roster'],
    ['min', 'acceptor', '2026-06-16 08:00', true, 'shift'],
    ['min', 'collector', '2026-06-16 08:00', false, 'off-shift'],
    ['min', 'acceptor', '2026-06-15 08:00', true, 'no-roster'],
    ['wei', 'acceptor', '2026-06-16 08:00', false, 'leave'],
  ])('%s as %s at %s: %s, %s', (personId, post, when, isOnDuty, why) => {
    expect(dutyAt(week, personId, post, at(when))).toMatchObject({ isOnDuty, why })
  })

  it('is replaced without leave when somebody stands in, and says who', () => {
    const book = { ...week, leaves: [] }
    const duty = dutyAt(book, 'wei', 'collector', at('2026-06-16 08:00'))
    expect(duty).toEqual({ isOnDuty: false, why: 'replaced', byId: 'he' })
    expect(describeDuty(duty, () => '和核查')).toEqual({ zh: '由和核查顶班', en: '和核查 stands in' })
  })

  it('goes on over midnight although the day itself has no roster', () => {
    const book = { ...week, lines: [line('yun', '2026-06-15', '夜班')], leaves: [], substitutions: [] }
    expect(hasRoster(book, 'collector', at('2026-06-16 03:00'))).toBe(true)
    expect(hasRoster(book, 'collector', at('2026-06-16 08:00'))).toBe(false)
  })
})

const people = ['a', 'b', 'c', 'd']
const start = at('2026-06-15 00:00').getTime()
const instants = fc
  .integer({ min: 0, max: 5 * 24 * 4 })
  .map((quarters) => new Date(start + quarters * 900_000))
const stretches = fc
  .tuple(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 1, max: 40 }))
  .map(([from, length]) => ({
    from: new Date(start + from * 3_600_000),
    to: new Date(start + (from + length) * 3_600_000),
  }))
const lines = fc.array(
  fc
    .tuple(
      fc.constantFrom('a', 'b'),
      fc.integer({ min: 0, max: 3 }),
      fc.constantFrom(...(Object.keys(hours) as (keyof typeof hours)[])),
    )
    .map(([personId, day, shift]) => line(personId, addDays('2026-06-15', day), shift)),
  { maxLength: 8 },
)
const leaves = fc.array(
  fc.tuple(fc.constantFrom(...people), stretches).map(([personId, it]) => ({ personId, ...it })),
  {
    maxLength: 4,
  },
)

describe('in every book', () => {
  it('nobody is on duty while on leave', () => {
    const substitutions = fc.array(
      fc
        .tuple(fc.constantFrom('a', 'b'), fc.constantFrom('c', 'd'), stretches)
        .map(([personId, substituteId, it]) => ({
          personId,
          substituteId,
          ...it,
        })),
      { maxLength: 3 },
    )
    fc.assert(
      fc.property(lines, leaves, substitutions, instants, (l, v, s, instant) => {
        const book = { lines: l, leaves: v, substitutions: s }
        for (const { personId } of v.filter((it) => includes(it, instant)))
          expect(dutyAt(book, personId, 'collector', instant).isOnDuty).toBe(false)
      }),
    )
  })

  it('a substitute is on duty exactly when the person would have been, and the person never with them', () => {
    fc.assert(
      fc.property(lines, stretches, fc.boolean(), instants, (l, stretch, isAway, instant) => {
        fc.pre(l.length > 0)
        const without: DutyBook = { lines: l, leaves: [], substitutions: [] }
        const book: DutyBook = {
          lines: l,
          leaves: isAway ? [{ personId: 'a', ...stretch }] : [],
          substitutions: [{ personId: 'a', substituteId: 'c', ...stretch }],
        }
        fc.pre(hasRoster(book, 'collector', instant))
        const would = dutyAt(without, 'a', 'collector', instant)
        const stands = dutyAt(book, 'c', 'collector', instant)
        expect(stands.isOnDuty).toBe(includes(stretch, instant) && would.isOnDuty)
        if (stands.isOnDuty) expect(dutyAt(book, 'a', 'collector', instant).isOnDuty).toBe(false)
      }),
      { numRuns: 300 },
    )
  })

  it('what says that somebody is on duty names a line that runs, or that there is no roster', () => {
    fc.assert(
      fc.property(lines, leaves, fc.constantFrom(...people), instants, (l, v, personId, instant) => {
        const book = { lines: l, leaves: v, substitutions: [] }
        const duty = dutyAt(book, personId, 'collector', instant)
        if (duty.why === 'no-roster') expect(hasRoster(book, 'collector', instant)).toBe(false)
        else if (duty.isOnDuty) expect(includes(duty.line, instant)).toBe(true)
      }),
    )
  })
})
