/**
 * Installs the Debian packages that the tests need and that npm cannot bring: a browser with Chinese letters,
 * GDAL to compare survey files with, nginx to try its example, and Debian's PostgreSQL with PostGIS as the second database.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { runQuietly } from './processes.mjs'

const servers = '/usr/lib/postgresql'
const output = (program, args) => spawnSync(program, args, { encoding: 'utf8' }).stdout ?? ''
// biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query fills in its own fields.
const isInstalled = (name) => output('dpkg-query', ['-W', '-f', '${db:Status-Status}', name]) === 'installed'

/** The newest PostgreSQL server here, else the one this Debian would install; undefined before apt has its lists. */
function postgresVersion() {
  const here = existsSync(servers)
    ? readdirSync(servers).filter((name) => existsSync(`${servers}/${name}/bin/initdb`))
    : []
  const offered = /^Version: (\d+)/m.exec(output('apt-cache', ['show', 'postgresql']))?.[1]
  return here.sort((a, b) => Number(b) - Number(a))[0] ?? offered
}

/** The browser without a window, which spares a third of the processor, where this Debian has it. */
const browser = () =>
  /^Package: /m.test(output('apt-cache', ['show', 'chromium-headless-shell']))
    ? 'chromium-headless-shell'
    : 'chromium'

const packages = (version) => [
  browser(),
  'fonts-noto-cjk',
  'gdal-bin',
  'nginx-light',
  ...(version
    ? [`postgresql-${version}`, `postgresql-${version}-postgis-3`]
    : ['postgresql', 'postgresql-postgis']),
]

/** Installs what is missing as root; otherwise throws a sentence that names the packages. */
export async function installSystemPackages() {
  const missing = () => packages(postgresVersion()).filter((name) => !isInstalled(name))
  if (missing().length === 0) return
  const isDebian = existsSync('/usr/bin/apt-get')
  if (!isDebian || process.getuid?.() !== 0) {
    const names = missing().join(' ')
    throw new Error(
      (isDebian
        ? `The tests need Debian packages that only root may install: apt-get install ${names}`
        : `The whole test run needs Debian with these packages: ${names}.`) +
        '\nWithout them, npm run test:quick runs every check and test that needs nothing but npm.',
    )
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' } // 1: start no service
  await runQuietly('Reading the lists of Debian packages', 'apt-get', ['update'], { env })
  await runQuietly(
    `Installing Debian packages: ${missing().join(' ')}`,
    'apt-get',
    ['install', '-y', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=600', ...missing()],
    { env },
  )
}
