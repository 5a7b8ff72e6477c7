/**
 * What an action refers to must exist: units, people, photos, conditions, the leading case. Checked before the
 * decision, so that the log never points nowhere.
 */
import type { CaseRecord } from '#domain/cases/case-record.ts'
import { limitFor } from '#domain/cases/filing-limit.ts'
import type { CaseActionName } from '#domain/cases/life-cycle.ts'
import { caseNumber } from '#domain/cases/numbers.ts'
import { CaseProblem } from '#domain/cases/problems.ts'
import type { CaseSettings } from '#domain/cases/settings.ts'
import { caseStates } from '#domain/cases/state.ts'
import { findCondition } from '#modules/catalogue/index.ts'
import { findComponentByCode } from '#modules/components/index.ts'
import { findMissingPhoto } from '#modules/evidence/index.ts'
import type { Database } from '#platform/database/database.ts'
import { newId } from '#platform/ids.ts'
import { type Addressed, answerDue, findAddressed } from './addressed.ts'
import { disposingKinds, organisationsById } from './case-names.ts'
import { requireOnDuty } from './require-on-duty.ts'
import { takeSerial } from './serials.ts'
import { findCase } from './store.ts'
import { isUsableCatalogue } from './usable-catalogue.ts'

type Data = Readonly<Record<string, unknown>>
export type Reference = {
  db: Database
  adcode: string
  now: Date
  record: CaseRecord
  settings: CaseSettings
}
type Check = (reference: Reference, data: Data) => Promise<Data | undefined>

async function requireUnits({ db, adcode }: Reference, ids: readonly unknown[]): Promise<void> {
  const known = await organisationsById(db, adcode)
  for (const id of ids)
    if (typeof id === 'string' && (known.get(id)?.endedAt || !disposingKinds.has(known.get(id)?.kind ?? '')))
      throw CaseProblem.unitUnknown({})
}

async function hasPost(
  db: Database,
  adcode: string,
  id: unknown,
  post: string,
  organisationId?: string | null,
): Promise<boolean> {
  const [row] = await db.rows<{ id: string }>(
    `select p.id from identity.person_facts p join identity.post_facts h on h.adcode = p.adcode and h.person_id = p.id
     where p.adcode = $1 and p.id = $2 and h.post = $3 and ($4::uuid is null or p.organisation_id = $4)`,
    [adcode, id, post, organisationId ?? null],
  )
  return row !== undefined
}

async function requireCollector({ db, adcode, now }: Reference, { collectorId }: Data): Promise<undefined> {
  if (!(await hasPost(db, adcode, collectorId, 'collector'))) throw CaseProblem.collectorUnknown({})
  await requireOnDuty(db, adcode, String(collectorId), now)
}

/** A supervision is for whoever has the case: the people of the lead unit, or the centre's while there is none. */
async function superviseWith(reference: Reference, { dueOnDate }: Data): Promise<Data> {
  const { record } = reference
  const due = await answerDue(reference, dueOnDate as string | undefined)
  const readers = await findAddressed(reference.db, record, record.leadUnitId ? 'unit' : 'centre')
  return { supervisionId: newId(), ...due, readers }
}

async function instructWith({ db, record }: Reference, { to }: Data): Promise<Data> {
  const readers = await findAddressed(db, record, to as Addressed)
  if (!readers.length) throw CaseProblem.nobodyAddressed({})
  return { instructionId: newId(), readers }
}

/** What each action must find, and what the server adds to its data. */
const checks: { readonly [A in CaseActionName]?: Check } = {
  issueVerification: requireCollector,
  issueCheck: requireCollector,
  merge: async ({ db, adcode }, { masterId }) => {
    const master = await findCase(db, adcode, String(masterId))
    if (!master || !caseStates[master.state].isOpen) throw CaseProblem.masterWrong({})
    return undefined
  },
  sendOn: async ({ db, adcode, now }, { classification, componentId }) => {
    if (typeof componentId === 'string' && !(await findComponentByCode(db, adcode, componentId)))
      throw CaseProblem.componentUnknown({ code: componentId })
    const chosen = classification as
      | { conditionId: string; kind: string; classCode: string; catalogueId: string }
      | undefined
    if (!chosen) return undefined
    const condition = await findCondition(db, chosen.conditionId)
    const fits =
      condition?.kind === chosen.kind &&
      condition.classCode === chosen.classCode &&
      condition.versionId === chosen.catalogueId &&
      (await isUsableCatalogue(db, adcode, chosen.catalogueId, now))
    if (!fits) throw CaseProblem.conditionUnknown({})
    return undefined
  },
  file: async (reference) => {
    const { db, adcode, now, record, settings } = reference
    const condition = record.conditionId ? await findCondition(db, record.conditionId) : undefined
    if (!condition) throw CaseProblem.conditionUnknown({})
    const serial = record.number ? 0 : await takeSerial(db, adcode, 'case', now)
    return {
      ...limitFor(condition, record.areaClass, settings.unknownLimit),
      ...(record.number ? {} : { number: caseNumber(adcode, now, serial) }),
    }
  },
  dispatch: async (reference, { leadUnitId, assistUnitIds, substituteForUnitId }) => {
    await requireUnits(reference, [
      leadUnitId,
      substituteForUnitId,
      ...((assistUnitIds as unknown[] | undefined) ?? []),
    ])
    return undefined
  },
  assign: async ({ db, adcode, record }, { handlerId }) => {
    if (!(await hasPost(db, adcode, handlerId, 'handler', record.leadUnitId)))
      throw CaseProblem.handlerUnknown({})
    return undefined
  },
  reassign: async ({ db, adcode, record }, { handlerId }) => {
    if (handlerId !== null && !(await hasPost(db, adcode, handlerId, 'handler', record.leadUnitId)))
      throw CaseProblem.handlerUnknown({})
    return undefined
  },
  reassignTask: requireCollector,
  requestReturn: async (reference, { suggestedUnitId }) => {
    await requireUnits(reference, [suggestedUnitId])
    return undefined
  },
  supervise: superviseWith,
  instruct: instructWith,
}

/** Checks what `data` refers to; the answer is what the server adds to it. */
export async function establish(reference: Reference, action: CaseActionName, data: Data): Promise<Data> {
  const ids = [data['photoIds'], data['documentIds']].flatMap((it) =>
    Array.isArray(it) ? (it as string[]) : [],
  )
  const missing = ids.length ? await findMissingPhoto(reference.db, reference.adcode, ids) : undefined
  if (missing) throw CaseProblem.photoUnknown({ id: missing })
  return (await checks[action]?.(reference, data)) ?? {}
}
