/**
 * `npm run new:module -- streets "what it is for"`: prints the skeleton of a module with its rooms, its door and
 * its README, and says which line to add where. Writes nothing that exists.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from './source-files.ts'

const pascal = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1)

/** The files of a new module `name`, by path. */
export function skeletonOfModule(name: string, purpose: string): Record<string, string> {
  return {
    [`domain/${name}/problems.ts`]: `/** Every failure that ${name} foresees. */
import { defineProblem } from '#domain/problem.ts'

export const ${pascal(name)}Problem = {
  notFound: defineProblem<{ id: string }>('${name}.not-found', 'not-found', ({ id }) => ({
    zh: \`没有编号为 \${id} 的记录。\`,
    en: \`There is no record \${id}.\`,
  })),
}
`,
    [`server/modules/${name}/index.ts`]: `/** The door of ${name}: ${purpose}. */
import type { Module } from '#platform/module.ts'

export const ${name}Module: Module = { name: '${name}', routes: [] }
`,
    [`server/modules/${name}/README.md`]: `# ${name}

${purpose}

- **Words**:
- **Owns**: the schema \`${name}\`.
- **Announces**: nothing yet.
- **Hears**: nothing yet.
- **Why it is so**:
`,
  }
}

/** Writes `files` under the checkout; throws before writing anything when one of them exists. */
export function writeSkeleton(files: Record<string, string>): void {
  const there = Object.keys(files).find((path) => existsSync(join(root, path)))
  if (there) throw new Error(`${there} exists already`)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
    process.stdout.write(`wrote ${path}\n`)
  }
}

if (import.meta.main) {
  const [name, purpose = 'what it is for, in one sentence'] = process.argv.slice(2)
  if (!name || !/^[a-z]+$/.test(name))
    throw new Error('usage: npm run new:module -- <name, one small word> "<purpose>"')
  writeSkeleton(skeletonOfModule(name, purpose))
  process.stdout.write(
    `now: a line in module-map.js (${name}: [...]), the module in server/modules.ts, npm run map\n`,
  )
}
