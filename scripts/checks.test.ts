/** The project's own checks say what they should, and stay silent where nothing is wrong. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { missingPackages } from '../bootstrap/install.mjs'
import { findingsOf as findingsInDocument } from './check-docs.ts'
import { findingsOf as findingsInFile } from './check-files.ts'
import { countVitest } from './test.ts'

describe('documents', () => {
  const files: Record<string, string> = {
    'docs/guide.md': '# The guide\n\n## Two commands, `one` house\n',
    'domain/problem.ts': '',
  }
  const find = (text: string): string[] =>
    findingsInDocument(
      'docs/page.md',
      text,
      (path) => path in files || path === 'docs/page.md',
      (path) => files[path] ?? '',
    )

  test.each([
    '[a file](guide.md) and [a heading](guide.md#two-commands-one-house), [here](#title)\n# Title',
    '`domain/problem.ts`, also with a line `domain/problem.ts:12`, and `guide.md` beside',
    'patterns such as `domain/<m>/events.ts`, `server/modules/*/store.ts`, `web/…`; and https: [x](https://example.org)',
    '```\ndomain/nowhere.ts [x](nowhere.md)\n```',
  ])('are true: %s', (text) => {
    expect(find(text)).toEqual([])
  })

  test.each([
    ['[a file](nowhere.md)', 'docs/page.md:1: the link nowhere.md leads nowhere'],
    ['\n[a heading](guide.md#three)', 'docs/page.md:2: docs/guide.md has no heading #three'],
    ['`domain/nowhere.ts`', 'docs/page.md:1: the path domain/nowhere.ts does not exist'],
    ['`GLOSSARY.md`', 'docs/page.md:1: the path GLOSSARY.md does not exist'],
  ])('are refused: %s', (text, finding) => {
    expect(find(text)).toEqual([finding])
  })
})

describe('files', () => {
  test.each([
    ['server/modules/cases/utils.ts', '', 'the name "utils"'],
    ['web/common/button.vue', '', 'the name "common"'],
    ['domain/cases/CaseStates.ts', '', 'kebab-case'],
    ['domain/cases/states.ts', 'x\n'.repeat(501), '502 lines'],
    ['domain/cases/clock.ts', 'const now = new Date()', 'the time comes from a clock'],
    ['domain/cases/clock.ts', 'const begun = performance.now()', 'the time comes from a clock'],
    ['server/platform/act.ts', 'const now = Date.now()', 'the time comes from a clock'],
    ['server/modules/cases/store.ts', 'select 1 from identity.people p', 'identity.people is private'],
    [
      'server/modules/evaluation/migrations/2026-01-15-01-a.sql',
      'create view v as select 1\njoin cases.cases c',
      'cases.cases is private',
    ],
    ['domain/cases/states.test.ts', `test.${'only'}("one", () => {})`, 'focused test'],
  ])('are refused: %s', (path, text, finding) => {
    expect(findingsInFile(path, text)).toEqual([expect.stringContaining(finding)])
  })

  test.each([
    ['server/platform/wait.ts', 'const begun = performance.now()'],
    ['server/platform/clock.ts', 'export const now = () => new Date()'],
    ['domain/cases/clock.ts', 'export const later = (at: Date) => new Date(at.getTime() + 1)'],
    ['server/modules/cases/store.ts', 'x\n'.repeat(499)],
    ['server/modules/cases/queries/list-cases.ts', 'from cases.cases join identity.person_facts p'],
    ['server/modules/cases/migrations/2026-01-15-01-create-cases.sql', ''],
  ])('are accepted: %s', (path, text) => {
    expect(findingsInFile(path, text)).toEqual([])
  })
})

test('an installation is whole when every required package has its locked version', () => {
  const folder = mkdtempSync(join(tmpdir(), 'jingwei-install-'))
  const write = (path: string, packages: Record<string, object>): void =>
    writeFileSync(join(folder, path), JSON.stringify({ packages }))
  const wanted = {
    '': { name: 'jingwei' },
    'node_modules/a': { version: '1.0.0' },
    'node_modules/for-elsewhere': { version: '1.0.0', optional: true },
  }
  write('package-lock.json', wanted)
  expect(missingPackages(folder)).toEqual(['node_modules/a'])
  mkdirSync(join(folder, 'node_modules'))
  write('node_modules/.package-lock.json', { 'node_modules/a': { version: '1.0.0' } })
  expect(missingPackages(folder)).toEqual([])
  write('package-lock.json', { ...wanted, 'node_modules/a': { version: '1.0.1' } })
  expect(missingPackages(folder)).toEqual(['node_modules/a'])
  rmSync(folder, { recursive: true })
})

describe('the count of a test run', () => {
  const report = {
    success: true,
    numPassedTests: 5,
    numFailedTests: 0,
    numPendingTests: 2,
    numTodoTests: 1,
    testResults: [],
  }
  const broken = { status: 'failed', assertionResults: [] }

  test('adds pending and todo as skipped', () => {
    expect(countVitest(report, 0)).toEqual({ passed: 5, failed: 0, skipped: 3 })
  })
  test('counts a file that would not load', () => {
    expect(countVitest({ ...report, success: false, testResults: [broken] }, 1).failed).toBe(1)
  })
  test('counts an error outside any test', () => {
    expect(countVitest(report, 1).failed).toBe(1)
  })
})
