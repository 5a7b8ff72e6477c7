/** Unpacks a checked copy into an empty folder, in the shape of a data folder. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Sentence } from '#domain/problem.ts'
import { unpack } from './archive.ts'
import type { OperatorKey } from './backup-key.ts'
import type { CheckedCopy } from './check-copy.ts'
import { isTrueToName } from './file-packs.ts'
import { BackupProblem } from './problems.ts'
import { openSealed } from './sealed-file.ts'

export type Unpacking = {
  readonly copy: CheckedCopy
  readonly key: OperatorKey
  readonly into: string
  readonly progress?: (about: Sentence, done: number, total: number) => void
}

const records: Sentence = { zh: '恢复数据库', en: 'restoring the database' }
const photos: Sentence = { zh: '恢复照片与底图', en: 'restoring photos and base maps' }

/** A broken stream of a part that had the right hash: the disk of the target, or a key that does not fit. */
function asDamage(part: string): (error: Error & { code?: string }) => never {
  return (error) => {
    if (error.code === 'ENOSPC') throw error
    throw BackupProblem.damaged({ part, reason: error.message })
  }
}

/** The cluster and its password, as the embedded database of the folder expects them. */
export async function unpackCluster({ copy, key, into, progress }: Unpacking): Promise<void> {
  const { database } = copy.manifest
  const own = join(into, 'postgres')
  const server = join(own, 'server')
  await mkdir(server, { recursive: true, mode: 0o700 })
  progress?.(records, 0, 1)
  const source = openSealed(join(copy.place, database.path), key.identity, { compressed: true })
  // PostgreSQL itself brings every file to the disk before it replays its log.
  await unpack(source, server, { flush: false }).catch(asDamage(database.path))
  await writeFile(join(own, 'password'), await readFile(join(server, 'password')), {
    mode: 0o600,
    flush: true,
  })
  await rm(join(server, 'password'))
  progress?.(records, 1, 1)
}

/** The dump of a server's database as a stream. */
export const openDump = ({ copy, key }: Unpacking) =>
  openSealed(join(copy.place, copy.manifest.database.path), key.identity, { compressed: true })

/** Photos and base maps; each is compared with its name. Answers how many there are. */
export async function unpackFiles({ copy, key, into, progress }: Unpacking): Promise<number> {
  const { files, packs } = copy.manifest
  const wanted = await readNames(copy, key)
  const found = new Set<string>()
  for (const [index, pack] of packs.entries()) {
    progress?.(photos, index, packs.length)
    await unpack(openSealed(join(copy.place, pack.path), key.identity, { compressed: false }), into, {
      wants: (name) => wanted.has(name) && !found.has(name),
      onFile: async (name, path) => {
        if (!(await isTrueToName(name, path))) throw new Error(name)
        found.add(name)
      },
    }).catch(asDamage(pack.path))
  }
  const missing = [...wanted].find((it) => !found.has(it))
  if (missing) throw BackupProblem.damaged({ part: files.path, reason: `${missing} 缺失 missing` })
  return found.size
}

async function readNames(copy: CheckedCopy, key: OperatorKey): Promise<Set<string>> {
  const { files } = copy.manifest
  const source = openSealed(join(copy.place, files.path), key.identity, { compressed: true })
  const chunks: Buffer[] = []
  try {
    for await (const chunk of source) chunks.push(chunk as Buffer)
  } catch (error) {
    asDamage(files.path)(error as Error)
  }
  return new Set(Buffer.concat(chunks).toString('utf8').split('\n').filter(Boolean))
}

/** The keys of the installation, where the copy has them; answers whether it does. */
export async function unpackKeys({ copy, key, into }: Unpacking): Promise<boolean> {
  const { keys } = copy.manifest
  if (!keys) return false
  const source = openSealed(join(copy.place, keys.path), key.identity, { compressed: false })
  await unpack(source, into).catch(asDamage(keys.path))
  return true
}
