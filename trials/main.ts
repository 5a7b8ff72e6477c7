/**
 * `npm run trials`: every trial, or those named by file or number; `--list` names them, `--write` keeps the results and
 * prints docs/reliability.md. Each runs in a process of its own, so that one that dies takes no other with it.
 */
import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { keep, leaveRun, machine, type Outcome } from './results.ts'
import type { Trial, TrialResult } from './trial.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    list: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    /** Of the process that runs one trial. */
    alone: { type: 'string' },
  },
})

const say = (line: string): boolean => process.stdout.write(`${line}\n`)
const mark = 'result of the trial: '

/** Trials begin with their number or say by their name what they try; what they share does not end so. */
const files = readdirSync(import.meta.dirname)
  .filter((it) => /^(?:\d\d-|trial-).*\.ts$/.test(it))
  .map((it) => it.replace(/\.ts$/, ''))
  .sort()

const load = async (file: string): Promise<Trial> =>
  ((await import(join(import.meta.dirname, `${file}.ts`))) as { trial: Trial }).trial

async function runAlone(file: string): Promise<void> {
  const trial = await load(file)
  const result = await trial.run({ say: (line) => say(`  ${line}`) })
  say(`${mark}${JSON.stringify(result)}`)
}

/** Runs the trial in a process of its own; one that ends without a result has failed. */
function runInProcess(file: string): Promise<TrialResult & { fault?: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), '--alone', file], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let found: TrialResult | undefined
    let rest = ''
    let wrong = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines)
        if (line.startsWith(mark)) found = JSON.parse(line.slice(mark.length)) as TrialResult
        else say(line)
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      wrong = (wrong + text).slice(-4000)
    })
    child.once('error', reject)
    child.once('close', (code, signal) => {
      if (found) return resolve(found)
      process.stderr.write(wrong)
      const fault = /^\w*Error: (.*)$/m.exec(wrong)?.[1] ?? `ended with ${signal ?? code} and no result`
      resolve({ ok: false, facts: {}, fault })
    })
  })
}

async function main(): Promise<void> {
  if (values.alone) return runAlone(values.alone)
  const trials = await Promise.all(files.map(async (file) => ({ file, ...(await load(file)) })))
  const wanted = positionals.length
    ? trials.filter(({ file, numbers }) =>
        positionals.some((it) => it === file || numbers.includes(Number(it))),
      )
    : trials
  if (values.list || !wanted.length) {
    for (const { file, numbers, name } of trials) say(`${numbers.join(', ').padEnd(8)} ${file}: ${name.en}`)
    process.exitCode = values.list ? 0 : 2
    return
  }
  const begun = Date.now()
  const outcomes: Outcome[] = []
  for (const { file, numbers, name } of wanted) {
    say(`━━ ${name.en} (${file})`)
    const from = performance.now()
    const result = await runInProcess(file)
    const seconds = Math.round((performance.now() - from) / 1000)
    const on = new Date().toISOString().slice(0, 10)
    outcomes.push({ file, numbers: [...numbers], name, ...result, seconds, on, machine: machine() })
    say(`${result.ok ? '✓' : '✗'} ${JSON.stringify(result.facts)}${result.fault ? ` ${result.fault}` : ''}`)
  }
  leaveRun(outcomes, begun)
  if (values.write) keep(outcomes, trials)
  const failed = outcomes.filter((it) => !it.ok).length
  say(`${outcomes.length - failed} hold, ${failed} fail`)
  process.exitCode = failed ? 1 : 0
}

await main()
