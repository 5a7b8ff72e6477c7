/** The floor: a bare transaction of three inserts by PostgreSQL's own pgbench, where Debian brought it. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findDebianPostgres } from '../scripts/debian-postgres.ts'
import type { Stand } from './stand.ts'

const script = `\\set a random(1, 9000000000000000000)
\\set b random(1, 9000000000000000000)
\\set c random(1, 9000000000000000000)
begin;
insert into bench_a values (:a, repeat('x', 300));
insert into bench_b values (:b, repeat('x', 300));
insert into bench_c values (:c, repeat('x', 300));
end;
`

export type Pgbench = (connections: number, seconds: number) => number

/** Prepares the tables; undefined where there is no pgbench. */
export async function preparePgbench({ owner, ownerUrl: url }: Stand): Promise<Pgbench | undefined> {
  const version = findDebianPostgres()
  const program = version && `/usr/lib/postgresql/${version}/bin/pgbench`
  if (!program || !existsSync(program)) return undefined
  for (const name of ['a', 'b', 'c'])
    await owner.rows(`create table if not exists bench_${name} (id bigint primary key, filler text)`)
  const file = join(mkdtempSync(join(tmpdir(), 'jingwei-pgbench-')), 'three.sql')
  writeFileSync(file, script)
  return (connections, seconds) => {
    const args = [
      '-n',
      '-M',
      'prepared',
      '-f',
      file,
      '-c',
      String(connections),
      '-j',
      '1',
      '-T',
      String(seconds),
      url,
    ]
    const output = execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    return Number(/tps = ([\d.]+)/.exec(output)?.[1] ?? 0)
  }
}
