/** Case numbers that cannot be given again: those in use, and those of today that a running server may hold already. */
import { chinaDateDigits } from '#domain/cases/numbers.ts'
import type { Database } from '#platform/database/database.ts'

/** Which of `numbers` are taken. */
export async function findTakenNumbers(
  db: Database,
  adcode: string,
  numbers: readonly string[],
  now: Date,
): Promise<Set<string>> {
  if (!numbers.length) return new Set()
  const today = chinaDateDigits(now)
  const [used, reserved] = await Promise.all([
    db.rows<{ number: string }>(
      'select number from cases.cases where adcode = $1 and number = any($2::text[])',
      [adcode, numbers],
    ),
    db.rows<{ next: number }>(
      `select next from cases.serials where adcode = $1 and name = 'case' and on_date = $2`,
      [adcode, today],
    ),
  ])
  const taken = new Set(used.map((row) => row.number))
  const highest = reserved[0]?.next ?? 0
  const ours = `${adcode}${today}`
  for (const it of numbers)
    if (it.startsWith(ours) && /^\d+$/.test(it) && Number(it.slice(ours.length)) <= highest) taken.add(it)
  return taken
}
