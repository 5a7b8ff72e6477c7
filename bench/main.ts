/**
 * The benchmark: `npm run bench -- [--server embedded|debian|both] [--only acts,chain,reads,walls,places,addresses,import,clocks,tiles,live,crowd,people,desk]
 * [--seconds 4] [--rounds 3] [--cases 200000] [--import 1000000] [--tiles 1000000]
 * [--addresses 200000] [--minutes 10] [--write]`. Ratios are against a baseline of the
 * same run; absolute figures are of one machine on one day. `--write` puts the results into docs/performance.md.
 */
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { measureActs } from './act-part.ts'
import { measureAddresses } from './address-part.ts'
import { measureChain } from './chain-part.ts'
import { measureClocks } from './clock-part.ts'
import { measureCrowd } from './crowd-part.ts'
import { measureDesk } from './desk-part.ts'
import { measureImport } from './import-part.ts'
import { measureLive } from './live-part.ts'
import { verdictTable } from './measure.ts'
import { measurePeople } from './people-part.ts'
import { measurePlaces } from './place-part.ts'
import { measureReads } from './read-part.ts'
import { openStand, type ServerName, serveStand } from './stand.ts'
import { measureTiles } from './tile-part.ts'
import { measureWalls } from './wall-part.ts'

const { values } = parseArgs({
  options: {
    server: { type: 'string', default: 'both' },
    only: {
      type: 'string',
      default: 'acts,chain,reads,walls,places,addresses,import,clocks,tiles,live,crowd,people,desk',
    },
    seconds: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '3' },
    cases: { type: 'string', default: '200000' },
    import: { type: 'string', default: '1000000' },
    tiles: { type: 'string', default: '1000000' },
    addresses: { type: 'string', default: '200000' },
    minutes: { type: 'string', default: '10' },
    write: { type: 'boolean', default: false },
  },
})

const only = new Set(values.only.split(','))
const servers: ServerName[] =
  values.server === 'both' ? ['embedded', 'debian'] : [values.server as ServerName]
const sections: string[] = []
const say = (line: string): void => console.error(`${new Date().toISOString().slice(11, 19)} ${line}`)
const add = (title: string, body: string): void => {
  sections.push(`### ${title}\n\n${body}`)
  console.log(`\n### ${title}\n\n${body}`)
}

async function measureServer(name: ServerName): Promise<void> {
  say(`opening ${name}`)
  const stand = await openStand(name)
  try {
    const settings = {
      seconds: Number(values.seconds),
      rounds: Number(values.rounds),
      connections: [1, 16, 64],
    }
    sections.push(`## ${stand.name}`)
    console.log(`\n## ${stand.name}`)
    if (only.has('places')) add('Point → cell', await measurePlaces(stand, 1_000_000))
    if (only.has('addresses')) add('Addresses', await measureAddresses(stand, Number(values.addresses)))
    if (only.has('chain')) add('The chain of the audit', await measureChain(stand, settings))
    if (only.has('desk') && name === 'embedded') add('The desk', await measureDesk(stand))
    if (only.has('walls')) {
      const few = { ...settings, connections: [1, 16] }
      add('The wall in the database', await measureWalls(stand, few, Number(values.cases)))
    }
    if (['acts', 'reads', 'live', 'crowd', 'people'].some((it) => only.has(it))) {
      const served = await serveStand(stand)
      try {
        if (only.has('live')) add('Live connections', await measureLive(stand, served))
        if (only.has('crowd')) add('Crowds', await measureCrowd(stand, served, settings))
        if (only.has('people')) {
          const house = { minutes: Number(values.minutes), cases: Number(values.cases) }
          add('A full house', await measurePeople(stand, served, house))
        }
        if (only.has('reads')) add('Reads', await measureReads(stand, served, Number(values.cases)))
        if (only.has('acts')) add('Acts over HTTP', await measureActs(stand, served, settings))
      } finally {
        await served.stop()
      }
    }
    if (only.has('tiles') && name === 'debian')
      add('Tiles', await measureTiles(stand, Number(values.tiles), settings))
    if (only.has('import')) add('Import', await measureImport(stand, Number(values.import)))
  } finally {
    await stand.close()
  }
}

if ((only.has('acts') || only.has('tiles')) && spawnSync('wrk', ['-v']).error)
  throw new Error("the load comes from Debian's wrk: apt-get install wrk")
for (const name of servers) await measureServer(name)
if (only.has('clocks')) add('Clocks', measureClocks())

const [cpu] = cpus()
const machine = `${cpus().length} × ${cpu?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}; load generator, product and database share these cores.`
if (values.write)
  writeFileSync(
    join(import.meta.dirname, '..', 'docs', 'performance.md'),
    `# Performance

Printed by \`npm run bench -- --write\` on ${new Date().toISOString().slice(0, 10)}. ${machine}
Medians of ${values.rounds} interleaved rounds of ${values.seconds} s unless said otherwise. Absolute figures move with the machine; the ratios
are against a baseline of the same run. Load comes from Debian's wrk and pgbench.

## Against the aims

${verdictTable()}

${sections.join('\n\n')}
`,
  )
process.exit(0)
