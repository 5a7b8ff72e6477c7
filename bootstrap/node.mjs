/**
 * Finds the Node.js that runs the product: the one npm brought for this platform, else the machine's own.
 * Like everything in this folder it runs on Node 20, before anything is installed, and needs no package.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './processes.mjs'

const wanted = 24

/** The path of a Node.js of version 24 or later; throws a sentence for the reader when there is none. */
export function findNode() {
  const major = Number(process.versions.node.split('.')[0])
  const brought = [`node-${process.platform}-${process.arch}`, `node-bin-${process.platform}-${process.arch}`]
    .map((name) =>
      join(root, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node'),
    )
    .find((path) => existsSync(path) && runs(path))
  if (brought) return brought
  if (major >= wanted) return process.execPath
  throw new Error(
    `npm brings no Node.js ${wanted} for ${process.platform}-${process.arch}, and this machine has ${process.version}. ` +
      `Install Node.js ${wanted} or later (https://nodejs.org) and run the command again.`,
  )
}

/** A binary may be there and yet not start, for instance on a system with another C library. */
const runs = (path) => spawnSync(path, ['--version'], { stdio: 'ignore' }).status === 0
