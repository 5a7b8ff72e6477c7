/**
 * `npm run permissions`: prints `docs/permissions.md`, who may pass which door: every post with its permissions, every
 * endpoint with the posts that may call it and the rows it holds for. It is made from the code that asks at the door, and
 * with `--check` it only says whether the file is stale.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Endpoint } from '#domain/endpoint.ts'
import { permissionsOf } from '#domain/identity/permissions-of.ts'
import { type Post, postCodes, postNames } from '#domain/identity/post.ts'
import { servedEndpoints, servedViews } from './served-endpoints.ts'
import { root } from './source-files.ts'

const file = join(root, 'docs', 'permissions.md')
const held = new Map(postCodes.map((post) => [post, permissionsOf([post])]))
const holdersOf = (permission: string): Post[] => postCodes.filter((post) => held.get(post)?.has(permission))
const row = (...cells: readonly string[]): string =>
  `| ${cells.map((it) => it.replaceAll('|', '\\|')).join(' | ')} |`
const table = (head: readonly string[], rows: readonly string[]): string[] => [
  row(...head),
  row(...head.map(() => '---')),
  ...rows,
  '',
]
const whoMay = (permission: string): string => {
  if (permission === 'public') return 'anyone'
  if (permission === 'signed-in') return 'whoever is signed in'
  return holdersOf(permission).join(', ') || 'nobody'
}

const permissions = [...new Set(postCodes.flatMap((post) => [...(held.get(post) ?? [])]))].sort()
const rooms = [...new Set(servedEndpoints.map(({ path }) => path.split('/')[2] ?? ''))]
const ofRoom = (room: string): Endpoint[] => servedEndpoints.filter(({ path }) => path.split('/')[2] === room)

const lines = [
  '# Who may pass which door',
  '',
  'Printed by `npm run permissions` from the grants of the posts, the life cycles and the endpoints that are served; the',
  'check of the project fails where it is stale. A county that merges posts (`mergedPosts`) gives the holder of one the column',
  'of the other as well. The rows that a permission holds for stand in the last column of the endpoints; the tests',
  '`server/every-endpoint.test.ts` and `server/every-object.test.ts` ask every door as every post.',
  '',
  '## Posts and permissions',
  '',
  ...table(
    ['permission', ...postCodes.map((it) => postNames[it].zh)],
    permissions.map((it) =>
      row(`\`${it}\``, ...postCodes.map((post) => (held.get(post)?.has(it) ? '●' : ''))),
    ),
  ),
  '## Endpoints',
  '',
  ...rooms.flatMap((room) => [
    `### ${room}`,
    '',
    ...table(
      ['endpoint', 'does', 'permission', 'posts', 'rows'],
      ofRoom(room).map((it) =>
        row(
          `\`${it.method} ${it.path}\``,
          it.summary,
          `\`${it.permission}\``,
          whoMay(it.permission),
          it.scope,
        ),
      ),
    ),
  ]),
  '## Live streams',
  '',
  ...table(
    ['stream', 'permission', 'posts'],
    [
      row(
        '`GET /api/live`',
        '`signed-in`',
        'whoever is signed in; each announcement by the policy of its module',
      ),
      ...servedViews.map((it) => row(`\`GET ${it.path}\``, `\`${it.permission}\``, whoMay(it.permission))),
    ],
  ),
]
const printed = `${lines.join('\n').trimEnd()}\n`

if (existsSync(file) && readFileSync(file, 'utf8') === printed)
  process.stdout.write('The permissions are told truly.\n')
else if (process.argv.includes('--check')) {
  process.stdout.write('docs/permissions.md is stale; run: npm run permissions\n')
  process.exitCode = 1
} else {
  writeFileSync(file, printed)
  process.stdout.write(`Printed ${permissions.length} permissions and ${servedEndpoints.length} endpoints.\n`)
}
