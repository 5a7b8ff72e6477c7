import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import type { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { readConfig } from '#platform/config.ts'
import { createProgram } from './command-line.ts'
import { settingsTable } from './config.ts'
import { exitCodeMeanings, exitCodes } from './exit-codes.ts'
import { openTerminal } from './terminal.ts'

const guide = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'guide', 'operating.md'), 'utf8')

/** What stands in the first column of the table under `heading`. */
const firstColumn = (heading: string): string[] => {
  const section = guide.split(`# ${heading}\n`)[1]?.split('\n#')[0] ?? ''
  return [...section.matchAll(/^\| *`?([^|`]+?)`? *\|/gm)].map(([, cell]) => cell ?? '').slice(2)
}

describe('the operating guide', () => {
  it('has the table of settings as `jingwei config --markdown` prints it', () => {
    expect(guide).toContain(settingsTable())
  })

  it('says what each exit code means', () => {
    expect(firstColumn('Exit codes').map(Number)).toEqual(Object.values(exitCodes))
    expect(Object.keys(exitCodeMeanings)).toEqual(Object.keys(exitCodes))
  })

  it('lists every command there is, and no other', () => {
    const terminal = openTerminal('en', { out: new PassThrough(), err: new PassThrough() })
    const program = createProgram({ terminal, config: () => readConfig({}), exitWith: () => {} })
    const told = firstColumn('Commands').map((it) => it.replace(/^jingwei /, ''))
    const names = namesOf(program)
    const nameOf = (line: string): string | undefined =>
      names.filter((name) => `${line} `.startsWith(`${name} `)).sort((a, b) => b.length - a.length)[0]
    expect(told.map((line) => nameOf(line) ?? `no command: ${line}`).sort()).toEqual(names.sort())
  })
})

/** The commands that can be given, with those above them. */
function namesOf(command: Command): string[] {
  return command.commands.flatMap((it) => [
    ...(it.commands.length ? namesOf(it).map((name) => `${it.name()} ${name}`) : []),
    ...(it.commands.length && !hasAction(it) ? [] : [it.name()]),
  ])
}

/** A command that only gathers others shows its help and does nothing. */
const hasAction = (command: Command): boolean => command.options.length > 0
