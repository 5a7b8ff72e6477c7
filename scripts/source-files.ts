/** The files of the project as git sees them: tracked, and new ones that are not ignored. */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** The folder of the checkout. */
export const root = join(import.meta.dirname, '..')

/** Paths relative to the folder of the checkout, in order. */
export function listSourceFiles(folder: string = root): string[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  return [...new Set(listed.split('\0'))]
    .filter((path) => path !== '' && existsSync(join(folder, path)))
    .sort()
}

/** Prints what a check found and sets the exit code. */
export function report(what: string, findings: readonly string[]): void {
  for (const finding of findings) process.stdout.write(`${finding}\n`)
  process.stdout.write(
    `${what}: ${findings.length === 0 ? 'nothing to say' : `${findings.length} findings`}\n`,
  )
  process.exitCode = findings.length === 0 ? 0 : 1
}
