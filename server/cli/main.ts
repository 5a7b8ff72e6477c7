/** The entry of the command `jingwei`. What Node.js compiled is kept for the next run, which halves its start. */
import { enableCompileCache } from 'node:module'

enableCompileCache()
const { runCommandLine } = await import('./command-line.ts')

// Whoever reads our output may stop early (`| head`): then nobody is left to speak to.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(0)
})
process.exitCode = await runCommandLine(process.argv.slice(2), {
  environment: process.env,
  out: process.stdout,
  err: process.stderr,
})
