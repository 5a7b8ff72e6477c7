/** The rows of drafts, and what they mean. */
import { DraftRow, draftRowKey } from '#domain/catalogue/draft.ts'
import { DraftProblem } from '#domain/catalogue/problems.ts'
import type { Actor } from '#platform/actor.ts'
import type { Database } from '#platform/database/database.ts'
import type { RowWrites } from '#platform/database/row-writes.ts'
import { isId } from '#platform/ids.ts'

/** A draft as it is kept. */
export type Draft = {
  readonly id: string
  readonly adcode: string
  readonly baseId: string
  readonly importedId: string | null
  readonly state: 'open' | 'published' | 'discarded'
  readonly startedAt: Date
  readonly startedByName: string
  readonly version: number
}

/** A row of a draft as it is kept, with who changed it last. */
export type StoredRow = {
  readonly key: string
  readonly row: DraftRow
  readonly isUndone: boolean
  readonly version: number
  readonly changedAt: Date
  readonly changedByName: string
}

const draftColumns = `d.id, d.adcode, d.base_id as "baseId", d.imported_id as "importedId", d.state,
  d.started_at as "startedAt", d.started_by_name as "startedByName", d.version`

/** The county's draft of that id, in whatever state. */
export async function findDraft(db: Database, adcode: string, id: string): Promise<Draft | undefined> {
  if (!isId(id)) return undefined
  const [draft] = await db.rows<Draft>(
    `select ${draftColumns} from catalogue.drafts d where d.adcode = $1 and d.id = $2`,
    [adcode, id],
  )
  return draft
}

/** The draft that the county has open. */
export async function findOpenDraft(db: Database, adcode: string): Promise<Draft | undefined> {
  const [draft] = await db.rows<Draft>(
    `select ${draftColumns} from catalogue.drafts d where d.adcode = $1 and d.state = 'open'`,
    [adcode],
  )
  return draft
}

/** The county's draft, or a Problem. */
export async function getDraft(db: Database, adcode: string, id: string): Promise<Draft> {
  const draft = await findDraft(db, adcode, id)
  if (!draft) throw DraftProblem.notFound({ id })
  return draft
}

/** The county's draft while it can be changed, or a Problem. */
export async function getOpenDraft(db: Database, adcode: string, id: string): Promise<Draft> {
  const draft = await getDraft(db, adcode, id)
  if (draft.state !== 'open') throw DraftProblem.notOpen({ state: draft.state })
  return draft
}

type Kept = Omit<StoredRow, 'row'> & {
  what: string
  kind: string | null
  code: string | null
  content: unknown
}

/** All rows of a draft, undone ones too, by key. */
export async function findDraftRows(db: Database, { adcode, id }: Draft): Promise<Map<string, StoredRow>> {
  const rows = await db.rows<Kept>(
    `select key, what, kind, code, content, is_undone as "isUndone", version, changed_at as "changedAt",
       changed_by_name as "changedByName"
     from catalogue.draft_rows where adcode = $1 and draft_id = $2 order by key`,
    [adcode, id],
  )
  return new Map(
    rows.map(({ what, kind, code, content, ...rest }) => {
      const row = DraftRow.parse(what === 'head' ? { what, content } : { what, kind, code, content })
      return [rest.key, { ...rest, row }]
    }),
  )
}

/** Writes the beginning of a draft. */
export const writeDraft = (
  write: RowWrites,
  it: Pick<Draft, 'id' | 'adcode' | 'baseId' | 'importedId'>,
  by: { actor: Actor; at: Date },
): void =>
  write.insert('catalogue.drafts', {
    adcode: it.adcode,
    id: it.id,
    base_id: it.baseId,
    imported_id: it.importedId,
    state: 'open',
    started_at: by.at,
    started_by: by.actor.id,
    started_by_name: by.actor.name,
    note: '',
    version: 1,
  })

const counted = ({ adcode, id, version }: Draft) => ({ adcode, id, state: 'open', version })

/** Counts a change of the draft; somebody who ended or changed it meanwhile makes the act decide again. */
export const writeTouched = (write: RowWrites, draft: Draft): void =>
  write.update('catalogue.drafts', counted(draft), { version: draft.version + 1 })

/** Lays the draft over another edition. */
export const writeMoved = (write: RowWrites, draft: Draft, baseId: string): void =>
  write.update('catalogue.drafts', counted(draft), { base_id: baseId, version: draft.version + 1 })

/** Ends a draft. */
export const writeDraftEnd = (
  write: RowWrites,
  draft: Draft,
  end: {
    state: 'published' | 'discarded'
    actor: Actor
    at: Date
    versionId?: string
    validFrom?: string
    note?: string
  },
): void =>
  write.update('catalogue.drafts', counted(draft), {
    state: end.state,
    ended_at: end.at,
    ended_by: end.actor.id,
    ended_by_name: end.actor.name,
    version_id: end.versionId ?? null,
    valid_from: end.validFrom ?? null,
    note: end.note ?? '',
    version: draft.version + 1,
  })

/** Columns of a row that `row` decides. */
export const toRowColumns = (row: DraftRow) => ({
  what: row.what,
  kind: row.what === 'head' ? null : row.kind,
  code: row.what === 'head' ? null : row.code,
  content: row.content,
})

/** Writes rows that the draft did not have. */
export const writeNewRows = (
  write: RowWrites,
  draft: Pick<Draft, 'adcode' | 'id'>,
  rows: readonly DraftRow[],
  by: { actor: Actor; at: Date },
): void =>
  write.insert(
    'catalogue.draft_rows',
    rows.map((row) => ({
      adcode: draft.adcode,
      draft_id: draft.id,
      key: draftRowKey(row),
      ...toRowColumns(row),
      is_undone: false,
      version: 1,
      changed_at: by.at,
      changed_by: by.actor.id,
      changed_by_name: by.actor.name,
    })),
  )

/** Writes over a row that somebody saw at `version`. */
export const writeChangedRow = (
  write: RowWrites,
  draft: Draft,
  it: { key: string; version: number; isUndone: boolean; row?: DraftRow },
  by: { actor: Actor; at: Date },
): void =>
  write.update(
    'catalogue.draft_rows',
    { adcode: draft.adcode, draft_id: draft.id, key: it.key, version: it.version },
    {
      ...(it.row ? toRowColumns(it.row) : {}),
      is_undone: it.isUndone,
      version: it.version + 1,
      changed_at: by.at,
      changed_by: by.actor.id,
      changed_by_name: by.actor.name,
    },
  )
