/**
 * Serial numbers, unique under any concurrency: a process reserves a block in one statement of its own and hands it
 * out from memory, but for numbers that a case has already, because it brought it from another system. What a process did not use when it ends is a gap, which the trade allows.
 */
import { caseNumber, chinaDateDigits } from '#domain/cases/numbers.ts'
import type { Database } from '#platform/database/database.ts'

export type SerialName = 'case' | 'report'

const blockSize = 50
const reserve = `
  insert into cases.serials (adcode, name, on_date, next) values ($1, $2, $3, $4)
  on conflict on constraint serials_pkey do update set next = cases.serials.next + $4
  returning next`

const inUse = 'select number from cases.cases where adcode = $1 and number = any($2::text[])'

type Block = { next: number; end: number; taken: ReadonlySet<number>; refill: Promise<void> | undefined }
type Key = { readonly adcode: string; readonly name: SerialName; readonly at: Date }
const blocks = new WeakMap<Database, Map<string, Block>>()

/** The next serial of `name` on the day of `at`, in China. */
export async function takeSerial(
  { house: db }: Database,
  adcode: string,
  name: SerialName,
  at: Date,
): Promise<number> {
  const known = blocks.get(db) ?? new Map<string, Block>()
  blocks.set(db, known)
  const key = `${adcode}/${name}/${chinaDateDigits(at)}`
  const block = known.get(key) ?? { next: 1, end: 0, taken: new Set<number>(), refill: undefined }
  known.set(key, block)
  for (;;) {
    while (block.next > block.end) {
      block.refill ??= refill(db, block, { adcode, name, at }).finally(() => {
        block.refill = undefined
      })
      await block.refill
    }
    const serial = block.next++
    if (!block.taken.has(serial)) return serial
  }
}

async function refill(db: Database, block: Block, { adcode, name, at }: Key): Promise<void> {
  const [row] = await db.rows<{ next: number }>(reserve, [adcode, name, chinaDateDigits(at), blockSize])
  if (!row) throw new Error('no serial was reserved')
  const first = row.next - blockSize + 1
  block.taken = name === 'case' ? await findTaken(db, adcode, at, first) : new Set()
  block.end = row.next
  block.next = first
}

/** The serials of a block that stand in the number of a case. */
async function findTaken(db: Database, adcode: string, at: Date, first: number): Promise<Set<number>> {
  const serials = Array.from({ length: blockSize }, (_, index) => first + index)
  const byNumber = new Map(serials.map((it) => [caseNumber(adcode, at, it), it]))
  const rows = await db.rows<{ number: string }>(inUse, [adcode, [...byNumber.keys()]])
  return new Set(rows.flatMap(({ number }) => byNumber.get(number) ?? []))
}
