/**
 * Which blocks an export of some days takes: all that hold a line of them, and on both sides as far as the next seal, so
 * that what stands before the first line and after the last is held by a signature.
 */
import type { Database } from '../../database/database.ts'
import type { Seal } from '../seals.ts'

export type ExportDays = {
  readonly adcode: string
  readonly begins: Date
  /** Not in it any more. */
  readonly ends: Date
}

export type ExportRange = {
  readonly firstBlock: number
  readonly lastBlock: number
  readonly sealBefore: Seal | undefined
  readonly sealAfter: Seal | undefined
  /** How many lines the blocks have. */
  readonly total: number
}

/** The range; undefined where no linked line is of those days. */
export async function chooseRange(
  db: Database,
  { adcode, begins, ends }: ExportDays,
  seals: readonly Seal[],
): Promise<ExportRange | undefined> {
  const [span] = await db.rows<{ low: number | null; high: number | null }>(
    'select min(seq) as low, max(seq) as high from platform.audit_entries where adcode = $1 and at >= $2 and at < $3',
    [adcode, begins, ends],
  )
  if (!span || span.low === null) return undefined
  const [blocks] = await db.rows<{ first: number | null; last: number | null }>(
    `select min(b.number) as first, max(b.number) as last
     from (select number, unnest(seqs) as seq from platform.audit_blocks where high >= $1) b
     join platform.audit_entries e on e.seq = b.seq
     where e.adcode = $2 and e.at >= $3 and e.at < $4`,
    [span.low, adcode, begins, ends],
  )
  if (!blocks || blocks.first === null || blocks.last === null) return undefined
  const { first, last } = blocks
  const sealBefore = seals.filter((it) => it.block < first).at(-1)
  const sealAfter = seals.find((it) => it.block >= last)
  const firstBlock = (sealBefore?.block ?? (seals.length ? 0 : first - 1)) + 1
  const lastBlock = sealAfter?.block ?? last
  const [counted] = await db.rows<{ total: number }>(
    'select coalesce(sum(cardinality(seqs)), 0)::bigint as total from platform.audit_blocks where number between $1 and $2',
    [firstBlock, lastBlock],
  )
  return { firstBlock, lastBlock, sealBefore, sealAfter, total: counted?.total ?? 0 }
}
