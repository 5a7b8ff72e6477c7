/**
 * `npm run sbom [-- path]`: writes what the product is made of as a CycloneDX document, from the lock file and without a
 * network; a release carries it. By default `dist/sbom.cdx.json`. (npm's own command leaves out packages that also serve
 * the making of the product.)
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import packageFile from '../package.json' with { type: 'json' }
import { type LockedPackage, readLock } from './dependencies.ts'
import { root } from './source-files.ts'

const purlOf = ({ name, version }: Pick<LockedPackage, 'name' | 'version'>): string =>
  `pkg:npm/${name.replace('@', '%40')}@${version}`

const componentOf = (it: LockedPackage) => ({
  type: 'library',
  'bom-ref': purlOf(it),
  name: it.name,
  version: it.version,
  purl: purlOf(it),
  scope: it.optional ? 'optional' : 'required',
  ...(it.license ? { licenses: [{ expression: it.license }] } : {}),
  hashes: [
    {
      alg: 'SHA-512',
      content: Buffer.from((it.integrity ?? '').replace('sha512-', ''), 'base64').toString('hex'),
    },
  ],
})

/** What is installed where the product runs, as CycloneDX 1.5; what only builds and tests it is left out. */
export function makeSbom() {
  const { name, version } = packageFile
  const running = new Map(
    readLock()
      .filter((it) => !it.dev)
      .map((it) => [purlOf(it), componentOf(it)]),
  )
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: { component: { type: 'application', 'bom-ref': purlOf({ name, version }), name, version } },
    components: [...running.values()].sort((a, b) => a.purl.localeCompare(b.purl)),
  }
}

if (import.meta.main) {
  const path = process.argv[2] ?? join(root, 'dist', 'sbom.cdx.json')
  const sbom = makeSbom()
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `${JSON.stringify(sbom, undefined, 2)}\n`)
  process.stdout.write(`${path}: ${sbom.components.length} packages\n`)
}
