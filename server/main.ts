/** The entry of the server: `node server/main.ts start`. It is the command line, which starts the server. */
import { runCommandLine } from './cli/command-line.ts'

process.exitCode = await runCommandLine(process.argv.slice(2))
