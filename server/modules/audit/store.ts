/** The rows of proofs and exports. */
import type { AuditRun } from '#domain/audit/audit-run.ts'
import type { Database } from '#platform/database/database.ts'
import type { RowWrites } from '#platform/database/row-writes.ts'

/** A run as its making sees it. */
export type RunRecord = Pick<AuditRun, 'id' | 'kind' | 'state' | 'total' | 'done' | 'from' | 'to'> & {
  readonly adcode: string
  readonly ownerId: string
  readonly ownerName: string
  readonly language: 'zh' | 'en' | null
  readonly requestedAt: Date
  readonly version: number
}

const columns = `adcode, id, kind, owner_id as "ownerId", owner_name as "ownerName", state, from_date as "from", to_date as "to",
  language, total, done, requested_at as "requestedAt", version`

/** The run of `id`. */
export async function findRun(db: Database, adcode: string, id: string): Promise<RunRecord | undefined> {
  const [row] = await db.rows<RunRecord>(`select ${columns} from audit.runs where adcode = $1 and id = $2`, [
    adcode,
    id,
  ])
  return row
}

/** What is to be done now: runs that wait, and those that have been silent since `silentSince`. */
export const findRunsToMake = (db: Database, silentSince: Date): Promise<RunRecord[]> =>
  db.rows(
    `select ${columns} from audit.runs
     where state = 'waiting' or (state = 'running' and heard_at < $1) order by requested_at limit 20`,
    [silentSince],
  )

/** Exports whose file is older than `before`. */
export const findExportsToDrop = (db: Database, before: Date): Promise<RunRecord[]> =>
  db.rows(
    `select ${columns} from audit.runs where kind = 'export' and state = 'done' and finished_at < $1
     order by finished_at limit 500`,
    [before],
  )

type ShownRow = Omit<AuditRun, 'requestedAt' | 'finishedAt'> & { requestedAt: Date; finishedAt: Date | null }

const shown = `id, kind, state, from_date as "from", to_date as "to", total, done, owner_name as "requestedByName",
  requested_at as "requestedAt", finished_at as "finishedAt", jsonb_array_length(result->'faults') as faults, problem_code as "problemCode"`

const toShown = (it: ShownRow): AuditRun => ({
  ...it,
  requestedAt: it.requestedAt.toISOString(),
  finishedAt: it.finishedAt?.toISOString() ?? null,
})

/** The newest run of a kind, whatever came of it. */
export async function findNewestRun(
  db: Database,
  adcode: string,
  kind: AuditRun['kind'],
): Promise<AuditRun | undefined> {
  const [row] = await db.rows<ShownRow>(
    `select ${shown} from audit.runs where adcode = $1 and kind = $2 order by requested_at desc limit 1`,
    [adcode, kind],
  )
  return row && toShown(row)
}

/** The exports of a person that are not gone, newest first. */
export const findExportsOf = async (db: Database, adcode: string, ownerId: string): Promise<AuditRun[]> =>
  (
    await db.rows<ShownRow>(
      `select ${shown} from audit.runs where adcode = $1 and kind = 'export' and owner_id = $2 and state <> 'gone'
       order by requested_at desc limit 20`,
      [adcode, ownerId],
    )
  ).map(toShown)

/** What the newest proof that came to its end found. */
export async function findNewestProof(
  db: Database,
  adcode: string,
): Promise<{ result: unknown; finishedAt: Date } | undefined> {
  const [row] = await db.rows<{ result: unknown; finishedAt: Date }>(
    `select result, finished_at as "finishedAt" from audit.runs
     where adcode = $1 and kind = 'check' and state = 'done' order by requested_at desc limit 1`,
    [adcode],
  )
  return row
}

/** A new run as a row. */
export function writeNewRun(
  write: RowWrites,
  it: Pick<RunRecord, 'adcode' | 'id' | 'kind' | 'ownerId' | 'ownerName'> & {
    readonly days?: { readonly from: string; readonly to: string; readonly language: string }
  },
  now: Date,
): void {
  write.insert('audit.runs', {
    adcode: it.adcode,
    id: it.id,
    kind: it.kind,
    owner_id: it.ownerId,
    owner_name: it.ownerName,
    state: 'waiting',
    from_date: it.days?.from ?? null,
    to_date: it.days?.to ?? null,
    language: it.days?.language ?? null,
    requested_at: now,
    heard_at: now,
    version: 1,
  })
}

/** Changes a run, guarded by the version it was read in. */
export function writeRunChange(
  write: RowWrites,
  { adcode, id, version }: Pick<RunRecord, 'adcode' | 'id' | 'version'>,
  changes: Readonly<Record<string, unknown>>,
): void {
  write.update('audit.runs', { adcode, id, version }, { ...changes, version: version + 1 })
}
