/**
 * Serial numbers, unique under any concurrency: a process reserves a block in one statement of its own and hands it
 * out from memory. What a process did not use when it ends is a gap, which the trade allows.
 */
import { chinaDateDigits } from '#domain/cases/numbers.ts'
import type { Database } from '#platform/database/database.ts'

export type SerialName = 'case' | 'report'

const blockSize = 50
const reserve = `
  insert into cases.serials (adcode, name, on_date, next) values ($1, $2, $3, $4)
  on conflict on constraint serials_pkey do update set next = cases.serials.next + $4
  returning next`

type Block = { next: number; end: number; refill: Promise<void> | undefined }
const blocks = new WeakMap<Database, Map<string, Block>>()

/** The next serial of `name` on the day of `at`, in China. */
export async function takeSerial(db: Database, adcode: string, name: SerialName, at: Date): Promise<number> {
  const onDate = chinaDateDigits(at)
  const known = blocks.get(db) ?? new Map<string, Block>()
  blocks.set(db, known)
  const key = `${adcode}/${name}/${onDate}`
  const block = known.get(key) ?? { next: 1, end: 0, refill: undefined }
  known.set(key, block)
  while (block.next > block.end) {
    block.refill ??= refill(db, block, [adcode, name, onDate]).finally(() => {
      block.refill = undefined
    })
    await block.refill
  }
  return block.next++
}

async function refill(db: Database, block: Block, key: readonly string[]): Promise<void> {
  const [row] = await db.rows<{ next: number }>(reserve, [...key, blockSize])
  if (!row) throw new Error('no serial was reserved')
  block.end = row.next
  block.next = row.next - blockSize + 1
}
