/**
 * An auditor reads what was done, not names of commands: every command in the code has words in both languages. The
 * commands are found in the source, so a new one without words fails here, and so does one whose name cannot be found.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { auditCommands, hasWords } from '#domain/audit/command-words.ts'
import { actionPermission } from '#domain/cases/action-permissions.ts'
import { innerActionNames, innerPermission } from '#domain/cases/inner-orders/inner-life-cycle.ts'
import { caseActionNames } from '#domain/cases/life-cycle.ts'
import { refusalCommand } from '#platform/audit/record-refusals.ts'
import { servedEndpoints } from '../scripts/served-endpoints.ts'
import { listSourceFiles, root } from '../scripts/source-files.ts'

/** What names that are worked out may be, by how the code writes them. */
const workedOut: Readonly<Record<string, readonly string[]>> = {
  'actionPermission(action)': caseActionNames.map(actionPermission),
  'innerPermission(action)': innerActionNames.map(innerPermission),
  "innerPermission('issue')": [innerPermission('issue')],
  '`grid-draft.${word}`': ['grid-draft.undo', 'grid-draft.redo'],
  dropCommand: ['audit.drop'],
}
/** Commands that are given their name: where, and which. */
const given: Readonly<Record<string, readonly string[]>> = {
  // Named by the endpoint or the command line; those are looked for below.
  'server/platform/audit/take-out.ts': [],
  // Takes commands and makes none.
  'server/platform/http/serve.ts': [],
  'server/platform/sealing/change-keys.ts': ['keys.rotate', 'keys.retire'],
}

const command =
  /Command<(?:[^=]|=(?!>?\s*\(?\{))*?>(?:\s*=>\s*\(|\s*=\s*)\{\s*(?:(?:\/\*[\s\S]*?\*\/|\/\/[^\n]*)\s*)*name(?::\s*([^\n]+?))?,\n/g
const takenOut = /takeOut\('([^']+)'\)/g

const sources = listSourceFiles()
  .filter((it) => /^server\/.*\.ts$/.test(it) && !/\.test\.ts$|testing(\/|\.ts$)/.test(it))
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))

function namesIn({ path, text }: { path: string; text: string }): string[] {
  const found = [...text.matchAll(command)].flatMap(([, written]) => {
    const literal = /^'([^']+)'$/.exec(written ?? '')?.[1]
    return literal ? [literal] : (workedOut[written ?? ''] ?? given[path] ?? [`${path}: ${written}`])
  })
  return [...found, ...[...text.matchAll(takenOut)].map(([, name = '']) => name)]
}

const names = [
  ...new Set([
    ...sources.flatMap(namesIn),
    ...servedEndpoints.flatMap((it) => it.logged ?? []),
    refusalCommand,
  ]),
]

it('has words for every command of the code', () => {
  expect(names.length).toBeGreaterThan(200)
  // A command named here is missing from `domain/audit/command-words.ts`.
  expect(names.filter((it) => !hasWords(it))).toEqual([])
})

it('has no words for commands that are not there, none twice, and both languages for all', () => {
  expect(auditCommands.filter((it) => !names.includes(it.command)).map((it) => it.command)).toEqual([])
  expect(new Set(auditCommands.map((it) => it.command)).size).toBe(auditCommands.length)
  for (const { words } of auditCommands) {
    expect(words.zh).toMatch(/\p{Script=Han}/u)
    expect(words.en).not.toMatch(/\p{Script=Han}/u)
  }
})

it('misses no file that makes a command', () => {
  const makes = /Command<[^;]*?(?:=>\s*\(|=\s*)\{/
  const silent = sources.filter((it) => makes.test(it.text) && !it.text.includes('type Command<'))
  expect(silent.filter((it) => namesIn(it).length === 0 && !(it.path in given)).map((it) => it.path)).toEqual(
    [],
  )
})
