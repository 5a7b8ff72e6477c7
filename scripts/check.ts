/**
 * `npm run check`: types, lint, walls, documents and dead code, as many at a time as there are processors.
 * Each prints one line; what a failing one said follows at the end.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { root } from './source-files.ts'

const packageScript = (path: string): string => join('node_modules', path)
const rooms = ['domain', 'server', 'web', 'scenarios', 'bench', 'scripts', 'trials'].filter((it) =>
  existsSync(join(root, it)),
)

/** What a compiler learnt at the last run, so that the next one looks only at what changed and what hangs on it. */
const remembering = (name: string): string[] => [
  '--noEmit',
  '--incremental',
  '--tsBuildInfoFile',
  packageScript(join('.cache', `${name}.tsbuildinfo`)),
]

/** What is checked, the slowest first; each is a script that Node runs in the folder of the checkout. */
const checks: [what: string, script: string, ...args: string[]][] = [
  [
    'types of the screens',
    packageScript('vue-tsc/bin/vue-tsc.js'),
    '-p',
    'tsconfig.web.json',
    ...remembering('screens'),
  ],
  ['types', packageScript('typescript/bin/tsc'), '-p', 'tsconfig.json', ...remembering('types')],
  [
    'walls',
    packageScript('dependency-cruiser/bin/dependency-cruiser.mjs'),
    '--config',
    '.dependency-cruiser.js',
    ...rooms,
  ],
  ['dead code', packageScript('knip/bin/knip.js'), '--no-progress'],
  [
    'format and lint',
    packageScript('@biomejs/biome/bin/biome'),
    'ci',
    '--error-on-warnings',
    '--colors=off',
    '.',
  ],
  ['files', 'scripts/check-files.ts'],
  ['documents', 'scripts/check-docs.ts'],
  ['module map', 'scripts/print-map.ts', '--check'],
  ['manuals', 'scripts/print-manuals.ts', '--check'],
  ['table types', 'scripts/db-types.ts', '--check'],
  ['API document', 'scripts/print-api.ts', '--check'],
  ['permissions', 'scripts/print-permissions.ts', '--check'],
]

/** How many checks passed and failed. */
export type Counts = { passed: number; failed: number }

type Outcome = { what: string; passed: boolean; said: string }

function run([what, script, ...args]: (typeof checks)[number]): Promise<Outcome> {
  const begun = performance.now()
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (said += text))
    child.once('error', reject)
    child.once('close', (code) => {
      const seconds = ((performance.now() - begun) / 1000).toFixed(1)
      process.stdout.write(`${code === 0 ? '✓' : '✗'} ${what} (${seconds} s)\n`)
      resolve({ what, passed: code === 0, said })
    })
  })
}

/** Runs every check and prints what the failing ones said. */
export async function runChecks(): Promise<Counts> {
  const waiting = [...checks]
  const outcomes: Outcome[] = []
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) outcomes.push(await run(next))
  }
  await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, worker))
  const failed = outcomes.filter((it) => !it.passed)
  for (const { what, said } of failed) process.stdout.write(`\n── ${what} ──\n${said.trimEnd()}\n`)
  return { passed: outcomes.length - failed.length, failed: failed.length }
}

if (import.meta.main) process.exitCode = (await runChecks()).failed === 0 ? 0 : 1
