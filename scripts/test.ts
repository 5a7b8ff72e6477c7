/**
 * `npm test` after everything is installed: all checks, all tests on the embedded PostgreSQL, then those that
 * touch a database again on Debian's PostgreSQL. Ends with one line `N passed, N failed, N skipped`, which counts
 * checks and tests of all rounds. `--quick` leaves out the second database and the browser.
 */
import { spawn } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { runChecks } from './check.ts'
import { findDebianPostgres, startDebianPostgres } from './debian-postgres.ts'
import { root } from './source-files.ts'

type Counts = { passed: number; failed: number; skipped: number }

const vitestReport = z.object({
  success: z.boolean(),
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) }),
  ),
})

const say = (line: string): boolean => process.stdout.write(`${line}\n`)

/** What a vitest run counted; a file that would not load counts as one failure, and so does a run that broke. */
export function countVitest(report: unknown, exitCode: number): Counts {
  const parsed = vitestReport.parse(report)
  const brokenFiles = parsed.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((it) => it.status === 'failed'),
  ).length
  const failed = parsed.numFailedTests + brokenFiles
  return {
    passed: parsed.numPassedTests,
    failed: failed === 0 && (exitCode !== 0 || !parsed.success) ? 1 : failed,
    skipped: parsed.numPendingTests + parsed.numTodoTests,
  }
}

/** `keptAs` names what is kept of the run for the report (`npm run test-report`). */
type Round = {
  keptAs: string
  projects: readonly string[]
  exclude?: readonly string[]
  env?: Record<string, string>
}

async function runVitest({ keptAs, projects, exclude = [], env = {} }: Round): Promise<Counts> {
  const folder = mkdtempSync(join(tmpdir(), 'jingwei-tests-'))
  const report = join(folder, 'report.json')
  const kept = join(root, 'test-results', `${keptAs}.json`)
  rmSync(kept, { force: true })
  const args = [
    'run',
    ...projects.flatMap((it) => ['--project', it]),
    '--reporter=default',
    '--reporter=json',
    ...exclude.map((it) => `--exclude=${it}`),
  ]
  const child = spawn(
    process.execPath,
    [join('node_modules', 'vitest', 'vitest.mjs'), ...args, `--outputFile.json=${report}`],
    {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    },
  )
  const stop = (signal: NodeJS.Signals): boolean => child.kill(signal)
  process.on('SIGINT', stop).on('SIGTERM', stop).on('SIGHUP', stop)
  const exitCode = await new Promise<number>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) =>
      signal ? reject(new Error(`ended by ${signal}`)) : resolve(code ?? 1),
    )
  })
  process.off('SIGINT', stop).off('SIGTERM', stop).off('SIGHUP', stop)
  // Without a report the run broke down before its end, and has said why.
  const counts = existsSync(report)
    ? countVitest(JSON.parse(readFileSync(report, 'utf8')), exitCode)
    : { passed: 0, failed: 1, skipped: 0 }
  if (existsSync(report)) {
    mkdirSync(dirname(kept), { recursive: true })
    copyFileSync(report, kept)
  }
  rmSync(folder, { recursive: true })
  return counts
}

async function onDebianPostgres(): Promise<Counts> {
  const version = findDebianPostgres()
  if (!version) throw new Error('Debian’s PostgreSQL is not installed; npm test installs it as root')
  say(`\n━━ Tests that touch a database, on Debian’s PostgreSQL ${version}`)
  const server = await startDebianPostgres(version)
  try {
    return await runVitest({
      keptAs: 'debian',
      projects: ['server', 'scenarios'],
      // They start an embedded database of their own, whatever the second one is.
      exclude: ['server/platform/database/embedded/**', 'server/cli/**'],
      env: { TEST_DATABASE_URL: server.url },
    })
  } finally {
    await server.stop()
  }
}

async function main(): Promise<void> {
  const quick = process.argv.includes('--quick')
  const rounds: [what: string, counts: Counts][] = []
  say('━━ Checks')
  rounds.push(['checks', { ...(await runChecks()), skipped: 0 }])
  say('\n━━ Tests on the embedded PostgreSQL')
  const all = ['domain', 'web', 'house', 'server', 'scenarios']
  rounds.push([
    'embedded PostgreSQL',
    await runVitest({ keptAs: 'embedded', projects: quick ? all : [...all, 'browser'] }),
  ])
  if (!quick) rounds.push(['Debian’s PostgreSQL', await onDebianPostgres()])
  say('')
  for (const [what, it] of rounds)
    say(`${what}: ${it.passed} passed, ${it.failed} failed, ${it.skipped} skipped`)
  const sum = (key: keyof Counts): number => rounds.reduce((total, [, counts]) => total + counts[key], 0)
  say(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`)
  process.exitCode = sum('failed') === 0 ? 0 : 1
}

if (import.meta.main) await main()
