/** Cases told as stories, each with its moral; after every one the replay of the log gives the record again. */
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { Problem } from '../problem.ts'
import { actionsFor, allowedActions } from './decide.ts'
import { replay } from './evolve.ts'
import { caseActionNames } from './life-cycle.ts'
import { lightAt } from './light.ts'
import { people, Story, testSettings, unitA, unitB, usualActor } from './testing.ts'

const china = (iso: string | null): string | null =>
  iso && new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')

const codeOf = (work: () => unknown): string => {
  try {
    work()
    return 'no problem'
  } catch (error) {
    if (error instanceof Problem) return error.code
    throw error
  }
}

let story: Story
afterEach(() => expect(story.replayed).toEqual(story.record))

describe('a case', () => {
  it('travels from report to close, and each stage is judged by its own clock', () => {
    story = new Story()
    expect([story.record.state, story.record.clockName, china(story.record.clockDueAt)]).toEqual([
      'pool',
      'accept',
      '2026-06-15 09:15',
    ])
    story.at('2026-06-15T09:05').take('sendOn')
    expect([story.record.state, story.record.clockName]).toEqual(['pending_filing', 'file'])
    story.at('2026-06-15T09:10').take('file')
    expect([story.record.number, story.record.clockName]).toEqual(['5301272026061500001', 'dispatch'])
    story.at('2026-06-15T09:20').take('dispatch')
    // Eight work hours from 09:20: 2 h 40 to noon, 4 h to 18:00, 1 h 20 the next morning.
    expect([story.record.clockName, china(story.record.disposeDueAt)]).toEqual([
      'dispose',
      '2026-06-16 09:20',
    ])
    story.take('assign').take('start', {}, people.handler)
    story.at('2026-06-15T17:00').take('reportDone', {}, people.handler)
    expect(story.record.confirmedAt).toBeNull()
    story.at('2026-06-15T17:30').take('confirmDone')
    expect(story.record.isInTime).toBe(true)
    story.take('passOn').take('issueCheck').at('2026-06-15T18:00').take('passCheck').take('close')
    expect([story.record.state, story.record.isInTime, story.record.photos.map((it) => it.during)]).toEqual([
      'closed',
      true,
      ['reportDone', 'passCheck'],
    ])
    expect(allowedActions('closed')).toContain('appeal')
  })

  it('goes on at once when the clock of the machine was set back, and no time becomes negative', () => {
    story = new Story()
    story.at('2026-06-15T09:05').take('sendOn').at('2026-06-15T08:07').take('file').take('dispatch')
    story.take('assign').take('start', {}, people.handler).take('reportDone', {}, people.handler)
    story.take('confirmDone').at('2026-06-15T09:10').take('passOn')
    const marks = story.record.clocks.flatMap((it) => it.marks)
    expect(new Set(marks.slice(1).map((it) => china(it.at)))).toEqual(
      new Set(['2026-06-15 09:05', '2026-06-15 09:10']),
    )
    const used = marks.flatMap((it) => it.settled?.usedMs ?? [])
    expect(used).toHaveLength(3)
    expect(used.filter((it) => it < 0)).toEqual([])
    expect(story.record.isInTime).toBe(true)
  })

  it('is late when the unit confirms late, though the handler reported in time', () => {
    story = new Story().toHandling()
    story
      .at('2026-06-16T08:50')
      .take('reportDone', {}, people.handler)
      .at('2026-06-16T09:30')
      .take('confirmDone')
    expect(story.record.isInTime).toBe(false)
  })

  it('pauses the accept clock while a verification is out, and not the verification', () => {
    story = new Story().at('2026-06-15T09:05').take('issueVerification')
    expect([story.record.clockName, story.record.taskHolderId]).toEqual(['verify', people.checker.id])
    story.at('2026-06-15T09:30').take('answerVerification')
    expect([story.record.state, china(story.record.clockDueAt)]).toEqual(['pool', '2026-06-15 09:40'])
  })

  it('charges nobody for a return that was right, and everybody for one that was wrong', () => {
    story = new Story().take('sendOn').take('file').take('dispatch')
    const due = story.record.disposeDueAt
    story.at('2026-06-15T10:00').take('requestReturn').at('2026-06-15T11:00').take('refuseReturn')
    expect([story.record.state, story.record.disposeDueAt, story.record.counters.returns]).toEqual([
      'pending_handle',
      due,
      0,
    ])
    story.take('requestReturn').at('2026-06-15T11:30').take('approveReturn')
    expect([story.record.state, story.record.isReturned, story.record.counters.returns]).toEqual([
      'pending_dispatch',
      true,
      1,
    ])
    // The same unit again: it goes on from the moment it asked (11:00), so half an hour is given back.
    story.take('dispatch')
    expect(china(story.record.disposeDueAt)).toBe('2026-06-16 09:30')
  })

  it('starts anew with another unit', () => {
    story = new Story()
      .take('sendOn')
      .take('file')
      .take('dispatch')
      .at('2026-06-15T10:00')
      .take('requestReturn')
      .take('approveReturn')
    story.at('2026-06-15T11:00').take('dispatch', { leadUnitId: unitB })
    expect([story.record.firstUnitId, story.record.leadUnitId, china(story.record.disposeDueAt)]).toEqual([
      unitA,
      unitB,
      '2026-06-16 11:00',
    ])
  })

  it('is extended twice by one limit each, not a third time, and not once overdue', () => {
    story = new Story().toHandling().at('2026-06-15T10:00')
    story.take('requestExtension').take('refuseExtension')
    expect(story.record.counters.extensions).toBe(0)
    story.take('requestExtension').take('approveExtension')
    expect(china(story.record.disposeDueAt)).toBe('2026-06-17 09:00')
    story.take('requestExtension').take('approveExtension')
    expect(china(story.record.disposeDueAt)).toBe('2026-06-18 09:00')
    expect(codeOf(() => story.take('requestExtension'))).toBe('case.extensions-used-up')
    const other = new Story().toHandling().at('2026-06-20T10:00')
    expect(codeOf(() => other.take('requestExtension'))).toBe('case.already-overdue')
  })

  it('is suspended once, within a year, and goes on with what was left', () => {
    story = new Story().toHandling().at('2026-06-15T11:00')
    expect(codeOf(() => story.take('requestSuspension', { untilDate: '2027-08-01' }))).toBe(
      'case.suspension-too-long',
    )
    expect(codeOf(() => story.take('requestSuspension', { untilDate: '2026-06-15' }))).toBe(
      'case.suspension-too-long',
    )
    expect(codeOf(() => story.take('requestSuspension', { businessKind: 'commitment' }))).toBe(
      'case.commitment-needs-document',
    )
    story
      .take('requestSuspension', { businessKind: 'commitment', documentIds: [crypto.randomUUID()] })
      .take('approveSuspension')
    expect([story.record.state, story.record.businessKind, story.record.disposeDueAt]).toEqual([
      'suspended',
      'commitment',
      null,
    ])
    expect(lightAt(story.record, story.now)).toBe('paused')
    story.at('2026-07-06T08:00').take('resume')
    // Two of eight hours were used before the pause.
    expect([story.record.state, china(story.record.disposeDueAt)]).toEqual(['handling', '2026-07-06 16:00'])
    expect(codeOf(() => story.take('requestSuspension'))).toBe('case.suspended-before')
  })

  it('counts a failed check as rework, a dispatcher sending back not; the same clock goes on', () => {
    story = new Story().toHandling().at('2026-06-15T10:00').take('reportDone').take('sendBack').take('start')
    expect(story.record.counters).toMatchObject({ sendBacks: 1, reworks: 0 })
    story
      .at('2026-06-15T11:00')
      .take('reportDone')
      .take('passOn')
      .take('issueCheck')
      .at('2026-06-15T16:00')
      .take('failCheck')
      .take('rework')
    expect(story.record.counters).toMatchObject({ sendBacks: 1, reworks: 1 })
    expect([story.record.state, story.record.leadUnitId, story.record.isInTime]).toEqual([
      'pending_handle',
      unitA,
      null,
    ])
    // Used: 09:00–10:00 and 10:00–11:00; six hours are left from 16:00.
    expect(china(story.record.disposeDueAt)).toBe('2026-06-16 12:00')
  })

  it('is never checked by the collector who reported it', () => {
    story = new Story().toHandling().take('reportDone').take('passOn')
    expect(codeOf(() => story.take('issueCheck', { collectorId: people.collector.id }))).toBe(
      'case.checker-is-reporter',
    )
  })

  it('may be judged without a check only after two that could not be made', () => {
    story = new Story().toHandling().take('reportDone').take('passOn')
    expect(codeOf(() => story.take('acceptUnchecked'))).toBe('case.unchecked-too-early')
    story
      .take('issueCheck')
      .take('cannotCheck')
      .take('issueCheck')
      .take('cannotCheck')
      .take('acceptUnchecked')
    expect(story.record.state).toBe('check_passed')
  })

  it('comes back exactly where it was when a voiding is refused, with the request that was waiting', () => {
    story = new Story().toHandling().take('requestExtension').take('requestVoid').take('refuseVoid')
    expect([story.record.state, story.record.pending?.action]).toEqual([
      'extension_requested',
      'requestExtension',
    ])
    story.take('approveExtension').take('requestVoid').take('approveVoid')
    expect([story.record.state, story.record.endReason]).toEqual(['voided', '说明理由'])
  })

  it('is closed by force by two people, never by one', () => {
    const both = { ...people.shiftLeader, posts: ['leader', 'shift_leader'] }
    story = new Story().toHandling().take('proposeForceClose', {}, both)
    expect(codeOf(() => story.take('approveForceClose', {}, both))).toBe('case.same-person')
    story.take('approveForceClose')
    expect(story.record.state).toBe('forced_closed')
  })

  it('is instructed by a leader alone, and goes on as before', () => {
    story = new Story().toHandling()
    const { state, disposeDueAt, clocks } = story.record
    expect(codeOf(() => story.take('instruct', {}, people.dispatcher))).toBe('case.not-yours')
    story.take('instruct')
    expect(story.record).toMatchObject({
      state,
      disposeDueAt,
      clocks,
      instructions: [{ opinion: '注意安全', by: 'Mayor' }],
    })
  })

  it('is supervised without a change of its clock, and the unit answers', () => {
    story = new Story().toHandling()
    const due = story.record.disposeDueAt
    expect(codeOf(() => story.take('answerSupervision'))).toBe('case.supervision-unknown')
    story.take('supervise').take('urge', {}, people.leader)
    expect([story.record.state, story.record.disposeDueAt, story.record.counters.urges]).toEqual([
      'handling',
      due,
      1,
    ])
    expect(story.record.supervisions[0]).toMatchObject({
      dueAt: '2026-06-20T16:00:00.000Z',
      answeredAt: null,
    })
    story.take('answerSupervision')
    expect(story.record.supervisions[0]).toMatchObject({
      answer: '正在办理',
      answeredAt: story.now.toISOString(),
    })
  })

  it('keeps the fact of being late when an appeal is granted, and is appealed once', () => {
    story = new Story()
      .toHandling()
      .at('2026-06-20T10:00')
      .take('reportDone')
      .take('passOn')
      .take('issueCheck')
      .take('passCheck')
      .take('close')
    expect(story.record.isInTime).toBe(false)
    expect(codeOf(() => story.take('decideAppeal'))).toBe('case.appeal-state')
    story.take('appeal').take('reviewAppeal').take('decideAppeal')
    expect([story.record.isInTime, story.record.isExempted, story.record.appeal?.state]).toEqual([
      false,
      true,
      'granted',
    ])
    expect(codeOf(() => story.take('appeal'))).toBe('case.appeal-state')
  })

  it('that was in time has nothing to appeal', () => {
    story = new Story()
      .toHandling()
      .take('reportDone')
      .take('passOn')
      .take('issueCheck')
      .take('passCheck')
      .take('close')
    expect(codeOf(() => story.take('appeal'))).toBe('case.not-overdue')
  })

  it('put right on the spot is confirmed, or goes the usual way', () => {
    story = new Story('2026-06-15T09:00:00+08:00', { isSelfHandled: true })
    expect([story.record.state, story.record.clockName]).toEqual(['self_handled_review', null])
    story.take('refuseSelfHandled')
    expect([story.record.state, story.record.clockName]).toEqual(['pool', 'accept'])
  })

  it('handled by a substitute is billed to the owner; another is not', () => {
    story = new Story()
      .take('sendOn')
      .take('file')
      .take('dispatch', { substituteForUnitId: unitB })
      .take('start')
      .take('reportDone')
      .take('billOwner')
    expect([story.record.substituteForUnitId, story.record.billedYuan]).toEqual([unitB, 1200])
    const ordinary = new Story().toHandling().take('reportDone')
    expect(codeOf(() => ordinary.take('billOwner'))).toBe('case.no-substitute')
  })

  it('coordinated needs an assisting unit', () => {
    story = new Story().take('sendOn').take('file')
    expect(codeOf(() => story.take('dispatch', { businessKind: 'coordination' }))).toBe('case.choose-unit')
    story.take('dispatch', { businessKind: 'coordination', assistUnitIds: [unitB] })
    expect(story.record).toMatchObject({ businessKind: 'coordination', assistUnitIds: [unitB] })
  })

  it('refuses those who may not: another unit, another handler, another collector, another post', () => {
    story = new Story().take('sendOn').take('file').take('dispatch')
    expect(codeOf(() => story.take('start', {}, people.unitB))).toBe('case.not-yours')
    story.take('assign')
    expect(codeOf(() => story.take('start', {}, { ...people.handler, id: people.unitB.id }))).toBe(
      'case.not-yours',
    )
    expect(codeOf(() => story.take('start', {}, people.dispatcher))).toBe('case.not-yours')
    story.take('start').take('reportDone').take('passOn').take('issueCheck')
    expect(codeOf(() => story.take('passCheck', {}, people.collector))).toBe('case.not-yours')
  })

  it('goes on with another handler, or with the unit, and neither wins a minute', () => {
    story = new Story().take('sendOn').take('file').take('dispatch').take('assign').take('start')
    const due = story.record.disposeDueAt
    story.at('2026-06-15T11:00').take('reassign')
    expect([story.record.state, story.record.handlerId]).toEqual(['handling', people.otherHandler.id])
    expect(codeOf(() => story.take('reportDone', {}, people.handler))).toBe('case.not-yours')
    expect(codeOf(() => story.take('reassign'))).toBe('case.has-it-already')
    story.take('reassign', { handlerId: null, reason: '等人手' })
    expect([story.record.handlerId, story.record.disposeDueAt]).toEqual([null, due])
    // Nobody in particular has it now, so any handler of the unit may report, and there is nobody to relieve.
    expect(codeOf(() => story.take('reassign'))).toBe('case.nobody-has-it')
    story.take('reportDone', {}, people.handler)
  })

  it('is reassigned before it is begun to somebody, not to nobody; that is revoking', () => {
    story = new Story().take('sendOn').take('file').take('dispatch').take('assign')
    expect(codeOf(() => story.take('reassign', { handlerId: null, reason: '等人手' }))).toBe(
      'case.choose-handler',
    )
    expect(codeOf(() => story.take('reassign', {}, people.unitB))).toBe('case.not-yours')
    story.take('reassign').take('start', {}, people.otherHandler)
  })

  it('keeps its task and the clock of it when another collector goes, who never is the reporter', () => {
    story = new Story().toHandling().take('reportDone').take('passOn').take('issueCheck')
    const due = story.record.clockDueAt
    expect(codeOf(() => story.take('reassignTask', { collectorId: people.collector.id }))).toBe(
      'case.checker-is-reporter',
    )
    story.take('reassignTask')
    expect([story.record.state, story.record.taskHolderId, story.record.clockDueAt]).toEqual([
      'checking',
      people.otherChecker.id,
      due,
    ])
    expect(story.record.counters.checks).toBe(1)
    expect(codeOf(() => story.take('passCheck', {}, people.checker))).toBe('case.not-yours')
    story.take('requestVoid').take('reassignTask', { collectorId: people.checker.id }).take('refuseVoid')
    story.take('passCheck')
  })

  it('lets whoever reported verify, since that is not the check', () => {
    story = new Story().take('issueVerification').take('reassignTask', { collectorId: people.collector.id })
    story.take('answerVerification', {}, people.collector)
    expect(story.record.state).toBe('pool')
  })

  it('keeps an acceptor to his area of duty', () => {
    story = new Story('2026-06-15T09:00:00+08:00', { townCode: '530127001', communityCode: '530127001001' })
    const elsewhere = { ...people.acceptor, areaCodes: ['530127102'] }
    expect(codeOf(() => story.take('sendOn', {}, elsewhere))).toBe('case.not-yours')
    story.take('sendOn', {}, { ...people.acceptor, areaCodes: ['530127001'] })
  })

  it('in a small county is filed by the acceptor', () => {
    const small = { ...testSettings, mergedPosts: { acceptor: ['shift_leader' as const] } }
    story = new Story('2026-06-15T09:00:00+08:00', {}, small).take('sendOn').take('file', {}, people.acceptor)
    expect(story.record.state).toBe('pending_dispatch')
  })
})

describe('any history', () => {
  it('ends in a record that its log gives again; a refused step changes nothing; no step moves time back', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 3000 })), { maxLength: 40 }),
        (steps) => {
          story = new Story('2026-06-15T09:00:00+08:00', { classCode: null })
          for (const [choice, minutes] of steps) {
            story.now = new Date(story.now.getTime() + minutes * 60_000)
            const before = story.record
            const action = caseActionNames[choice % caseActionNames.length] ?? 'urge'
            const mayTake = actionsFor(before, usualActor(action), story.context).includes(action)
            const code = codeOf(() => story.take(action))
            if (code !== 'no problem') expect(story.record).toBe(before)
            else {
              expect(mayTake, action).toBe(true)
              expect(story.record.version).toBe(before.version + 1)
            }
            if (story.record.clockDueAt && story.record.clockYellowAt)
              expect(Date.parse(story.record.clockYellowAt)).toBeLessThanOrEqual(
                Date.parse(story.record.clockDueAt),
              )
          }
          expect(replay(story.log)).toEqual(story.record)
        },
      ),
      { numRuns: 150 },
    )
  })
})
