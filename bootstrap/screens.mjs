/** Builds the screens into dist/ when a source of theirs has changed since the last build. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, runQuietly } from './processes.mjs'

const sources = ['web', 'domain', 'standards', 'vite.config.ts', 'package-lock.json']
const stamp = join(root, 'dist', '.sources')

/** Changes when a file is added, removed or written; file times are enough, since git sets them on every change. */
function fingerprint() {
  const hash = createHash('sha256')
  const add = (path) => {
    const found = statSync(join(root, path))
    if (!found.isDirectory()) hash.update(`${path} ${found.size} ${found.mtimeMs}\n`)
    else for (const name of readdirSync(join(root, path)).sort()) add(`${path}/${name}`)
  }
  for (const path of sources) if (existsSync(join(root, path))) add(path)
  return hash.digest('hex')
}

/** Makes dist/ what the sources say, with `node` as the Node.js to build with. */
export async function buildScreens(node) {
  const now = fingerprint()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return
  await runQuietly('Building the screens', node, [join('node_modules', 'vite', 'bin', 'vite.js'), 'build'])
  mkdirSync(join(root, 'dist'), { recursive: true })
  writeFileSync(stamp, now)
}
