/**
 * Somebody leaves: the account is closed and everything the person has in work goes to others, in one act, with a line
 * of report for each piece. Nothing of what the person did changes; each step stands in the log of its case under the
 * name of the administrator, who acts here in the place of the unit and of the acceptor.
 */
import type { z } from 'zod'
import type { CaseEntry } from '#domain/cases/case-entry.ts'
import { decide } from '#domain/cases/decide.ts'
import type { HandedOver, leavePersonEndpoint, WorkKind } from '#domain/cases/departure-contract.ts'
import { caseAnnouncementName } from '#domain/cases/events.ts'
import { canGoBack, canTakeOver, stepFor } from '#domain/cases/handing-over.ts'
import { CaseProblem } from '#domain/cases/problems.ts'
import { type Colleague, findColleagues, planClosing } from '#modules/identity/index.ts'
import type { Command, Context } from '#platform/act.ts'
import { getClockContext, toCaseActor } from '../case-context.ts'
import { writeHold } from '../hold-store.ts'
import { findOwnCases, numberOf, type OwnCase } from '../open-work.ts'
import { mayReadAs } from '../policy.ts'
import { findSharedFilters } from '../queries/list-saved-filters.ts'
import { writeChanged } from '../store.ts'
import { toAnnouncement } from './take-case-action.ts'

type LeavePerson = z.output<typeof leavePersonEndpoint.params> & z.output<typeof leavePersonEndpoint.body>
type Departure = z.input<typeof leavePersonEndpoint.reply>
type Choices = ReadonlyMap<string, string | null>

const keyOf = (caseId: string, work: WorkKind): string => `${caseId} ${work}`

export const leavePerson: Command<LeavePerson, Departure> = {
  name: 'person.leave',
  permission: 'person.manage',
  auditInput: ({ id, reason, filtersToId, choices }) => ({
    id,
    reason,
    filtersToId,
    choices: choices.length,
  }),
  async run(context, { id, reason, choices, filtersToId }) {
    const { db, adcode, concerns } = context
    concerns(id)
    const [own, people] = await Promise.all([
      // Whoever keeps accounts hands over what they need not see otherwise.
      findOwnCases(db.ofCounty(adcode), adcode, id),
      findColleagues(db, adcode),
    ])
    const others = new Map(people.filter((it) => it.id !== id).map((it) => [it.id, it]))
    const chosen = new Map(choices.map((it) => [keyOf(it.caseId, it.work), it.toId]))
    requireAllChosen(own, chosen)
    const closed = await planClosing(context, id)
    const lines: HandedOver[] = []
    for (const it of own) lines.push(...(await handOver(context, it, chosen, others, `离岗移交：${reason}`)))
    if (filtersToId !== null) await handOverFilters(context, id, others.get(filtersToId))
    return { id, lines, endedSessions: closed.sessions }
  },
}

/** The choices speak of exactly what the person has: nothing is forgotten, and nothing is moved that went on meanwhile. */
function requireAllChosen(own: readonly OwnCase[], chosen: Choices): void {
  const there = own.flatMap(({ record, work }) =>
    work.map((kind) => ({ key: keyOf(record.id, kind), number: numberOf(record) })),
  )
  const left = there.filter((it) => !chosen.has(it.key))
  if (left.length) throw CaseProblem.workLeft({ numbers: left.map((it) => it.number) })
  if (chosen.size > there.length) throw CaseProblem.workGone({})
}

/** Moves everything that the person has in one case, as one change of its row. */
async function handOver(
  context: Context,
  { record, work, holdVersion }: OwnCase,
  chosen: Choices,
  others: ReadonlyMap<string, Colleague>,
  reason: string,
): Promise<HandedOver[]> {
  const { db, adcode, now, actor, write, announce } = context
  const clocks = await getClockContext(db, adcode, now, record.leadUnitId)
  const entries: CaseEntry[] = []
  const lines: HandedOver[] = []
  let current = record
  for (const kind of work) {
    const toId = chosen.get(keyOf(record.id, kind)) ?? null
    const successor = toId === null ? undefined : others.get(toId)
    const isRight =
      toId === null
        ? canGoBack(current, kind)
        : successor !== undefined &&
          canTakeOver(current, kind, successor, clocks.settings) &&
          (kind !== 'hand' || mayReadAs(successor, current))
    if (!isRight) throw CaseProblem.successorWrong({ number: numberOf(record) })
    lines.push({ caseId: record.id, number: numberOf(record), work: kind, toName: successor?.name ?? null })
    const step = stepFor(current, kind, toId, reason)
    if (!step) continue
    const decided = decide({
      record: current,
      action: step.action,
      data: step.input,
      actor: { ...toCaseActor(actor), isSystem: true },
      context: clocks,
    })
    entries.push(decided.entry)
    current = decided.record
    announce({ name: caseAnnouncementName(step.action), subjectId: record.id, data: toAnnouncement(current) })
  }
  const toHold = work.includes('hand') ? (chosen.get(keyOf(record.id, 'hand')) ?? null) : undefined
  if (entries.length)
    writeChanged(
      write,
      record,
      current,
      entries,
      toHold === undefined ? {} : holdOf(toHold, now, holdVersion),
    )
  else if (toHold !== undefined) writeHold(write, { record, holderId: null, holdVersion }, toHold, now)
  if (toHold !== undefined)
    announce({ name: 'case.held', subjectId: record.id, data: toAnnouncement(current) })
  return lines
}

const holdOf = (holderId: string | null, now: Date, holdVersion: number) => ({
  holder_id: holderId,
  held_at: holderId === null ? null : now,
  hold_version: holdVersion + 1,
})

/** Shared lists go on under the name of a colleague; whose name is taken there gets the name of who left beside it. */
async function handOverFilters(context: Context, id: string, to: Colleague | undefined): Promise<void> {
  const { db, adcode, now, write } = context
  if (!to) throw CaseProblem.successorWrong({ number: '—' })
  const names = new Set((await findSharedFilters(db, adcode, to.id)).map((it) => it.name))
  for (const it of await findSharedFilters(db, adcode, id))
    write.update(
      'cases.saved_filters',
      { adcode, id: it.id, version: it.version },
      {
        owner_id: to.id,
        owner_name: to.name,
        name: names.has(it.name) ? `${it.name} · ${it.ownerName}` : it.name,
        version: it.version + 1,
        changed_at: now,
      },
    )
}
