/**
 * `npm run bundle`: everything an installation without the internet needs, as one archive: Node.js, the packages the
 * server runs on, the built screens, units, documents, an install script, and a checksum of every file. Nothing is fetched:
 * packages are taken from node_modules as package-lock.json names them, those of development left out.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, relative } from 'node:path'
import { build } from 'vite'
import packageFile from '../package.json' with { type: 'json' }
import { listSourceFiles, root } from './source-files.ts'

/** What of the checkout runs or is read at an installation. */
const parts =
  /^(server|domain|standards|deploy|docs\/(guide|manual|operations|screens))\b|^(LICENSE|package(-lock)?\.json|README(\.zh-CN)?\.md|CHANGELOG\.md)$/
const forDevelopers = /\.test\.ts$|(^|\/)testing(\/|\.ts$)/

type LockEntry = { readonly dev?: true; readonly optional?: true }

const platform = `${process.platform}-${process.arch}`
const nodePackage = `node_modules/node-${platform}`

/** Packages that the server runs on and that are here: optional ones of other platforms are not. */
async function listPackages(): Promise<string[]> {
  const lock = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, LockEntry>
  }
  return Object.entries(lock.packages)
    .filter(([path, entry]) => path !== '' && !entry.dev && path !== nodePackage)
    .map(([path, entry]) => {
      const isHere = existsSync(join(root, path))
      if (!isHere && !entry.optional) throw new Error(`${path} is not installed; run npm install`)
      return isHere ? path : ''
    })
    .filter(Boolean)
}

/** Copies a package without the packages inside of it, which the lock file lists themselves. */
const copyPackage = (path: string, folder: string): Promise<void> =>
  cp(join(root, path), join(folder, path), {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => !relative(join(root, path), source).split('/').includes('node_modules'),
  })

async function writeChecksums(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((it) => it.isFile())
    .map((it) => relative(folder, join(it.parentPath, it.name)))
  const lines: string[] = []
  for (const path of paths.sort())
    lines.push(
      `${createHash('sha256')
        .update(await readFile(join(folder, path)))
        .digest('hex')}  ${path}`,
    )
  await writeFile(join(folder, 'SHA256SUMS'), `${lines.join('\n')}\n`)
}

/** Lays the contents of the bundle into `folder`. */
async function fill(folder: string): Promise<void> {
  for (const path of listSourceFiles().filter((it) => parts.test(it) && !forDevelopers.test(it)))
    await cp(join(root, path), join(folder, path))
  for (const path of await listPackages()) await copyPackage(path, folder)
  await mkdir(join(folder, 'node', 'bin'), { recursive: true })
  await cp(join(root, nodePackage, 'bin', 'node'), join(folder, 'node', 'bin', 'node'))
  await cp(join(root, nodePackage, 'LICENSE'), join(folder, 'node', 'LICENSE')).catch(() => undefined) // Some packages of it carry none.
  for (const name of ['install.sh', 'switch-release.sh']) {
    await cp(join(root, 'deploy', 'bundle', name), join(folder, name))
    await chmod(join(folder, name), 0o755)
  }
  await writeFile(join(folder, 'VERSION'), `${packageFile.version}\n`)
  await writeFile(join(folder, 'PLATFORM'), `${platform}\n`)
  await build({
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir: join(folder, 'dist'), emptyOutDir: true },
  })
  await writeChecksums(folder)
}

/** Makes the archive in `target`; its path. */
export async function makeBundle(target: string): Promise<string> {
  if (!existsSync(join(root, nodePackage)))
    throw new Error(`a bundle for ${platform} needs the npm package ${basename(nodePackage)}`)
  const name = `jingwei-${packageFile.version}-${platform}`
  const work = await mkdtemp(join(tmpdir(), 'jingwei-bundle-'))
  try {
    await fill(join(work, name))
    await mkdir(target, { recursive: true })
    const archive = join(target, `${name}.tar.gz`)
    // Owned by root and in one order, whoever made it.
    const order = ['--sort=name', '--owner=0', '--group=0', '--numeric-owner']
    execFileSync('tar', [...order, '-czf', `${archive}.part`, '-C', work, name], { stdio: 'inherit' })
    await rename(`${archive}.part`, archive)
    const sum = createHash('sha256')
      .update(await readFile(archive))
      .digest('hex')
    await writeFile(`${archive}.sha256`, `${sum}  ${basename(archive)}\n`)
    return archive
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

if (import.meta.main) {
  const archive = await makeBundle(process.argv[2] ?? join(root, 'bundles'))
  process.stdout.write(`${archive}\n`)
}
