/**
 * Breaks every wall of .dependency-cruiser.js on purpose, in a small copy of the house, and expects the checker
 * to say so: a checker that reads nothing reports nothing too.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { moduleMap } from '../module-map.js'

const root = join(import.meta.dirname, '..')
const packages = ['kysely', 'pg', 'zod', 'fastify', 'vue']

/** A house that keeps every rule, with a `.vue` file and `#` imports. */
const sound: Record<string, string> = {
  'module-map.js': "export const moduleMap = { audit: [], identity: ['audit'], evaluation: ['identity'] }",
  'domain/problem.ts': 'export const problem = 1',
  'domain/cases/case.ts':
    "import { z } from 'zod'\nimport { problem } from '#domain/problem.ts'\nexport const it = z(problem)",
  'server/platform/act.ts': "export { problem as act } from '#domain/problem.ts'",
  'server/platform/http/serve.ts': "export { act as serve } from '#platform/act.ts'",
  'server/modules/audit/index.ts': "export { entry } from './store.ts'",
  'server/modules/audit/store.ts': "import { kysely } from 'kysely'\nexport const entry = kysely",
  'server/modules/identity/index.ts': "export { entry as person } from '#modules/audit/index.ts'",
  'server/modules/evaluation/index.ts': "export { person as score } from '#modules/identity/index.ts'",
  'server/modules/evaluation/testing.ts': 'export const aScore = 1',
  'web/kit/call.ts': 'export const call = 1',
  'web/kit/button.vue':
    '<script setup lang="ts">import { call } from "#kit/call.ts"\ncall</script><template/>',
  'web/desk/modules/cases/case-list.vue':
    '<script setup lang="ts">import "#kit/button.vue"\nimport { it } from "#domain/cases/case.ts"\nit</script><template/>',
  'web/desk/modules/people/people-list.ts': 'export const people = 1',
  'web/field/outbox.ts': 'export const outbox = 1',
}

/** One file for each wall, which breaks it; the name of the rule that must report it comes first. */
const broken: [rule: string, file: string, text: string][] = [
  ['domain-is-pure', 'domain/cases/reads-file.ts', "import { readFileSync } from 'node:fs'\nreadFileSync"],
  ['domain-is-pure', 'domain/cases/asks-database.ts', "import { kysely } from 'kysely'\nkysely"],
  ['domain-is-pure', 'domain/cases/calls-server.ts', "import { act } from '#platform/act.ts'\nact"],
  ['standards-hold-no-code', 'domain/cases/uses-code.ts', "import { x } from '#standards/code.ts'\nx"],
  ['server-not-to-web', 'server/platform/shows.ts', "import { call } from '#kit/call.ts'\ncall"],
  [
    'web-not-to-server',
    'web/desk/modules/cases/reaches.vue',
    '<script setup lang="ts">import { act } from "#platform/act.ts"\nact</script><template/>',
  ],
  [
    'scenarios-speak-http',
    'scenarios/short-cut.test.ts',
    "import { person } from '#modules/identity/index.ts'\nperson",
  ],
  [
    'platform-knows-no-module',
    'server/platform/knows.ts',
    "import { entry } from '#modules/audit/index.ts'\nentry",
  ],
  [
    'platform-knows-no-module',
    'server/platform/business.ts',
    "import { it } from '#domain/cases/case.ts'\nit",
  ],
  [
    'modules-meet-at-the-door',
    'server/modules/identity/window.ts',
    "import { entry } from '#modules/audit/store.ts'\nentry",
  ],
  [
    'everybody-enters-by-the-door',
    'server/cli/break-in.ts',
    "import { entry } from '#modules/audit/store.ts'\nentry",
  ],
  [
    'module-map:identity',
    'server/modules/identity/upward.ts',
    "import { score } from '#modules/evaluation/index.ts'\nscore",
  ],
  [
    'modules-know-no-driver-of-them',
    'server/modules/audit/driven.ts',
    "import { x } from '../../simulator/x.ts'\nx",
  ],
  [
    'sql-lives-in-stores',
    'server/modules/audit/commands/write-sql.ts',
    "import { kysely } from 'kysely'\nkysely",
  ],
  ['routes-hold-no-logic', 'server/modules/audit/routes.ts', "import { entry } from './store.ts'\nentry"],
  [
    'commands-know-no-http',
    'server/modules/audit/commands/answer.ts',
    "import { serve } from '#platform/http/serve.ts'\nserve",
  ],
  [
    'kit-knows-no-app',
    'web/kit/knows-desk.vue',
    '<script setup lang="ts">import { people } from "../desk/modules/people/people-list.ts"\npeople</script><template/>',
  ],
  ['apps-stay-apart', 'web/desk/uses-field.ts', "import { outbox } from '../field/outbox.ts'\noutbox"],
  [
    'screens-of-a-module-stay-apart',
    'web/desk/modules/cases/uses-people.vue',
    '<script setup lang="ts">import { people } from "../people/people-list.ts"\npeople</script><template/>',
  ],
  ['no-cycles', 'domain/cases/egg.ts', "import { hen } from './hen.ts'\nexport const egg = () => hen"],
  ['nothing-unresolved', 'domain/cases/lost.ts', "import { nowhere } from './nowhere.ts'\nnowhere"],
  [
    'no-test-code-in-production',
    'server/modules/evaluation/fakes.ts',
    "import { aScore } from './testing.ts'\naScore",
  ],
  ['server-runs-without-tools', 'server/platform/tool.ts', "import { vue } from 'vue'\nvue"],
]
const aids = {
  'standards/code.ts': 'export const x = 1',
  'server/simulator/x.ts': 'export const x = 1',
  'domain/cases/hen.ts': "import { egg } from './egg.ts'\nexport const hen = egg",
}

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

function build(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'jingwei-walls-'))
  folders.push(folder)
  for (const name of ['.dependency-cruiser.js', 'package.json', 'tsconfig.json'])
    cpSync(join(root, name), join(folder, name))
  const library = (name: string): [string, string][] => [
    [
      `node_modules/${name}/package.json`,
      `{"name":"${name}","version":"1.0.0","type":"module","exports":"./index.js"}`,
    ],
    [`node_modules/${name}/index.js`, `export const ${name} = 1\nexport const z = 1`],
  ]
  for (const [path, text] of [...Object.entries(files), ...packages.flatMap(library)]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), `${text}\n`)
  }
  return folder
}

const answer = z.object({
  modules: z.array(z.object({ source: z.string() })),
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })),
  }),
})

/** What the checker says of the house in `folder`: how many files it read, and `rule file` for each violation. */
function check(folder: string): { files: string[]; violations: string[] } {
  const checker = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs')
  const rooms = readdirSync(folder).filter((name) => ['domain', 'server', 'web', 'scenarios'].includes(name))
  const ran = spawnSync(
    process.execPath,
    [checker, '--config', '.dependency-cruiser.js', '-T', 'json', ...rooms],
    {
      cwd: folder,
      encoding: 'utf8',
    },
  )
  if (ran.stdout === '') throw new Error(`the checker did not run: ${ran.stderr}`)
  const { modules, summary } = answer.parse(JSON.parse(ran.stdout))
  return {
    files: modules.map((it) => it.source),
    violations: summary.violations.map((it) => `${it.rule.name} ${it.from}`),
  }
}

test('a sound house has no violation, and the checker has read its files', () => {
  const { files, violations } = check(build(sound))
  expect(violations).toEqual([])
  expect(files).toEqual(
    expect.arrayContaining(Object.keys(sound).filter((path) => !/testing|module-map/.test(path))),
  )
})

describe('every wall', () => {
  let violations: string[] = []
  beforeAll(() => {
    const breaks = Object.fromEntries(broken.map(([, path, text]) => [path, text]))
    violations = check(build({ ...sound, ...aids, ...breaks })).violations
  })

  test.each(broken)('%s reports %s', (rule, path) => {
    expect(violations).toContain(`${rule} ${path}`)
  })

  test('is broken here', async () => {
    const config: unknown = await import('../.dependency-cruiser.js')
    const rules = z
      .object({ default: z.object({ forbidden: z.array(z.object({ name: z.string() })) }) })
      .parse(config)
      .default.forbidden.map((rule) => rule.name)
    const tried = new Set(broken.map(([rule]) => rule))
    expect(rules.filter((name) => !tried.has(name) && !name.startsWith('module-map:'))).toEqual([])
  })
})

describe('the module map', () => {
  const map: Record<string, string[]> = moduleMap

  test('names only modules it has', () => {
    const unknown = Object.values(map)
      .flat()
      .filter((name) => !(name in map))
    expect(unknown).toEqual([])
  })

  test('has no cycle', () => {
    const below = (name: string, path: string[]): string[] =>
      path.includes(name)
        ? [[...path, name].join(' → ')]
        : (map[name] ?? []).flatMap((used) => below(used, [...path, name]))
    expect(Object.keys(map).flatMap((name) => below(name, []))).toEqual([])
  })

  test('knows the folder of every module', () => {
    const folders = readdirSync(join(root, 'server', 'modules'), { withFileTypes: true })
    expect(folders.filter((it) => it.isDirectory() && !(it.name in map)).map((it) => it.name)).toEqual([])
  })
})
