/**
 * What a copy says of itself: `manifest.json`, signed in `manifest.sig`. It holds no personal data and can be read
 * without the key; everything else in the copy is encrypted or named here with its hash.
 */
import type { KeyObject } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { isSignedBy } from './backup-key.ts'
import { BackupProblem } from './problems.ts'

/** The one format there is; a number that is higher is of a newer program. */
export const formatNumber = 1

const Part = z.object({
  /** Path from the folder that holds the copies. */
  path: z.string().regex(/^[\w.-]+\/[\w.-]+$/),
  /** Before compression and encryption. */
  bytes: z.int().min(0),
  storedBytes: z.int().min(0),
  /** Of the file as it lies there. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})
export type Part = z.infer<typeof Part>

export const Manifest = z.object({
  format: z.int().min(1),
  product: z.string(),
  createdAt: z.iso.datetime(),
  adcode: z.string(),
  /** `cluster`: the files of the embedded database; `dump`: pg_dump of a server. */
  kind: z.enum(['cluster', 'dump']),
  postgres: z.object({ majorVersion: z.int(), version: z.string(), platform: z.string() }),
  /** What was acknowledged before this instant is in the copy. */
  recoveryPoint: z.object({ at: z.iso.datetime(), lsn: z.string() }),
  migrations: z.array(z.string()),
  /** Rows of each table: at the recovery point for a dump, when the copy began for a cluster. */
  rows: z.record(z.string(), z.int()),
  recipient: z.string(),
  database: Part,
  /** Names of the photos and base maps that belong to the copy. */
  files: Part.extend({ count: z.int().min(0), contentBytes: z.int().min(0) }),
  /** Archives that hold those files, some of them shared with earlier copies. */
  packs: z.array(Part),
  /** The keys of the installation, where they were asked for. */
  keys: Part.nullable(),
})
export type Manifest = z.infer<typeof Manifest>

export const manifestName = 'manifest.json'
export const signatureName = 'manifest.sig'

/** Reads the manifest of the copy in `folder`; throws where there is none, or it is foreign, altered or newer. */
export async function readManifest(
  folder: string,
  { verifier, product }: { verifier: KeyObject | undefined; product: string },
): Promise<Manifest> {
  const bytes = await readFile(join(folder, manifestName)).catch((error: Error) => {
    throw BackupProblem.notACopy({ folder, reason: error.message })
  })
  const signature = await readFile(join(folder, signatureName), 'utf8').catch((error: Error) => {
    throw BackupProblem.notACopy({ folder, reason: error.message })
  })
  if (verifier && !isSignedBy(verifier, bytes, signature)) throw BackupProblem.foreign({ folder })
  const json = parseOrNothing(bytes.toString('utf8'))
  const format = z.object({ format: z.int(), product: z.string() }).safeParse(json).data
  if (format && format.format > formatNumber)
    throw BackupProblem.newer({ made: format.product, here: product })
  const manifest = Manifest.safeParse(json)
  if (!manifest.success) throw BackupProblem.notACopy({ folder, reason: 'manifest.json' })
  return manifest.data
}

function parseOrNothing(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
