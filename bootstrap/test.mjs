/**
 * `npm test`: installs what the tests need, then runs every check and every test (scripts/test.ts). With `--quick`
 * only what needs nothing but npm.
 */
import { installSystemPackages } from './debian.mjs'
import { installPackages } from './install.mjs'
import { findNode } from './node.mjs'
import { command, runInForeground } from './processes.mjs'
import { buildScreens } from './screens.mjs'

command(async () => {
  await installPackages()
  if (!process.argv.includes('--quick')) await installSystemPackages()
  const node = findNode()
  await buildScreens(node)
  return runInForeground(node, ['scripts/test.ts', ...process.argv.slice(2)])
})
