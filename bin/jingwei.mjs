#!/usr/bin/env node
/** The command `jingwei`: hands everything to server/cli/main.ts on the Node.js that npm brought. */
import { join } from 'node:path'
import { installPackages } from '../bootstrap/install.mjs'
import { findNode } from '../bootstrap/node.mjs'
import { command, root, runInForeground } from '../bootstrap/processes.mjs'

command(async () => {
  await installPackages()
  const args = [join(root, 'server', 'cli', 'main.ts'), ...process.argv.slice(2)]
  return runInForeground(findNode(), args, { cwd: process.cwd() })
})
