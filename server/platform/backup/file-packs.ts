/**
 * Photos and base maps are named by the hash of their content and never change, so a copy packs only those that the
 * earlier copies beside it have not packed. Each archive is finished by itself, with an index of its names: what was
 * packed before an interruption need not be packed again. After some weeks everything is packed anew, so that what was
 * erased leaves the copies too.
 */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { addFile, startArchive } from './archive.ts'
import type { Part } from './manifest.ts'
import { sealFile } from './sealed-file.ts'

/** Folders of the data folder whose files belong into a copy. */
export const copiedFolders = ['photos', 'basemaps/files'] as const

export type CopiedFile = { readonly name: string; readonly bytes: number }

const nameOfContent = /^(photos|basemaps\/files)\/[0-9a-f]{2}\/[0-9a-f]{64}\.[a-z0-9]{2,8}$/

/** Every whole file, as its path in the data folder; drafts are left out. */
export async function listFiles(dataFolder: string): Promise<CopiedFile[]> {
  const found: CopiedFile[] = []
  for (const folder of copiedFolders) {
    const entries = await readdir(join(dataFolder, folder), { recursive: true, withFileTypes: true }).catch(
      () => [],
    )
    for (const entry of entries) {
      const name = join(entry.parentPath, entry.name).slice(join(dataFolder, '/').length)
      if (!entry.isFile() || !nameOfContent.test(name)) continue
      const size = (await stat(join(dataFolder, name)).catch(() => undefined))?.size
      if (size !== undefined) found.push({ name, bytes: size })
    }
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1))
}

const Index = z.object({
  createdAt: z.iso.datetime(),
  recipient: z.string(),
  part: z.custom<Part>((it) => typeof it === 'object' && it !== null && 'sha256' in it),
  names: z.array(z.string()),
})
export type Pack = z.infer<typeof Index>

export const packsFolder = (place: string): string => join(place, 'packs')

/** The finished archives of `place`, the oldest first. */
export async function listPacks(place: string): Promise<Pack[]> {
  const names = await readdir(packsFolder(place)).catch(() => [])
  const packs = await Promise.all(
    names
      .filter((it) => it.endsWith('.index.json'))
      .map(async (it) => Index.parse(JSON.parse(await readFile(join(packsFolder(place), it), 'utf8')))),
  )
  return packs.sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1))
}

/** How much one archive may hold; a larger file has one of its own. */
const packBytes = 1024 * 1024 * 1024

function inPortions(files: readonly CopiedFile[]): CopiedFile[][] {
  const portions: CopiedFile[][] = []
  let room = 0
  for (const file of files) {
    if (!portions.length || file.bytes > room) {
      portions.push([])
      room = packBytes
    }
    portions.at(-1)?.push(file)
    room -= file.bytes
  }
  return portions
}

export type Packing = {
  readonly dataFolder: string
  readonly place: string
  readonly recipient: string
  readonly now: Date
  readonly mark: string
  readonly onBytes: (bytes: number) => void
}

/** Packs `files` into archives of their own in `place`; gives the archives. */
export async function packFiles(files: readonly CopiedFile[], how: Packing): Promise<Pack[]> {
  await mkdir(packsFolder(how.place), { recursive: true, mode: 0o700 })
  const packs: Pack[] = []
  for (const portion of inPortions(files)) packs.push(await packPortion(portion, how))
  return packs
}

async function packPortion(
  portion: readonly CopiedFile[],
  { dataFolder, place, recipient, now, mark, onBytes }: Packing,
): Promise<Pack> {
  // Named by what is in it, so that two portions of one copy never meet.
  const key = createHash('sha256')
    .update(portion.map((it) => it.name).join('\n'))
    .digest('hex')
    .slice(0, 12)
  const name = `files-${mark}-${key}.tar.age`
  const path = join(packsFolder(place), name)
  await rm(`${path}.part`, { force: true })
  const archive = startArchive()
  const names: string[] = []
  const fill = async (): Promise<void> => {
    // A file that is gone was erased meanwhile: it shall not be in the copy.
    for (const file of portion)
      if (await addFile(archive, file.name, join(dataFolder, file.name))) names.push(file.name)
    archive.finalize()
  }
  const filling = fill().catch((error: Error) => void archive.destroy(error))
  const sealed = await sealFile(`${path}.part`, archive, { recipient, compress: false, onBytes })
  await filling
  await rename(`${path}.part`, path)
  const pack: Pack = {
    createdAt: now.toISOString(),
    recipient,
    part: { path: `packs/${name}`, ...sealed },
    names,
  }
  const index = join(packsFolder(place), name.replace(/\.tar\.age$/, '.index.json'))
  await writeFile(`${index}.part`, JSON.stringify(pack), { mode: 0o600, flush: true })
  await rename(`${index}.part`, index)
  return pack
}

/** Whether the file at `path` is what its name promises. */
export async function isTrueToName(name: string, path: string): Promise<boolean> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array)
  return name.includes(hash.digest('hex'))
}
