/**
 * Carries the rows of a table into the house in batches of at most a thousand. Each batch is one act, so a file that
 * breaks off in the middle is simply imported again: what stands already is answered from the log and changes nothing.
 */
import { hash } from 'node:crypto'
import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import type { Finding, ImportReport, TableRow } from '#domain/table.ts'

/** What one row came to: an item to put, or the reasons why there is none. */
export type RowOutcome<Item> = {
  readonly item: Item | undefined
  readonly warned: readonly Finding[]
  readonly refused: readonly Finding[]
}

export type RowItem<Item> = { readonly row: number; readonly item: Item }

/** What the house said to a batch; items neither accepted nor refused do not exist. */
export type BatchOutcome = {
  readonly warned: readonly Finding[]
  readonly refused: readonly Finding[]
}

export type ImportProgress = { readonly read: number; readonly accepted: number; readonly refused: number }

export type ImportPlan<Item> = {
  readonly rows: AsyncIterable<TableRow>
  read(row: TableRow): RowOutcome<Item>
  /** Puts a batch, or only judges it on a dry run. `number` counts from 1. */
  put(batch: readonly RowItem<Item>[], number: number): Promise<BatchOutcome>
  /** How many batches may be on their way at once; more than one only where no batch builds on an earlier one. */
  readonly atOnce?: number
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined
  /** How many rows a batch has, up to `batchSize`: fewer where others wait while one is put together. */
  readonly rowsOfBatch?: number | undefined
}

/** The most rows of one act. */
export const batchSize = 1000

/** Runs a plan to its end and tells what became of every row. While a batch is put, the next one is read. */
export async function importBatches<Item>(plan: ImportPlan<Item>): Promise<ImportReport> {
  const warned: Finding[] = []
  const refused: Finding[] = []
  let [read, accepted, pending, number] = [0, 0, 0, 0]
  let batch: RowItem<Item>[] = []
  const underWay = new Set<Promise<void>>()
  let failure: { readonly error: unknown } | undefined
  const put = async (items: readonly RowItem<Item>[]): Promise<void> => {
    try {
      const outcome = await plan.put(items, ++number)
      warned.push(...outcome.warned)
      refused.push(...outcome.refused)
      accepted += items.length - new Set(outcome.refused.map((it) => it.row)).size
    } catch (error) {
      failure ??= { error }
    }
    pending -= items.length
  }
  const flush = async (): Promise<void> => {
    while (underWay.size >= (plan.atOnce ?? 1)) await Promise.race(underWay)
    if (failure || !batch.length) return
    const putting: Promise<void> = put(batch).finally(() => underWay.delete(putting))
    underWay.add(putting)
    pending += batch.length
    batch = []
    // Rows that are already in memory come without a pause; here what is on its way gets one to move on in.
    await turnOfTheLoop()
  }
  const tell = () => plan.onProgress?.({ read, accepted, refused: read - accepted - pending - batch.length })
  try {
    for await (const row of plan.rows) {
      read += 1
      const outcome = plan.read(row)
      warned.push(...outcome.warned)
      refused.push(...outcome.refused)
      if (outcome.item !== undefined && !outcome.refused.length)
        batch.push({ row: row.rowNumber, item: outcome.item })
      if (batch.length === (plan.rowsOfBatch ?? batchSize)) await flush()
      if (failure) break
      if (read % batchSize === 0) tell()
    }
    await flush()
  } finally {
    // Also where the file breaks off: whoever is told must find what was on its way written or not, never under way.
    await Promise.all(underWay)
  }
  if (failure) throw failure.error
  tell()
  return { read, accepted, warned: warned.sort(byRow), refused: refused.sort(byRow) }
}

const byRow = (a: Finding, b: Finding): number => a.row - b.row

/**
 * The request id of a batch: the file it came from, its number, and what it holds, so that the same file sent twice
 * meets its own answers, while a mended mapping makes new requests of the same file.
 */
export function batchRequestId(fileDigest: string, number: number, batch: unknown): string {
  const content = hash('sha256', JSON.stringify(batch), 'base64url')
  return `import-${fileDigest.slice(0, 16)}-${number}-${content.slice(0, 22)}`
}
