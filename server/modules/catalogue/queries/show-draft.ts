/** What the editor asks of a draft: whether there is one, its tree, one class, and what is to be said against it. */
import type { z } from 'zod'
import type {
  CatalogueClass,
  CatalogueContent,
  CatalogueVersion,
  Major,
} from '#domain/catalogue/catalogue.ts'
import { type ClassCode, type ClassKind, nextLocalCode } from '#domain/catalogue/class-code.ts'
import { countChanges, differenceOf } from '#domain/catalogue/difference.ts'
import { type DraftClass, toDraftClass, toDraftHead } from '#domain/catalogue/draft.ts'
import type {
  checkDraftEndpoint,
  DraftClassLine,
  draftStates,
  showDraftClassEndpoint,
  showDraftEndpoint,
  showDraftTreeEndpoint,
} from '#domain/catalogue/draft-contract.ts'
import { checkDraft } from '#domain/catalogue/draft-rules.ts'
import { chinaDayOf } from '#domain/china-time.ts'
import type { Database } from '#platform/database/database.ts'
import type { Query } from '#platform/query.ts'
import { earliestFirstDay } from '../commands/import-catalogue.ts'
import { findCurrentEdition, type LoadedDraft, loadDraft } from '../draft-content.ts'
import { findOpenDraft, getDraft, type StoredRow } from '../draft-store.ts'
import { findVersions } from './find-versions.ts'

type Reply<E extends { reply: z.ZodType }> = z.input<E['reply']>
type OneDraft = { readonly id: string }

/** The open draft, and what one may begin from. */
export const showDraft: Query<object, Reply<typeof showDraftEndpoint>> = {
  name: 'catalogue-draft.show',
  async run({ db, actor: { adcode } }) {
    const [draft, current, versions] = await Promise.all([
      findOpenDraft(db, adcode),
      findCurrentEdition(db, adcode),
      findVersions(db, adcode),
    ])
    const imported = versions.filter((it: CatalogueVersion) => it.adcode === adcode && it.state === 'draft')
    if (!draft) return { draft: null, current: current ?? null, imported }
    const { base, content } = await loadDraft(db, draft)
    const { id, state, baseId, startedAt, startedByName } = draft
    return {
      draft: {
        id,
        state,
        baseId,
        startedAt: startedAt.toISOString(),
        startedByName,
        changes: countChanges(differenceOf(base, content)),
        isBaseCurrent: current?.id === baseId,
      },
      current: current ?? null,
      imported,
    }
  },
}

type State = (typeof draftStates)[number]
type Coded = { readonly kind: ClassKind; readonly code: string }
const keyOf = (it: Coded): string => `${it.kind} ${it.code}`

const touched = (row: StoredRow | undefined) => ({
  rowVersion: row?.version ?? 0,
  changedByName: row && !row.isUndone ? row.changedByName : null,
  changedAt: row && !row.isUndone ? row.changedAt.toISOString() : null,
})

/** What became of each thing: those of both contents, and those of the national list that neither has. */
function statesOf<It extends Coded>(
  before: readonly It[],
  after: readonly It[],
  national: readonly It[],
  isChanged: (key: string) => boolean,
): { it: It; state: State }[] {
  const [old, fresh] = [
    new Map(before.map((it) => [keyOf(it), it])),
    new Map(after.map((it) => [keyOf(it), it])),
  ]
  const all = [
    ...after.map((it) => {
      const key = keyOf(it)
      const state: State = !old.has(key) ? 'added' : isChanged(key) ? 'changed' : 'same'
      return { it, state }
    }),
    ...before.filter((it) => !fresh.has(keyOf(it))).map((it) => ({ it, state: 'off' as const })),
    ...national
      .filter((it) => !fresh.has(keyOf(it)) && !old.has(keyOf(it)))
      .map((it) => ({ it, state: 'available' as const })),
  ]
  return all.sort((a, b) => (keyOf(a.it) < keyOf(b.it) ? -1 : 1))
}

function majorLines({ base, content, national, rows }: LoadedDraft) {
  const names = new Map(base.majors.map((it) => [keyOf(it), `${it.name} ${it.nameEn}`]))
  const isNational = new Set(national.majors.map(keyOf))
  const after = new Map(content.majors.map((it: Major) => [keyOf(it), `${it.name} ${it.nameEn}`]))
  const codes = [...content.classes, ...base.classes]
  return statesOf(
    base.majors,
    content.majors,
    national.majors,
    (key) => names.get(key) !== after.get(key),
  ).map(({ it, state }) => ({
    ...it,
    state,
    isNational: isNational.has(keyOf(it)),
    rowVersion: rows.get(`major ${keyOf(it)}`)?.version ?? 0,
    nextCode:
      content.head.codeScheme === '2+3'
        ? (nextLocalCode(
            it.code,
            codes.filter((one) => one.kind === it.kind).map((one) => one.code),
          ) ?? null)
        : null,
  }))
}

function classLines(loaded: LoadedDraft): DraftClassLine[] {
  const { base, content, national, rows } = loaded
  const faults = checkDraft(content, national).filter((it) => it.severity === 'fault')
  const faultCounts = Map.groupBy(faults, (it) => `${it.kind} ${it.code}`)
  const counts = Map.groupBy(content.conditions, (it) => `${it.kind} ${it.classCode}`)
  const isNational = new Set(national.classes.map(keyOf))
  const isChanged = (key: string): boolean => rows.get(`class ${key}`)?.isUndone === false
  return statesOf<CatalogueClass>(base.classes, content.classes, national.classes, isChanged).map(
    ({ it, state }) => ({
      kind: it.kind,
      code: it.code,
      majorCode: it.majorCode,
      name: it.name,
      state,
      isNational: isNational.has(keyOf(it)),
      conditions: counts.get(keyOf(it))?.length ?? 0,
      faults: faultCounts.get(keyOf(it))?.length ?? 0,
      synonyms: it.synonyms,
    }),
  )
}

/** Majors and classes of a draft. */
export const showDraftTree: Query<OneDraft, Reply<typeof showDraftTreeEndpoint>> = {
  name: 'catalogue-draft.tree',
  async run({ db, actor }, { id }) {
    const loaded = await loadDraft(db, await getDraft(db, actor.adcode, id))
    const { base, content, rows } = loaded
    return {
      head: {
        before: toDraftHead(base.head),
        after: toDraftHead(content.head),
        codeScheme: content.head.codeScheme,
        ...touched(rows.get('head')),
      },
      majors: majorLines(loaded),
      classes: classLines(loaded),
    }
  },
}

function classIn(content: CatalogueContent, of: Coded): DraftClass | null {
  const found = content.classes.find((it) => keyOf(it) === keyOf(of))
  return found ? toDraftClass(found, content.conditions) : null
}

/** One class of a draft. */
export const showDraftClass: Query<
  OneDraft & { kind: ClassKind; code: ClassCode },
  Reply<typeof showDraftClassEndpoint>
> = {
  name: 'catalogue-draft.class',
  async run({ db, actor }, { id, kind, code }) {
    const { base, content, national, rows } = await loadDraft(db, await getDraft(db, actor.adcode, id))
    const of = { kind, code }
    const ruled = national.classes.find((it) => keyOf(it) === keyOf(of))
    const row = rows.get(`class ${keyOf(of)}`)
    return {
      before: classIn(base, of),
      after: classIn(content, of),
      national: ruled ? { name: ruled.name, nameEn: ruled.nameEn, majorCode: ruled.majorCode } : null,
      ...touched(row),
      isChanged: row?.isUndone === false,
      findings: checkDraft(content, national).filter((it) => it.kind === kind && it.code === code),
    }
  },
}

type Loose = Reply<typeof checkDraftEndpoint>['crosswalk']

/** Lines of crosswalks that speak of classes which the draft no longer has. */
async function looseLines(db: Database, adcode: string, { base, content }: LoadedDraft): Promise<Loose> {
  const left = new Set(content.classes.map(keyOf))
  const gone = new Set(base.classes.map(keyOf).filter((it) => !left.has(it)))
  if (gone.size === 0) return []
  const lines = await db.rows<Loose[number]>(
    `select from_series as "fromSeries", to_series as "toSeries", relation,
       case when from_series = $2 then from_kind else to_kind end as kind,
       case when from_series = $2 then from_code else to_code end as code
     from catalogue.crosswalk_lines
     where (adcode is null or adcode = $1) and (from_series = $2 or to_series = $2) order by ordinal`,
    [adcode, content.head.series],
  )
  return lines.filter((it) => it.kind !== null && gone.has(keyOf(it)))
}

/** Everything to be said before a draft is published. */
export const showDraftCheck: Query<OneDraft, Reply<typeof checkDraftEndpoint>> = {
  name: 'catalogue-draft.check',
  async run({ db, actor: { adcode }, now }, { id }) {
    const loaded = await loadDraft(db, await getDraft(db, adcode, id))
    const { base, content, national } = loaded
    return {
      findings: checkDraft(content, national),
      changes: countChanges(differenceOf(base, content)),
      crosswalk: await looseLines(db, adcode, loaded),
      earliest: (await earliestFirstDay(db, now, { series: content.head.series, adcode })) ?? chinaDayOf(now),
      hasNationalList: national.classes.length > 0,
    }
  },
}
