/** `npm start`: from a bare clone to the running product. */
import { installPackages } from './install.mjs'
import { findNode } from './node.mjs'
import { command, runInForeground } from './processes.mjs'
import { buildScreens } from './screens.mjs'

command(async () => {
  await installPackages()
  const node = findNode()
  await buildScreens(node)
  return runInForeground(node, ['server/main.ts', 'start', ...process.argv.slice(2)])
})
