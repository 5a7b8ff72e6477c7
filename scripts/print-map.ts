/**
 * Prints the module map of ARCHITECTURE.md between its markers: what module-map.js allows, and what the imports
 * of server/modules/ use of it today. With `--check` it only says whether the document is stale.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { moduleMap } from '../module-map.js'
import { root } from './source-files.ts'

const document = join(root, 'ARCHITECTURE.md')
const [begin, end] = ['<!-- module map: printed by npm run map -->', '<!-- end of module map -->']
const map: Record<string, readonly string[]> = moduleMap

/** The modules that the files of module `name` import from. */
function usedBy(name: string): Set<string> {
  const folder = join(root, 'server', 'modules', name)
  if (!existsSync(folder)) return new Set()
  const texts = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .map((path) => readFileSync(join(folder, path), 'utf8'))
  return new Set(
    texts.flatMap((text) => [...text.matchAll(/from '#modules\/([a-z]+)\//g)].map((it) => it[1] ?? '')),
  )
}

/** How many layers of modules stand below `name`. */
const height = (name: string): number => Math.max(0, ...(map[name] ?? []).map((used) => 1 + height(used)))

/** The map as a Markdown table, lowest modules first; a module that is used in code stands in bold. */
export function printMap(): string {
  const rows = Object.entries(map)
    .sort(([a], [b]) => height(a) - height(b))
    .map(([name, mayUse]) => {
      const used = usedBy(name)
      const row = mayUse.map((it) => (used.has(it) ? `**${it}**` : it)).join(', ')
      const links = [`domain/${name}`, `server/modules/${name}`]
        .filter((path) => existsSync(join(root, path)))
        .map((path) => `[${path.split('/')[0]}](${path}/)`)
      return `| ${name} | ${row || '–'} | ${links.join(' ') || '–'} |`
    })
  return ['| module | may use (bold: does today) | rooms |', '|---|---|---|', ...rows].join('\n')
}

if (import.meta.main) {
  const text = readFileSync(document, 'utf8')
  const [before, rest] = text.split(begin)
  const after = rest?.split(end)[1]
  if (before === undefined || after === undefined)
    throw new Error(`ARCHITECTURE.md has lost its markers ${begin} and ${end}`)
  const printed = `${before}${begin}\n${printMap()}\n${end}${after}`
  if (printed === text) process.stdout.write('The module map in ARCHITECTURE.md is true.\n')
  else if (process.argv.includes('--check')) {
    process.stdout.write('The module map in ARCHITECTURE.md is stale; run: npm run map\n')
    process.exitCode = 1
  } else {
    writeFileSync(document, printed)
    process.stdout.write('Printed the module map into ARCHITECTURE.md.\n')
  }
}
