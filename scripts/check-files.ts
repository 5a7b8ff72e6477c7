/**
 * Habits that no linter knows: the length of files, names that tell nobody what is inside, the time, which is read
 * in server/platform/clock.ts alone and never in domain/, and SQL, which names another module's `*_facts` views only.
 */
import { readFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { moduleMap } from '../module-map.js'
import { listSourceFiles, report, root } from './source-files.ts'

const longest = 500
const code = new Set(['.ts', '.vue', '.js', '.mjs', '.sql', '.css'])
const forbiddenName = /^(utils?|helpers?|common|misc|base|manager|impl)$/
const kebabCase = /^\.?[a-z0-9]+([.-][a-z0-9]+)*$/
const readsTime = /\bnew Date\(\s*\)|\bDate\.now\(/
// How long something took is no time of day; yet a rule has no business to measure even that.
const readsAnyClock = /\bnew Date\(\s*\)|\b(Date|performance)\.now\(/
const mayReadTime = /^server\/platform\/clock\.ts$|\.test\.ts$|\/testing(\/|\.ts$)/

const tableName = /\b(?:from|join|into|update|table|references|on)\s+"?([a-z]+)"?\."?([a-z_]+)"?/gi

/** Names of private tables of other modules in the SQL of the module at `path`. */
function foreignTables(path: string, text: string): string[] {
  const own = /^server\/modules\/([^/]+)\//.exec(path)?.[1]
  if (own === undefined || /\.test\.ts$|\/testing(\/|\.ts$)/.test(path)) return []
  return [...text.matchAll(tableName)]
    .filter(
      ([, schema = '', table = '']) => schema !== own && schema in moduleMap && !table.endsWith('_facts'),
    )
    .map(
      ([, schema, table]) => `${path}: ${schema}.${table} is private to ${schema}; read a *_facts view of it`,
    )
}

/** What is wrong with the file at `path`, whose text is `text`; one line for each finding. */
export function findingsOf(path: string, text: string): string[] {
  const findings: string[] = []
  const parts = path.split('/').map((part) => part.split('.')[0] ?? '')
  const forbidden = parts.find((part) => forbiddenName.test(part))
  if (forbidden) findings.push(`${path}: the name "${forbidden}" tells nobody what is inside`)
  if (!code.has(extname(path)) || path.endsWith('.generated.ts')) return findings
  const lines = text.split('\n')
  if (lines.length > longest) findings.push(`${path}: ${lines.length} lines, the limit is ${longest}`)
  if (!kebabCase.test(basename(path))) findings.push(`${path}: file names are kebab-case`)
  if (/^(domain|server)\/.*\.ts$/.test(path) && !mayReadTime.test(path))
    for (const [index, line] of lines.entries())
      if ((path.startsWith('domain/') ? readsAnyClock : readsTime).test(line))
        findings.push(
          `${path}:${index + 1}: the time comes from a clock that is handed in (server/platform/clock.ts)`,
        )
  if (/^(domain|server|scenarios|scripts)\/.*\.ts$/.test(path) && /\b(it|test|describe)\.only\(/.test(text))
    findings.push(`${path}: a focused test hides all the others`)
  return [...findings, ...foreignTables(path, text)]
}

if (import.meta.main)
  report(
    'files',
    listSourceFiles().flatMap((path) =>
      findingsOf(path, code.has(extname(path)) ? readFileSync(join(root, path), 'utf8') : ''),
    ),
  )
