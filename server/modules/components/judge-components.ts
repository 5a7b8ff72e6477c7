/**
 * Decides, for a batch of drafts at once, which components are new, which change and how, and which rows are refused.
 * It only reads. A delivery that says nothing about a field changes nothing there; codes, once given, stay.
 */
import { isDeepStrictEqual } from 'node:util'
import type { ComponentDraft, DeliveredHolder, RoleHolder } from '#domain/components/component.ts'
import { whyNotComponentCode } from '#domain/components/component-code.ts'
import { representativePoint } from '#domain/components/representative-point.ts'
import type { Sentence } from '#domain/problem.ts'
import type { Finding } from '#domain/table.ts'
import { findOrganisations } from '#modules/identity/index.ts'
import type { Database } from '#platform/database/database.ts'
import { type Place, placeComponents } from './place-components.ts'
import { findComponentsByKeys } from './queries/find-components.ts'
import type { StoredComponent } from './store.ts'

export type ComponentItem = { readonly row: number; readonly draft: ComponentDraft }

/** What drafts are judged by. */
export type JudgingFrame = {
  readonly db: Database
  readonly adcode: string
  readonly now: Date
  /** The component classes there are. */
  readonly classCodes: ReadonlySet<string>
  /** Organisations that will be there by then (a dry run has not made them). */
  readonly comingOrganisations?: ReadonlySet<string> | undefined
}

/** A component to be, without the code where the ledger must still give one. */
export type FreshComponent = Omit<ComponentDraft, 'cellCode' | Role> &
  Holders &
  Place & { readonly position: [number, number] }

export type ChangedComponent = {
  readonly before: StoredComponent
  readonly after: StoredComponent
  readonly changes: Readonly<Record<string, { from: unknown; to: unknown }>>
}

export type Judgement = {
  readonly fresh: readonly FreshComponent[]
  readonly changed: readonly ChangedComponent[]
  readonly unchanged: number
  readonly warned: readonly Finding[]
  readonly refused: readonly Finding[]
}

const Reason = {
  classUnknown: (code: string): Sentence => ({
    zh: `目录中没有部件小类 ${code}`,
    en: `the catalogue has no component class ${code}`,
  }),
  outside: (adcode: string): Sentence => ({
    zh: `位置不在区县 ${adcode} 的范围内`,
    en: `the position lies outside county ${adcode}`,
  }),
  organisationUnknown: (name: string): Sentence => ({
    zh: `单位名录中没有“${name}”，只保留名称`,
    en: `"${name}" is no organisation we know; only the name is kept`,
  }),
  otherCell: (delivered: string, found: string): Sentence => ({
    zh: `所附网格 ${delivered} 与位置所在的网格 ${found} 不符，以位置为准`,
    en: `the grid ${delivered} is not the one the position lies in (${found}), which is taken`,
  }),
  classStays: (code: string, classCode: string): Sentence => ({
    zh: `部件 ${code} 已在台账中，小类不能改为 ${classCode}：编码含有小类`,
    en: `component ${code} is in the ledger already and cannot become class ${classCode}: its code names its class`,
  }),
  codeStays: (code: string): Sentence => ({
    zh: `该部件在台账中的编码是 ${code}，不能更改`,
    en: `this component has the code ${code} in the ledger, which does not change`,
  }),
  twoComponents: (code: string): Sentence => ({
    zh: `编码与外部编号指向台账中两个不同的部件（${code} 等）`,
    en: `code and external code name two different components of the ledger (${code} and another)`,
  }),
  repeated: (code: string): Sentence => ({
    zh: `编号 ${code} 在本批中已出现`,
    en: `the key ${code} has come before in this batch`,
  }),
} as const

/** Judges a batch of at most a thousand drafts. */
export async function judgeComponents(
  frame: JudgingFrame,
  items: readonly ComponentItem[],
): Promise<Judgement> {
  const { db, adcode, now } = frame
  const positions = items.map(({ draft }) => representativePoint(draft.geometry))
  const [placings, known, findOrganisation] = await Promise.all([
    placeComponents(
      db,
      adcode,
      items.map(({ draft }, index) => ({ position: positions[index] ?? [0, 0], cellCode: draft.cellCode })),
      now,
    ),
    findComponentsByKeys(db, adcode, {
      codes: items.flatMap(({ draft }) => draft.code ?? []),
      externalCodes: items.flatMap(({ draft }) => draft.externalCode ?? []),
    }),
    organisationFinder(db, adcode),
  ])
  const ledger = {
    byCode: new Map(known.map((it) => [it.code, it])),
    byExternalCode: new Map(
      known.flatMap((it) => (it.externalCode === null ? [] : [[it.externalCode, it] as const])),
    ),
  }
  const result = { fresh: [] as FreshComponent[], changed: [] as ChangedComponent[], unchanged: 0 }
  const warned: Finding[] = []
  const refused: Finding[] = []
  const seen = new Set<string>()
  for (const [index, { row, draft }] of items.entries()) {
    const placing = placings[index]
    const position = positions[index]
    if (!placing || !position) throw new RangeError('every draft has a place')
    const refuse = (column: string, reason: Sentence) => refused.push({ row, column, reason })
    const warn = (column: string, reason: Sentence) => warned.push({ row, column, reason })
    const before = findBefore(ledger, draft)
    const no = whyRefused(frame, draft, before, seen, placing.isOutside)
    if (no) {
      refuse(no.column, no.reason)
      continue
    }
    if (draft.code !== null) seen.add(draft.code)
    if (draft.externalCode !== null) seen.add(keyOf(draft.externalCode))
    const { cellCode } = placing.place
    if (draft.cellCode !== null && cellCode !== null && draft.cellCode !== cellCode)
      warn('cellCode', Reason.otherCell(draft.cellCode, cellCode))
    const holders = resolveHolders(draft, findOrganisation, (role, name) => {
      if (!frame.comingOrganisations?.has(name)) warn(role, Reason.organisationUnknown(name))
    })
    const placed = { ...draft, ...holders, ...placing.place, position }
    if (before === undefined) result.fresh.push(placed)
    else if (before !== 'two') {
      const change = changeOf(before, placed)
      if (change) result.changed.push(change)
      else result.unchanged += 1
    }
  }
  return { ...result, warned, refused }
}

type Ledger = {
  readonly byCode: ReadonlyMap<string, StoredComponent>
  readonly byExternalCode: ReadonlyMap<string, StoredComponent>
}

function findBefore(ledger: Ledger, draft: ComponentDraft): StoredComponent | 'two' | undefined {
  const byCode = draft.code === null ? undefined : ledger.byCode.get(draft.code)
  const byKey = draft.externalCode === null ? undefined : ledger.byExternalCode.get(draft.externalCode)
  return byCode && byKey && byCode.id !== byKey.id ? 'two' : (byCode ?? byKey)
}

/** Codes and external codes are kept in one set, so the latter are marked. */
const keyOf = (externalCode: string): string => `external ${externalCode}`

function whyRefused(
  { adcode, classCodes }: JudgingFrame,
  draft: ComponentDraft,
  before: StoredComponent | 'two' | undefined,
  seen: ReadonlySet<string>,
  isOutside: boolean,
): { column: string; reason: Sentence } | undefined {
  const { code, classCode, externalCode } = draft
  if (!classCodes.has(classCode)) return { column: 'classCode', reason: Reason.classUnknown(classCode) }
  if (code !== null) {
    const why = whyNotComponentCode(code, { adcode, classCode })
    if (why) return { column: 'code', reason: why }
    if (seen.has(code)) return { column: 'code', reason: Reason.repeated(code) }
  }
  if (externalCode !== null && seen.has(keyOf(externalCode)))
    return { column: 'externalCode', reason: Reason.repeated(externalCode) }
  if (before === 'two') return { column: 'code', reason: Reason.twoComponents(code ?? '') }
  if (before && before.classCode !== classCode)
    return { column: 'classCode', reason: Reason.classStays(before.code, classCode) }
  if (before && code !== null && before.code !== code)
    return { column: 'code', reason: Reason.codeStays(before.code) }
  return isOutside ? { column: 'position', reason: Reason.outside(adcode) } : undefined
}

/** Finds an organisation by any name or code under which it is known. */
async function organisationFinder(
  db: Database,
  adcode: string,
): Promise<(name: string) => string | undefined> {
  const byName = new Map<string, string>()
  for (const it of await findOrganisations(db, adcode))
    for (const name of [it.name, it.shortName, it.creditCode, it.externalCode, ...it.aliases])
      if (name !== null && !byName.has(name)) byName.set(name, it.id)
  return (name) => byName.get(name)
}

type Role = 'competent' | 'owner' | 'maintainer'
type Holders = Readonly<Record<Role, RoleHolder>>

function resolveHolders(
  draft: Readonly<Record<Role, DeliveredHolder>>,
  find: (name: string) => string | undefined,
  onUnknown: (role: Role, name: string) => void,
): Holders {
  const resolve = (role: Role): RoleHolder => {
    const { organisationId, name, code = null } = draft[role]
    const known = [code, name].flatMap((it) => (it === null ? [] : (find(it) ?? []))).at(0)
    const said = name ?? code
    if (organisationId === null && known === undefined && said !== null) onUnknown(role, said)
    return { organisationId: organisationId ?? known ?? null, name: said }
  }
  return { competent: resolve('competent'), owner: resolve('owner'), maintainer: resolve('maintainer') }
}

const comparedFields = [
  'name',
  'competent',
  'owner',
  'maintainer',
  'state',
  'firstOn',
  'changedOn',
  'dataSource',
  'address',
  'note',
  'geometry',
  'cellCode',
  'communityCode',
  'townCode',
  'attributes',
  'externalCode',
] as const

const isSaid = (value: unknown): boolean =>
  value !== null && !(typeof value === 'object' && 'name' in value && value.name === null)

/** What a draft changes about a component; undefined when nothing. */
function changeOf(before: StoredComponent, draft: FreshComponent): ChangedComponent | undefined {
  const said = { ...draft, attributes: { ...before.attributes, ...draft.attributes } }
  const changes: Record<string, { from: unknown; to: unknown }> = {}
  for (const field of comparedFields)
    if (isSaid(said[field]) && !isDeepStrictEqual(before[field], said[field]))
      changes[field] = { from: before[field], to: said[field] }
  if (Object.keys(changes).length === 0) return undefined
  const changed = Object.fromEntries(Object.entries(changes).map(([field, { to }]) => [field, to]))
  const moved = changes['geometry'] ? { position: draft.position, rawPosition: draft.rawPosition } : {}
  return { before, after: { ...before, ...changed, ...moved, version: before.version + 1 }, changes }
}
