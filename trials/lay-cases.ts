/** As many cases as are wanted, made by the database itself: only their number and their size matter. */
import { runSql } from '../server/platform/testing/template-database.ts'

const json = (value: unknown): string => `'${JSON.stringify(value)}'`

/** Columns that every schema since the first release has. */
const columns: Readonly<Record<string, string>> = {
  adcode: `'530127'`,
  id: 'gen_random_uuid()',
  version: '1',
  state: `'pool'`,
  report_number: `'S' || i`,
  source: `'collector'`,
  level: `'ordinary'`,
  business_kind: `'immediate'`,
  description: `'路灯不亮，单灯熄灭 ' || i`,
  address: `'嵩阳街道文化路 ' || i || ' 号对面'`,
  is_self_handled: 'false',
  is_returned: 'false',
  is_exempted: 'false',
  reported_at: `timestamptz '2026-06-15T01:00:00Z' + make_interval(secs => i)`,
  details: json({}),
  counters: json({ reworks: 0, returns: 0, extensions: 0, suspensions: 0, supervisions: 0, dispatches: 0 }),
  clocks: json([{ name: 'accept', marks: [{ at: '2026-06-15T01:00:00.000Z', kind: 'start' }] }]),
}

/** Lays `count` cases into the migrated database of `ownerUrl`. */
export async function layCases(ownerUrl: string, count: number): Promise<void> {
  const portion = 100_000
  for (let from = 1; from <= count; from += portion)
    await runSql(
      ownerUrl,
      `insert into cases.cases (${Object.keys(columns).join(', ')})
       select ${Object.values(columns).join(', ')} from generate_series(${from}, ${Math.min(count, from + portion - 1)}) i`,
    )
  await runSql(ownerUrl, 'analyze cases.cases')
}
