/** The entry of the command `jingwei`. What Node.js compiled is kept for the next run, which halves its start. */
import { enableCompileCache } from 'node:module'

enableCompileCache()
const { runCommandLine } = await import('./command-line.ts')
process.exitCode = await runCommandLine(process.argv.slice(2))
