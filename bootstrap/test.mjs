/** `npm test`: installs what the tests need, then runs every check and every test (scripts/test.ts). */
import { installSystemPackages } from './debian.mjs'
import { installPackages } from './install.mjs'
import { findNode } from './node.mjs'
import { command, runInForeground } from './processes.mjs'
import { buildScreens } from './screens.mjs'

command(async () => {
  await installPackages()
  await installSystemPackages()
  const node = findNode()
  await buildScreens(node)
  return runInForeground(node, ['scripts/test.ts', ...process.argv.slice(2)])
})
