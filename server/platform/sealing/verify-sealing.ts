/** Proves that every sealed column is sealed: nothing stands open, every text opens, every row is found by its hash. */
import { Problem } from '#domain/problem.ts'
import type { Database } from '../database/database.ts'
import { SealingProblem } from './problems.ts'
import { openCell, type SealedColumn, searchedHashes } from './sealed-column.ts'
import { isSealed, keyIdOf, type Sealer } from './sealer.ts'

/** What is wrong with one cell. */
export type SealingFault = {
  readonly table: string
  readonly column: string
  readonly adcode: string
  readonly id: string
  readonly fault: 'open' | 'damaged' | 'key-unknown' | 'hash-differs'
}

const rowsPerPage = 2_000

/** Opens every sealed text and tells of each that stands open, does not open, or is not found by its hash. */
export async function* verifySealing(
  db: Database,
  sealer: Sealer,
  columns: readonly SealedColumn[],
): AsyncGenerator<SealingFault | { readonly checked: number }> {
  for (const sealed of columns) {
    const { table, column, key = 'id', hash } = sealed
    for (let after: readonly [string, string] | undefined; ; ) {
      const rows = await db.rows<{ adcode: string; id: string; kept: string; hash: string | null }>(
        `select adcode, ${key} as id, ${column} as kept, ${hash?.column ?? 'null::text'} as hash from ${table}
         where ${column} is not null ${after ? `and (adcode, ${key}) > ($1, $2)` : ''}
         order by adcode, ${key} limit ${rowsPerPage}`,
        after ? [...after] : [],
      )
      for (const row of rows) {
        const fault = faultOf(sealer, sealed, row)
        if (fault) yield { table, column, adcode: row.adcode, id: row.id, fault }
      }
      yield { checked: rows.length }
      const last = rows.at(-1)
      if (!last || rows.length < rowsPerPage) break
      after = [last.adcode, last.id]
    }
  }
}

function faultOf(
  sealer: Sealer,
  sealed: SealedColumn,
  row: { adcode: string; id: string; kept: string; hash: string | null },
): SealingFault['fault'] | undefined {
  if (!isSealed(row.kept)) return 'open'
  const keyId = keyIdOf(row.kept)
  if (!keyId || !sealer.hasKey(keyId)) return 'key-unknown'
  let plain: string | null
  try {
    plain = openCell(sealer, sealed, row, row.kept)
  } catch (error) {
    if (error instanceof Problem && error.code === SealingProblem.damaged({ context: '' }).code)
      return 'damaged'
    throw error
  }
  if (!sealed.hash || plain === null) return undefined
  const hashes: (string | null)[] = searchedHashes(sealer, sealed, plain)
  return (hashes.length ? hashes : [null]).includes(row.hash) ? undefined : 'hash-differs'
}
