/** A draft with everything it stands on: the edition before it, the national list, and the content that comes of it. */
import {
  type CatalogueContent,
  CatalogueHead,
  type CatalogueVersion,
  type ConditionDraft,
} from '#domain/catalogue/catalogue.ts'
import { type CatalogueChange, differenceOf } from '#domain/catalogue/difference.ts'
import { withDraftRows } from '#domain/catalogue/draft.ts'
import type { NationalList } from '#domain/catalogue/draft-rules.ts'
import { CatalogueProblem } from '#domain/catalogue/problems.ts'
import { chinaDayOf } from '#domain/china-time.ts'
import type { Database } from '#platform/database/database.ts'
import { type Draft, findDraftRows, getDraft, type StoredRow } from './draft-store.ts'
import { findClasses, findMajors, getContent } from './queries/find-classes.ts'
import { versionColumns } from './store.ts'

/** The series of a county's own catalogue where it begins from a list that is not a county's. */
const countySeries = 'county-profile'

/** The edition that a county's next one follows: it goes on without an end, perhaps from a later day on. */
export async function findCurrentEdition(
  db: Database,
  adcode: string,
): Promise<CatalogueVersion | undefined> {
  const [version] = await db.rows<CatalogueVersion>(
    `select ${versionColumns} from catalogue.versions v
     where (v.adcode is null or v.adcode = $1) and v.state = 'published' and v.valid_to is null
     order by v.adcode nulls last, array_position(array['county', 'city', 'province', 'national'], v.owner),
       v.valid_from desc, v.edition desc limit 1`,
    [adcode],
  )
  return version
}

/** The edition that goes on, or a Problem. */
export async function getCurrentEdition(db: Database, adcode: string, now: Date): Promise<CatalogueVersion> {
  const version = await findCurrentEdition(db, adcode)
  if (!version) throw CatalogueProblem.noneInForce({ adcode, onDate: chinaDayOf(now) })
  return version
}

/** The national list of codes written like these; empty where the installation has none. */
export async function findNationalList(db: Database, codeScheme: string): Promise<NationalList> {
  const [version] = await db.rows<{ id: string }>(
    `select v.id from catalogue.versions v
     where v.adcode is null and v.owner = 'national' and v.state = 'published' and v.code_scheme = $1
     order by v.valid_from desc, v.edition desc limit 1`,
    [codeScheme],
  )
  if (!version) return { majors: [], classes: [] }
  const [majors, classes] = await Promise.all([findMajors(db, version.id), findClasses(db, version.id)])
  return { majors, classes }
}

/** The content of an edition under the head that the county's next one begins with. */
export async function getBase(db: Database, baseId: string): Promise<CatalogueContent> {
  const content = await getContent(db, baseId)
  const head = CatalogueHead.parse(content.head)
  const series = head.owner === 'county' ? head.series : countySeries
  return { ...content, head: { ...head, owner: 'county', series } }
}

/** A draft with its rows and what comes of them. */
export type LoadedDraft = {
  readonly base: CatalogueContent
  readonly national: NationalList
  readonly rows: ReadonlyMap<string, StoredRow>
  readonly content: CatalogueContent
}

/** Loads a draft. */
export async function loadDraft(db: Database, draft: Draft): Promise<LoadedDraft> {
  const [base, rows] = await Promise.all([getBase(db, draft.baseId), findDraftRows(db, draft)])
  const national = await findNationalList(db, base.head.codeScheme)
  const standing = [...rows.values()].filter((it) => !it.isUndone).map((it) => it.row)
  return { base, national, rows, content: withDraftRows(base, standing) }
}

/** What a draft of the county changes, the edition it changes and the conditions it leads to; for those who use the classes. */
export async function findDraftDifference(
  db: Database,
  adcode: string,
  id: string,
): Promise<{ baseId: string; changes: CatalogueChange[]; conditions: readonly ConditionDraft[] }> {
  const draft = await getDraft(db, adcode, id)
  const { base, content } = await loadDraft(db, draft)
  return { baseId: draft.baseId, changes: differenceOf(base, content), conditions: content.conditions }
}
