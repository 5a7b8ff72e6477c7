/**
 * A column whose texts are sealed. A module names its columns once; by that list they are sealed anew when the key
 * changes, counted, and checked. What was written before the column was sealed stands open until the job has come by,
 * so a reader takes both.
 */
import { cellContext, isSealed, type Sealer } from './sealer.ts'

export type SealedColumn = {
  /** `schema.table`; its key is the county and `key`. */
  readonly table: string
  readonly column: string
  /** `id` unless another is named. */
  readonly key?: string
  /** Another column by which rows of equal values are found. */
  readonly hash?: {
    readonly column: string
    /** What is compared of a text: equal for all ways to write one number, say; null where there is nothing to find. */
    of(plain: string): string | null
  }
}

type Place = { readonly adcode: string; readonly id: string }

const contextOf = ({ table, column }: SealedColumn, { adcode, id }: Place): string =>
  cellContext(table, column, adcode, id)

/** What a cell keeps of `plain`. */
export const sealCell = (
  sealer: Sealer,
  column: SealedColumn,
  place: Place,
  plain: string | null,
): string | null => (plain === null ? null : sealer.seal(plain, contextOf(column, place)))

/** What a cell says; throws `sealing.damaged`, `sealing.key-unknown`. */
export const openCell = (
  sealer: Sealer,
  column: SealedColumn,
  place: Place,
  kept: string | null,
): string | null => (kept === null || !isSealed(kept) ? kept : sealer.open(kept, contextOf(column, place)))

const hashContext = ({ table, hash }: SealedColumn): string => `${table}.${hash?.column}`

/** What the hash column of the cell keeps. */
export function hashCell(sealer: Sealer, column: SealedColumn, plain: string | null): string | null {
  const compared = plain === null ? null : (column.hash?.of(plain) ?? null)
  return compared === null ? null : sealer.keyedHash(compared, hashContext(column))
}

/** What a search for `plain` compares the hash column with: one hash a key that is in use. */
export function searchedHashes(sealer: Sealer, column: SealedColumn, plain: string): string[] {
  const compared = column.hash?.of(plain) ?? null
  return compared === null ? [] : sealer.keyedHashes(compared, hashContext(column))
}
