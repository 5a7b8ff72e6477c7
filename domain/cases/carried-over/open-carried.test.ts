/** A case taken over stands in its state with the clocks that state needs, replays from its log, and goes on from there. */
import { describe, expect, it } from 'vitest'
import type { CaseEntry } from '../case-entry.ts'
import type { CaseRecord } from '../case-record.ts'
import { decide } from '../decide.ts'
import { replay } from '../evolve.ts'
import { actionInputs } from '../inputs.ts'
import type { CaseActionName } from '../life-cycle.ts'
import { lightAt } from '../light.ts'
import { Story, unitA, unitB, usualActor, usualInputs } from '../testing.ts'
import { CarriedCase, parseAmount, saidOf } from './carried-case.ts'
import { refusalsOf } from './judge-carried.ts'
import { openCarried } from './open-carried.ts'

const { context } = new Story()
const at = (local: string): Date => new Date(`${local}:00+08:00`)
const iso = (local: string): string => at(local).toISOString()
/** A Monday, before the offices open at eight; they rest from twelve to two and close at six. */
const cutOver = at('2026-06-15 08:00')
const judging = { cutOver, workDayMeans: context.settings.workDayMeans }

const row = (given: Record<string, unknown> = {}): CarriedCase =>
  CarriedCase.parse({
    row: 2,
    oldNumber: 'A-17',
    state: 'handling',
    oldState: '处理中',
    kind: 'component',
    classCode: '01037',
    description: '路灯不亮',
    reportedAt: iso('2026-06-11 09:00'),
    filedAt: iso('2026-06-11 09:30'),
    dispatchedAt: iso('2026-06-11 10:00'),
    handledAt: iso('2026-06-12 16:00'),
    unit: '路灯管理所',
    limit: '16 工作时',
    left: '4',
    ...given,
  })

const place = {
  id: '00000000-0000-7000-8000-00000000ca5e',
  adcode: '530127',
  number: 'A-17',
  catalogueId: null,
  conditionId: null,
  unitId: unitA,
  assistUnitIds: [],
  componentId: null,
  handlerId: null,
  townCode: null,
  communityCode: null,
  cellCode: null,
  areaClass: null,
}
const carrier = { cutOver, now: at('2026-06-15 08:20'), actorId: 'x', actorName: 'command line' }
const open = (given: Record<string, unknown> = {}) => openCarried(row(given), place, carrier, context)

class Going {
  readonly log: CaseEntry[]
  record: CaseRecord
  constructor(opened: { entry: CaseEntry; record: CaseRecord }) {
    this.log = [opened.entry]
    this.record = opened.record
  }
  take(local: string, action: CaseActionName, input: Record<string, unknown> = {}, data = {}): this {
    const reason = 'reason' in actionInputs[action].shape ? { reason: '理由' } : {}
    const given = actionInputs[action].parse({ ...reason, ...usualInputs[action], ...input })
    const { entry, record } = decide({
      record: this.record,
      action,
      data: { ...given, ...data },
      actor: usualActor(action),
      context: { ...context, now: at(local) },
    })
    this.log.push(entry)
    this.record = record
    return this
  }
}

const glance = (record: CaseRecord, now = cutOver) => [
  record.clockName,
  record.clockDueAt && new Date(Date.parse(record.clockDueAt) + 8 * 3_600_000).toISOString().slice(5, 16),
  lightAt(record, now),
]

describe('a case taken over', () => {
  it.each([
    ['pool', ['accept', '06-15T08:15', 'green'], null],
    ['pending_filing', ['file', '06-15T08:15', 'green'], null],
    ['pending_dispatch', ['dispatch', '06-15T08:15', 'green'], null],
    // Four of sixteen hours are left: less than a third.
    ['pending_handle', ['dispose', '06-15T12:00', 'yellow'], null],
    ['handling', ['dispose', '06-15T12:00', 'yellow'], null],
    ['suspended', [null, null, 'paused'], null],
    // Four hours were left when the result was there, on Friday at four.
    ['handled', [null, null, 'paused'], true],
    ['pending_check', ['issue_check', '06-15T08:15', 'green'], true],
    ['check_passed', ['close', '06-15T08:15', 'green'], true],
  ])('in %s has the clock of its state', (state, expected, isInTime) => {
    const { record, entry } = open({ state, suspendedUntil: '2026-07-01' })
    expect(glance(record)).toEqual(expected)
    expect(record).toMatchObject({ state, isInTime, version: 1, number: 'A-17' })
    expect(replay([JSON.parse(JSON.stringify(entry)) as CaseEntry])).toEqual(record)
  })

  it('keeps what the old system said, and nothing of the caller', () => {
    const { entry, record } = open({ callerName: '李小明', callerPhone: '13812345678' })
    expect(JSON.stringify([entry, record])).not.toMatch(/李小明|13812345678/)
    expect(entry.data['carried']).toMatchObject({
      cutOver: cutOver.toISOString(),
      said: {
        oldNumber: 'A-17',
        oldState: '处理中',
        limit: { value: 16, unit: 'work_hour' },
        left: { value: 4 },
      },
    })
    expect(record).toMatchObject({ limit: { value: 16, unit: 'work_hour' }, limitSource: 'carried-over' })
    expect(record).not.toHaveProperty('carried')
  })

  it('is tied to the units that assist and to its component; before a dispatch nobody assists', () => {
    const given = { ...place, assistUnitIds: [unitB], componentId: '53012701037000042' }
    const named = { assistUnits: '供水公司\n供水公司', componentCode: '53012701037000042' }
    const { record, entry } = openCarried(row(named), given, carrier, context)
    expect(record).toMatchObject({ assistUnitIds: [unitB], componentId: '53012701037000042' })
    expect(entry.data['carried']).toMatchObject({ said: { ...named, assistUnits: ['供水公司'] } })
    const waiting = openCarried(
      row({ ...named, state: 'pending_dispatch', left: null }),
      given,
      carrier,
      context,
    )
    expect(waiting.record.assistUnitIds).toEqual([])
    expect(waiting.warned.map(({ field }) => field)).toEqual(['assistUnits'])
    expect(saidOf(row())).not.toHaveProperty('assistUnits')
  })

  it('was late if its result came after the deadline that the old system named', () => {
    expect(open({ state: 'handled', left: null, dueAt: iso('2026-06-12 15:59') }).record).toMatchObject({
      isInTime: false,
      disposeDueAt: iso('2026-06-12 15:59'),
    })
    expect(open({ state: 'handled', left: null, dueAt: iso('2026-06-12 16:00') }).record.isInTime).toBe(true)
    expect(open({ state: 'pending_check', left: '-1' }).record).toMatchObject({
      isInTime: false,
      disposeDueAt: iso('2026-06-12 15:00'),
    })
  })

  it('of which only a day is known is due when that day’s offices close', () => {
    const { record, warned } = open({ left: null, dueOn: '2026-06-16' })
    expect([glance(record), warned]).toEqual([['dispose', '06-16T18:00', 'green'], []])
  })

  it('without a limit has what was left for one, and says so', () => {
    const { record, warned } = open({ limit: null, left: '3 工作时' })
    expect(glance(record)).toEqual(['dispose', '06-15T11:00', 'green'])
    expect(record.limit).toEqual({ value: 3, unit: 'work_hour' })
    expect(warned.map(({ field }) => field)).toEqual(['limit'])
    expect(open({ limit: null, left: null, dueAt: iso('2026-06-16 20:00') }).record).toMatchObject({
      disposeDueAt: iso('2026-06-16 20:00'),
      limit: { value: 36, unit: 'urgent_hour' },
    })
  })

  it('takes the time left of a stage where the file says it', () => {
    expect(glance(open({ state: 'pool', stageLeft: '0.1 工作时' }).record)).toEqual([
      'accept',
      '06-15T08:06',
      'green',
    ])
    expect(glance(open({ state: 'pool', stageLeft: '-1' }).record)[2]).toBe('red')
    expect(glance(open({ state: 'pending_check', stageDueAt: iso('2026-06-15 08:10') }).record)[1]).toBe(
      '06-15T08:10',
    )
  })
})

describe('goes on', () => {
  const replays = (story: Going) =>
    expect(replay(JSON.parse(JSON.stringify(story.log)) as CaseEntry[])).toEqual(story.record)

  it('with an extension of once more the original limit', () => {
    const story = new Going(open())
      .take('2026-06-15 09:00', 'requestExtension')
      .take('2026-06-15 09:10', 'approveExtension')
    expect(glance(story.record)[1]).toBe('06-17T12:00')
    replays(story)
  })

  it('no further than the old system’s extensions leave', () => {
    const story = new Going(open({ extensions: 2, left: '20' }))
    expect(() => story.take('2026-06-15 09:00', 'requestExtension')).toThrow(
      expect.objectContaining({ code: 'case.extensions-used-up' }),
    )
    expect(glance(story.record)[1]).toBe('06-17T12:00')
  })

  it('after a rest with what was left, and rests no second time', () => {
    const story = new Going(open({ state: 'suspended', suspendedUntil: '2026-07-01' })).take(
      '2026-06-16 10:00',
      'resume',
    )
    expect(glance(story.record)[1]).toBe('06-16T16:00')
    expect(() => story.take('2026-06-16 11:00', 'requestSuspension')).toThrow(
      expect.objectContaining({ code: 'case.suspended-before' }),
    )
    replays(story)
  })

  it('with rework on what was left when the result was there', () => {
    const story = new Going(open({ state: 'pending_check' }))
      .take('2026-06-15 08:10', 'issueCheck')
      .take('2026-06-15 08:20', 'failCheck')
      .take('2026-06-15 08:30', 'rework')
    expect(glance(story.record)[1]).toBe('06-15T14:30')
    expect(story.record).toMatchObject({ isInTime: null, counters: { reworks: 1 } })
    replays(story)
  })

  it('back a step, where the clock of that step is found', () => {
    expect(
      glance(
        new Going(open({ state: 'pending_filing' })).take('2026-06-15 08:10', 'sendBackToAcceptor').record,
      ),
    ).toEqual(['accept', '06-15T08:25', 'green'])
    expect(
      glance(new Going(open({ state: 'pending_handle' })).take('2026-06-15 08:10', 'recallDispatch').record),
    ).toEqual(['dispatch', '06-15T08:25', 'green'])
    const sentBack = new Going(open({ state: 'handled' })).take('2026-06-15 09:00', 'sendBack')
    expect(glance(sentBack.record)[1]).toBe('06-15T15:00')
    replays(sentBack)
  })

  it('starts another unit with the whole original limit', () => {
    const story = new Going(open({ state: 'pending_handle' }))
      .take('2026-06-15 08:10', 'requestReturn')
      .take('2026-06-15 08:20', 'approveReturn')
      .take('2026-06-15 08:30', 'dispatch', { leadUnitId: '00000000-0000-7000-8000-0000000000b1' })
    expect(glance(story.record)[1]).toBe('06-17T08:30')
    replays(story)
  })
})

describe('a row is refused', () => {
  const fields = (given: Record<string, unknown>) => refusalsOf(row(given), judging).map(({ field }) => field)

  it.each([
    [{ unit: null }, ['unit']],
    [{ filedAt: null, dispatchedAt: null }, ['filedAt', 'dispatchedAt']],
    [{ left: null }, ['left']],
    [{ state: 'handled', handledAt: null }, ['handledAt']],
    [{ state: 'suspended' }, ['suspendedUntil']],
    [{ handledAt: iso('2026-06-15 08:01') }, ['handledAt']],
    [{ dispatchedAt: iso('2026-06-11 09:29') }, ['dispatchedAt']],
    [{ limit: '0 工作时' }, ['limit']],
    [{ limit: '8' }, ['limit']],
    [{ left: '2 自然日' }, ['left']],
    [{ limit: null, left: '2' }, ['left']],
    [{ limit: null, left: '-2 工作时' }, ['limit']],
    [{ limit: null, left: null, dueAt: iso('2026-06-15 08:00') }, ['limit']],
    [{ stageLeft: '1' }, ['stageLeft']],
    [{ kind: null }, ['kind']],
    [{}, []],
    [{ state: 'pool', unit: null, left: null, limit: null }, []],
  ])('%j', (given, expected) => {
    expect(fields(given)).toEqual(expected)
  })

  it('when an amount says no kind that is known', () => {
    expect(
      ['2 个工作日', '-3.5工作时', '4 work_hour', '1 work day', '7', '3天', '两天', ''].map(parseAmount),
    ).toEqual([
      { value: 2, unit: 'work_day' },
      { value: -3.5, unit: 'work_hour' },
      { value: 4, unit: 'work_hour' },
      { value: 1, unit: 'work_day' },
      { value: 7, unit: null },
      undefined,
      undefined,
      undefined,
    ])
    expect(() => row({ limit: '3 天' })).toThrow('自然日')
    expect(saidOf(row())).not.toHaveProperty('row')
  })
})
