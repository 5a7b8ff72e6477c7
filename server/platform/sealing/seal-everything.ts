/**
 * What is done with the sealed columns of the whole house: sealing by the key of now, county by county and in short
 * acts, so that it can stop anywhere and go on; and telling what is sealed by which key.
 */
import type { Act } from '../act.ts'
import { systemActor } from '../actor.ts'
import type { Database } from '../database/database.ts'
import type { Job } from '../jobs/jobs.ts'
import { resealRows, rowsPerAct } from './reseal-rows.ts'
import type { SealedColumn } from './sealed-column.ts'

type Parts = { readonly act: Act; readonly db: Database }

const listCounties = (db: Database, { table }: SealedColumn): Promise<{ adcode: string }[]> =>
  db.rows(`select distinct adcode from ${table} order by adcode`)

/** Seals what stands open or under an older key; the number of rows. */
export async function sealEverything(
  { act, db }: Parts,
  columns: readonly SealedColumn[],
  onProgress: (sealed: number) => void = () => {},
): Promise<number> {
  let total = 0
  for (const column of columns)
    for (const { adcode } of await listCounties(db, column))
      for (let sealed = rowsPerAct; sealed === rowsPerAct; ) {
        const done = await act(systemActor(adcode, 'sealing'), resealRows(column), {})
        sealed = done.sealed
        total += sealed
        onProgress(total)
      }
  return total
}

/** Does so by the clock; nothing is written, and no act made, where everything is sealed already. */
export const sealingJob = (columns: readonly SealedColumn[]): Job => ({
  name: 'seal what is open',
  cron: '*/5 * * * *',
  async run(context) {
    const waiting = (await surveySealing(context.db, columns)).filter(
      (it) => it.keyId !== context.sealer.currentKeyId(),
    )
    const outdated = columns.filter((it) =>
      waiting.some(({ table, column }) => table === it.table && column === it.column),
    )
    const sealed = await sealEverything(context, outdated)
    if (sealed) context.log.info({ sealed }, 'sealed by the key of now')
  },
})

/** How many texts of a column one key sealed; `keyId` is null for those that stand open. */
export type SealedCount = {
  readonly table: string
  readonly column: string
  readonly keyId: string | null
  readonly count: number
}

/** Counts the texts of every sealed column by the key that sealed them. */
export async function surveySealing(db: Database, columns: readonly SealedColumn[]): Promise<SealedCount[]> {
  const counts: SealedCount[] = []
  for (const { table, column } of columns) {
    const rows = await db.rows<{ keyId: string | null; count: string }>(
      `select (regexp_match(${column}, '^s1\\.([a-z0-9]{8})\\.'))[1] as "keyId", count(*) from ${table}
       where ${column} is not null group by 1 order by 1`,
    )
    counts.push(...rows.map(({ keyId, count }) => ({ table, column, keyId, count: Number(count) })))
  }
  return counts
}
