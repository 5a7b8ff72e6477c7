/**
 * Installs the npm packages of package-lock.json when they are missing or are other versions. npm writes what it
 * installed to node_modules/.package-lock.json at its very end, so an interrupted installation is begun again.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, runQuietly } from './processes.mjs'

const packagesOf = (path) => JSON.parse(readFileSync(path, 'utf8')).packages

/**
 * The packages of the lock file that are not installed in the locked version. An optional one may be absent: npm
 * leaves out those of other platforms, and those that would not install here.
 */
export function missingPackages(folder = root) {
  const installedList = join(folder, 'node_modules', '.package-lock.json')
  const wanted = Object.entries(packagesOf(join(folder, 'package-lock.json'))).filter(([path]) => path !== '')
  const installed = existsSync(installedList) ? packagesOf(installedList) : {}
  return wanted
    .filter(([path, entry]) =>
      path in installed ? installed[path].version !== entry.version : !entry.optional,
    )
    .map(([path]) => path)
}

/** Makes node_modules what package-lock.json says. */
export async function installPackages() {
  const missing = missingPackages()
  if (missing.length === 0) return
  // `npm ci` refuses a lock file in which an optional package of another platform is missing, and npm writes such
  // a file wherever its registry does not carry that package; `install --no-save` follows the same lock file, adds
  // nothing to it, and does not mind. --include: the screens are built here also where NODE_ENV says production.
  await runQuietly(
    `Installing ${missing.length} npm packages`,
    process.platform === 'win32' ? 'npm.cmd' : 'npm',
    [
      'install',
      '--no-save',
      '--include=dev',
      '--include=optional',
      '--no-audit',
      '--no-fund',
      '--loglevel=http',
    ],
    { shell: process.platform === 'win32' },
  )
}
