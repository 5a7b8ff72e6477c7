/**
 * A million cases by the importer (reading the file, mapping, judging, state, log, audit line) against plain COPY of
 * the very same rows into tables with the same indexes.
 */
import { execFileSync } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { Mapping } from '#domain/exchange/mapping.ts'
import { createChance } from '#domain/geography/synthetic/chance.ts'
import { systemActor } from '#platform/actor.ts'
import { importCases } from '../server/importers/import-cases.ts'
import { judge, ratio, table, whole } from './measure.ts'
import type { Stand } from './stand.ts'

const county = '990999'
const pattern = 'yyyy-MM-dd HH:mm:ss'
const instant = (column: string) => ({ column, read: 'instant' as const, time: { pattern } })

const mapping = Mapping.parse({
  name: 'benchmark-cases',
  noun: 'cases',
  title: { zh: '基准测试案件', en: 'cases of the benchmark' },
  source: 'made by chance',
  file: { format: 'csv', encoding: 'utf-8' },
  time: { zone: '+08:00' },
  position: { lng: 'lng', lat: 'lat', datum: 'cgcs2000', missing: 'refuse' },
  fields: {
    externalNumber: { column: 'number' },
    state: { constant: 'closed' },
    description: { column: 'text' },
    address: { column: 'address' },
    kind: { constant: 'matter' },
    classCode: { column: 'class' },
    unitCode: { column: 'unit' },
    reportedAt: instant('reported'),
    dueAt: instant('due'),
    closedAt: instant('closed'),
  },
  derive: {
    classes: {
      kind: 'matter',
      code: { column: 'class' },
      name: { column: 'class' },
      majorCode: { constant: '01' },
      majorName: { constant: '一类' },
      catalogue: { series: 'benchmark', label: '基准', ownerName: '基准', codeScheme: 'own' },
    },
    organisations: [
      { field: 'unitCode', code: { column: 'unit' }, name: { column: 'unit' }, kind: 'bureau' },
    ],
  },
})

async function writeFile(path: string, count: number): Promise<void> {
  const chance = createChance(7)
  const out = createWriteStream(path)
  const time = (at: number): string => new Date(at).toISOString().slice(0, 19).replace('T', ' ')
  out.write('number,text,address,class,unit,lng,lat,reported,due,closed\n')
  for (let index = 0; index < count; index++) {
    const at = Date.UTC(2021, 0, 1) + Math.floor(chance() * 1_500 * 86_400_000)
    const where = `${(103 + chance() * 0.2).toFixed(6)},${(25.2 + chance() * 0.2).toFixed(6)}`
    const line = `${index},路灯不亮 ${index % 997},文化路 ${index % 499} 号,C${index % 268},U${index % 60},${where},${time(at)},${time(at + 86_400_000)},${time(at + chance() * 1.2e8)}\n`
    if (!out.write(line)) await new Promise<void>((resolve) => out.once('drain', () => resolve()))
  }
  out.end()
  await finished(out)
}

/** Runs psql; the copy goes through the client, as the importer's rows do. */
const psql = (url: string, ...commands: string[]): void => {
  execFileSync('psql', [url, '-q', '-v', 'ON_ERROR_STOP=1', ...commands.flatMap((it) => ['-c', it])], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

/** Measures the import of `count` cases; a round only, for it takes minutes. */
export async function measureImport(stand: Stand, count: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'jingwei-import-'))
  const file = join(folder, 'cases.csv')
  await writeFile(file, count)
  const begun = performance.now()
  const report = await importCases(stand.house, systemActor(county), file, mapping, { adcode: county })
  const seconds = (performance.now() - begun) / 1000
  if (report.accepted !== count) throw new Error(`only ${report.accepted} of ${count} were accepted`)
  const tables = ['cases', 'case_actions']
  for (const name of tables) {
    psql(
      stand.ownerUrl,
      `\\copy (select * from cases.${name} where adcode = '${county}') to '${join(folder, name)}'`,
    )
    psql(stand.ownerUrl, `create table public.copy_${name} (like cases.${name} including all)`)
  }
  const from = performance.now()
  for (const name of tables) psql(stand.ownerUrl, `\\copy public.copy_${name} from '${join(folder, name)}'`)
  const copySeconds = (performance.now() - from) / 1000
  const megabytes = (await Promise.all(tables.map((name) => stat(join(folder, name))))).reduce(
    (sum, it) => sum + it.size / 1e6,
    0,
  )
  await rm(folder, { recursive: true, force: true })
  for (const name of tables) psql(stand.ownerUrl, `drop table public.copy_${name}`)
  const share = copySeconds / seconds
  judge({
    server: stand.name,
    what: `import of ${whole(count)} cases / plain COPY into the same indexes`,
    result: ratio(share),
    aim: '≥ 0.5',
    isMet: share >= 0.5,
  })
  return `${whole(count)} cases, each a row and a log entry (${whole(megabytes)} MB as text).\n\n${table(
    ['way', 'seconds', 'cases/s', 'ratio'],
    [
      ['importer', seconds.toFixed(1), whole(count / seconds), ratio(share)],
      ['plain COPY, same rows, same indexes', copySeconds.toFixed(1), whole(count / copySeconds), '1.00'],
    ],
  )}`
}
