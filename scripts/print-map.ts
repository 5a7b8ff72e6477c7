/**
 * `npm run map`: prints the module map into ARCHITECTURE.md between its markers, and to the terminal what the
 * imports of server/modules/ use of it today, and who announces and hears what. With `--check` it only says
 * whether the document is stale.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { moduleMap } from '../module-map.js'
import { root } from './source-files.ts'

const document = join(root, 'ARCHITECTURE.md')
const [begin, end] = ['<!-- module map: printed by npm run map -->', '<!-- end of module map -->']
const map: Record<string, readonly string[]> = moduleMap

/** How many layers of modules stand below `name`. */
const height = (name: string): number => Math.max(0, ...(map[name] ?? []).map((used) => 1 + height(used)))

/** The map as a Markdown table, lowest modules first. */
function printMap(): string {
  const rows = Object.entries(map)
    .sort(([a], [b]) => height(a) - height(b))
    .map(([name, mayUse]) => `| ${name} | ${mayUse.join(', ') || '–'} |`)
  return ['| module | may use |', '|---|---|', ...rows].join('\n')
}

/** Every match of `pattern` in the production code of module `name`. */
function found(name: string, pattern: RegExp): string[] {
  const files = globSync(`server/modules/${name}/**/*.ts`, { cwd: root }).filter(
    (it) => !it.endsWith('.test.ts'),
  )
  const texts = files.map((path) => readFileSync(join(root, path), 'utf8'))
  return [...new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map((it) => it[1] ?? '')))].sort()
}

function printUse(): void {
  for (const name of Object.keys(map)) {
    const used = found(name, /from '#modules\/([a-z]+)\//g).filter((it) => it !== name)
    const announces = found(name, /announce\(\{\s*name: '([a-z.-]+)'/g)
    const hears = found(name, /\bon: '([a-z-]+\.[a-z-]+)'/g)
    const parts = [`uses ${used.join(', ') || 'no other'}`]
    if (announces.length > 0) parts.push(`announces by name ${announces.join(', ')}`)
    if (hears.length > 0) parts.push(`hears ${hears.join(', ')}`)
    process.stdout.write(`${name}: ${parts.join('; ')}\n`)
  }
}

const text = readFileSync(document, 'utf8')
const [before, rest] = text.split(begin)
const after = rest?.split(end)[1]
if (before === undefined || after === undefined)
  throw new Error(`ARCHITECTURE.md has lost its markers ${begin} and ${end}`)
const printed = `${before}${begin}\n${printMap()}\n${end}${after}`
const isCheck = process.argv.includes('--check')

if (isCheck && printed !== text) {
  process.stdout.write('The module map in ARCHITECTURE.md is stale; run: npm run map\n')
  process.exitCode = 1
} else if (isCheck) process.stdout.write('The module map in ARCHITECTURE.md is true.\n')
else {
  if (printed !== text) writeFileSync(document, printed)
  printUse()
}
