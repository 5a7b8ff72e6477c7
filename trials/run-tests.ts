/** Test files of the suite with other numbers than usual: what they ask is the same, only of more. */
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { root } from '../scripts/source-files.ts'
import type { TrialResult } from './trial.ts'

const Report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(
    z.object({
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
})

/** Runs one file of `project` under `environment`; what passed, and the first words of what failed. */
export async function runTests(
  project: 'server' | 'scenarios',
  file: string,
  environment: Readonly<Record<string, string>>,
): Promise<TrialResult> {
  const folder = await mkdtemp(join(tmpdir(), 'jingwei-tests-'))
  const output = join(folder, 'report.json')
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  // More of the same takes longer; nothing is timed.
  const how = ['--reporter=json', `--outputFile=${output}`, '--testTimeout=3600000', '--hookTimeout=600000']
  const child = spawn(process.execPath, [vitest, 'run', '--project', project, file, ...how], {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  try {
    const { numPassedTests, numFailedTests, testResults } = Report.parse(
      JSON.parse(await readFile(output, 'utf8')),
    )
    const failed = testResults
      .flatMap((it) => it.assertionResults)
      .filter((it) => it.status === 'failed')
      .map((it) => `${it.fullName}: ${it.failureMessages?.[0]?.slice(0, 300) ?? ''}`)
    return {
      ok: code === 0 && numFailedTests === 0 && numPassedTests > 0,
      facts: {
        file,
        'tests passed': numPassedTests,
        ...(failed.length ? { failed: failed.join('; ').slice(0, 1500) } : {}),
      },
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
