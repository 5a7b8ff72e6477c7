/** Writing a file that the command line names, with failures told in a sentence. */
import { CliProblem } from './problems.ts'

const refusals = ['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'EISDIR', 'EROFS', 'ENOSPC', 'EEXIST']

/** Runs `work`; what the system refuses about the file is told in a sentence. */
export async function writing<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException
    throw refusals.includes(code) ? CliProblem.unwritableFile({ file, reason: message }) : error
  }
}
