/** Reading a file that the command line names, with failures told in a sentence. */
import { readFileSync } from 'node:fs'
import { CliProblem } from './problems.ts'

/** The text of `file`; `-` is standard input. */
export function readText(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8')
  } catch (error) {
    throw CliProblem.unreadableFile({ file, reason: (error as Error).message })
  }
}
