/** Looks at a copy from end to end without changing anything: signature, key, version, and the hash of every part. */

import type { KeyObject } from 'node:crypto'
import { dirname, join } from 'node:path'
import { listMigrations } from '../database/migrate.ts'
import type { OperatorKey } from './backup-key.ts'
import { listCopies } from './copies.ts'
import { type Manifest, type Part, readManifest } from './manifest.ts'
import { BackupProblem } from './problems.ts'
import { checkSealed } from './sealed-file.ts'

export type CheckedCopy = { readonly folder: string; readonly place: string; readonly manifest: Manifest }

/** Every file of a copy, its own and those it shares. */
export const partsOf = ({ database, files, packs, keys }: Manifest): Part[] => [
  database,
  files,
  ...packs,
  ...(keys ? [keys] : []),
]

/** Checks signature, version and every hash; throws where the copy cannot be relied on. */
export async function checkCopy(
  folder: string,
  {
    verifier,
    product,
    onPart = () => {},
  }: {
    verifier: KeyObject | undefined
    product: string
    onPart?: (done: number, total: number) => void
  },
): Promise<CheckedCopy> {
  const manifest = await readManifest(folder, { verifier, product })
  const known = new Set(listMigrations().map((it) => it.name))
  if (manifest.migrations.some((it) => !known.has(it)))
    throw BackupProblem.newer({ made: manifest.product, here: product })
  const place = dirname(folder)
  const parts = partsOf(manifest)
  for (const [index, part] of parts.entries()) {
    onPart(index, parts.length)
    await checkSealed(join(place, part.path), part)
  }
  return { folder, place, manifest }
}

/** Throws `backup.wrong-key` where the operator's key is not the one the copy was made for. */
export function requireKeyOf({ manifest }: CheckedCopy, { recipient }: OperatorKey): void {
  if (manifest.recipient !== recipient) throw BackupProblem.wrongKey({})
}

/** Throws `backup.older` where a newer copy lies beside it. */
export async function requireNewest({ place, manifest }: CheckedCopy): Promise<void> {
  const [newest] = await listCopies(place)
  if (newest && newest.manifest.recoveryPoint.at > manifest.recoveryPoint.at)
    throw BackupProblem.older({ made: manifest.recoveryPoint.at, newest: newest.manifest.recoveryPoint.at })
}
