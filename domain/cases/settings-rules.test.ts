import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import shipped from '#standards/cases/settings.json' with { type: 'json' }
import { caseActionNames } from './life-cycle.ts'
import { CaseSettings } from './settings.ts'
import {
  canFollow,
  changedSettings,
  findSettingsFault,
  followersOf,
  rebaseSettings,
} from './settings-rules.ts'

const settings = CaseSettings.parse(shipped)
const faultOf = (changes: Partial<CaseSettings>): string | undefined =>
  findSettingsFault({ ...settings, ...changes })?.code

describe('settings of cases hold together', () => {
  it('as they ship, and for the small county of the handbook', () => {
    expect(faultOf({})).toBeUndefined()
    expect(
      faultOf({ mergedPosts: { acceptor: ['shift_leader', 'dispatcher'] }, joinedSteps: { sendOn: 'file' } }),
    ).toBeUndefined()
    expect(faultOf({ joinedSteps: { confirmDone: 'passOn' } })).toBeUndefined()
  })

  it.each<[string, Partial<CaseSettings>]>([
    ['case-settings.post-merges-itself', { mergedPosts: { dispatcher: ['dispatcher'] } }],
    ['case-settings.citizen-merged', { mergedPosts: { citizen: ['leader'] } }],
    ['case-settings.citizen-merged', { mergedPosts: { acceptor: ['citizen'] } }],
    ['case-settings.step-cannot-follow', { joinedSteps: { dispatch: 'file' } }],
    ['case-settings.step-cannot-follow', { joinedSteps: { close: 'start' } }],
  ])('and else say what does not: %s', (code, changes) => {
    expect(faultOf(changes)).toBe(code)
  })

  it('refuse steps that would follow each other for ever, and name them', () => {
    const circle = { sendOn: 'recallSendOn', recallSendOn: 'sendOn' } as const
    const fault = findSettingsFault({ ...settings, joinedSteps: circle })
    expect(fault?.code).toBe('case-settings.steps-in-circle')
    expect(fault?.sentence.zh).toContain('批转立案 → 撤回批转 → 批转立案')
  })

  it('offer only steps that are then accepted', () => {
    let offered = 0
    for (const first of caseActionNames)
      for (const then of followersOf(first)) {
        offered += 1
        expect(canFollow(first, then)).toBe(true)
        expect(faultOf({ joinedSteps: { [first]: then } }), `${first} → ${then}`).toBeUndefined()
      }
    expect(offered).toBeGreaterThan(20)
    expect(followersOf('sendOn')).toContain('file')
    expect(followersOf('sendOn')).not.toContain('dispatch')
  })
})

describe('what a change changed', () => {
  it('is told by its place, with before and after', () => {
    const after: CaseSettings = {
      ...settings,
      stageLimits: { ...settings.stageLimits, check: { value: 2, unit: 'work_hour' } },
      duplicates: { ...settings.duplicates, radiusMetres: 80 },
      mergedPosts: { acceptor: ['shift_leader'] },
      joinedSteps: { sendOn: 'file' },
      mostExtensions: 1,
    }
    expect(changedSettings(settings, after)).toEqual({
      'stageLimits.check': [
        { value: 0.5, unit: 'work_hour' },
        { value: 2, unit: 'work_hour' },
      ],
      'duplicates.radiusMetres': [50, 80],
      'mergedPosts.acceptor': [null, ['shift_leader']],
      'joinedSteps.sendOn': [null, 'file'],
      mostExtensions: [2, 1],
    })
  })

  it('is nothing where only the order or an empty list differs', () => {
    const a: CaseSettings = {
      ...settings,
      mergedPosts: { acceptor: ['shift_leader', 'dispatcher'], leader: [] },
    }
    const b: CaseSettings = { ...settings, mergedPosts: { acceptor: ['dispatcher', 'shift_leader'] } }
    expect(changedSettings(a, b)).toEqual({})
  })

  it('is the same backwards with before and after changed over', () => {
    const share = fc.double({ min: 0.01, max: 0.99, noNaN: true })
    fc.assert(
      fc.property(share, share, fc.nat(9), fc.nat(9), (a, b, m, n) => {
        const one = { ...settings, yellowShare: a, mostExtensions: m }
        const two = { ...settings, yellowShare: b, mostExtensions: n }
        const back = Object.entries(changedSettings(two, one)).map(([place, [x, y]]) => [place, [y, x]])
        expect(changedSettings(one, two)).toEqual(Object.fromEntries(back))
      }),
    )
  })
})

describe('a change made from an old version, done to the new one', () => {
  it('keeps what both changed, and the own word where both changed the same', () => {
    const theirs: CaseSettings = {
      ...settings,
      stageLimits: { ...settings.stageLimits, accept: { value: 1, unit: 'work_hour' } },
      mostExtensions: 1,
      joinedSteps: { sendOn: 'file' },
    }
    const mine: CaseSettings = {
      ...settings,
      stageLimits: { ...settings.stageLimits, check: { value: 2, unit: 'work_hour' } },
      mostExtensions: 3,
      mergedPosts: { acceptor: ['shift_leader'] },
    }
    const both = rebaseSettings(settings, mine, theirs)
    expect(both.stageLimits.accept).toEqual(theirs.stageLimits.accept)
    expect(both.stageLimits.check).toEqual(mine.stageLimits.check)
    expect(both).toMatchObject({
      mostExtensions: 3,
      joinedSteps: { sendOn: 'file' },
      mergedPosts: mine.mergedPosts,
    })
    expect(Object.keys(changedSettings(theirs, both)).sort()).toEqual(
      Object.keys(changedSettings(settings, mine)).sort(),
    )
  })

  it('takes away what was taken away', () => {
    const base: CaseSettings = { ...settings, joinedSteps: { sendOn: 'file', confirmDone: 'passOn' } }
    const mine: CaseSettings = { ...base, joinedSteps: { confirmDone: 'passOn' } }
    expect(rebaseSettings(base, mine, { ...base, mostExtensions: 5 })).toEqual({ ...mine, mostExtensions: 5 })
  })
})
