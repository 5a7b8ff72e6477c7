/**
 * What the trials found: the last result of each is kept in `trials/results.json`, docs/reliability.md is printed from
 * it, and the test report reads the run in the shape that test runs leave.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { resultsFolder } from '../scripts/print-test-report.ts'
import { root } from '../scripts/source-files.ts'
import { type Asked, asked } from './list-of-trials.ts'

const Outcome = z.object({
  /** Name of the file without its ending. */
  file: z.string(),
  numbers: z.array(z.number()),
  name: z.object({ zh: z.string(), en: z.string() }),
  ok: z.boolean(),
  facts: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])),
  /** Why it ended early. */
  fault: z.string().optional(),
  seconds: z.number(),
  on: z.string(),
  machine: z.string(),
})
export type Outcome = z.output<typeof Outcome>

const kept = join(import.meta.dirname, 'results.json')

/** The machine in a few words. */
export const machine = (): string =>
  `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB`

export const readKept = (): Outcome[] =>
  existsSync(kept) ? z.array(Outcome).parse(JSON.parse(readFileSync(kept, 'utf8'))) : []

/** Leaves the run where `npm run test-report` finds it. */
export function leaveRun(outcomes: readonly Outcome[], startTime: number): void {
  mkdirSync(resultsFolder, { recursive: true })
  const testResults = outcomes.map((it) => ({
    name: `trials/${it.file}.ts`,
    status: it.ok ? 'passed' : 'failed',
    message: it.fault ?? '',
    assertionResults: [{ ancestorTitles: [], title: it.name.zh, status: it.ok ? 'passed' : 'failed' }],
  }))
  writeFileSync(join(resultsFolder, 'trials.json'), JSON.stringify({ startTime, testResults }))
}

/** Keeps what was found, beside what others found before, and prints docs/reliability.md. */
export function keep(outcomes: readonly Outcome[], trials: readonly Named[]): void {
  const others = readKept().filter((it) => !outcomes.some(({ file }) => file === it.file))
  const all = [...others, ...outcomes].sort((a, b) => a.file.localeCompare(b.file, 'en', { numeric: true }))
  writeFileSync(kept, `${JSON.stringify(all, null, 2)}\n`)
  writeFileSync(join(root, 'docs', 'reliability.md'), printReliability(all, trials))
}

const factsOf = ({ facts, fault }: Outcome): string =>
  [...Object.entries(facts).map(([key, value]) => `${key} ${value}`), ...(fault ? [fault] : [])]
    .join(' · ')
    .replaceAll('|', '\\|')

/** One line of the list: what was asked, the trials that answer it, the tests that do, what is left. */
function lineOf({ number, what, shownBy = [], open }: Asked, trials: readonly Named[]): string {
  const own = trials.filter((it) => it.numbers.includes(number)).map((it) => `trials/${it.file}.ts`)
  const files = [...own, ...shownBy].map((it) => `\`${it}\``).join(', ')
  return `| ${number} | ${what} | ${files || '–'} | ${open ?? ''} |`
}

/** A trial as the list knows it. */
export type Named = { readonly file: string; readonly numbers: readonly number[] }

/** The document, in Markdown. */
export function printReliability(outcomes: readonly Outcome[], trials: readonly Named[]): string {
  const rows = outcomes.map(
    (it) =>
      `| ${it.numbers.join(', ') || '–'} | ${it.name.en} | ${it.ok ? 'holds' : '**fails**'} | ${factsOf(it)} | ${it.on}, ${it.seconds} s | \`npm run trials -- ${it.file}\` |`,
  )
  return `# Reliability

What the product survives, tried on the whole of it. Printed by \`npm run trials -- --write\`, which keeps the last result of
each trial in \`trials/results.json\`; do not edit it by hand. The number is that of the list below. \`npm run trials -- --list\`
names all trials, \`npm run trials -- NAME\` runs one.

Machine: ${[...new Set(outcomes.map((it) => it.machine))].join('; ')}. Nothing here cut the power: a process that is killed leaves
what the operating system had taken, so these trials prove that the product survives its own end, not that of the disk.

| number | trial | result | what was counted | when | again |
|---|---|---|---|---|---|
${rows.join('\n')}

## The list

Everything the product is held to, and what shows it: a trial of this page, or a test that \`npm test\` runs.

| number | asked | shown by | left |
|---|---|---|---|
${asked.map((it) => lineOf(it, trials)).join('\n')}
`
}
