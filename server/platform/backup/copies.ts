/** The copies of a folder: which there are, and which go when the newest so many are kept. */
import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { listPacks, packsFolder } from './file-packs.ts'
import { Manifest, manifestName } from './manifest.ts'

export type Copy = { readonly name: string; readonly folder: string; readonly manifest: Manifest }

export const copyName = /^jingwei-\d{8}T\d{6}Z-[0-9a-f]{6}$/

/** The finished copies of `place`, the newest first; a folder without a readable manifest is none. */
export async function listCopies(place: string): Promise<Copy[]> {
  const names = (await readdir(place).catch(() => [])).filter((it) => copyName.test(it))
  const copies: Copy[] = []
  for (const name of names) {
    const folder = join(place, name)
    const text = await readFile(join(folder, manifestName), 'utf8').catch(() => undefined)
    const parsed = text === undefined ? undefined : Manifest.safeParse(JSON.parse(text)).data
    if (parsed) copies.push({ name, folder, manifest: parsed })
  }
  return copies.sort((a, b) => (a.manifest.recoveryPoint.at < b.manifest.recoveryPoint.at ? 1 : -1))
}

/** Removes all but the newest `keep` copies, and the archives that no copy names any more. */
export async function keepNewest(place: string, keep: number): Promise<string[]> {
  const copies = await listCopies(place)
  const gone = copies.slice(Math.max(1, keep))
  for (const { folder } of gone) await rm(folder, { recursive: true, force: true })
  const named = new Set(
    copies.slice(0, Math.max(1, keep)).flatMap((it) => it.manifest.packs.map((p) => p.path)),
  )
  for (const { part } of await listPacks(place)) {
    if (named.has(part.path)) continue
    // The index first: an archive without one is taken for unfinished, an index without one for a loss.
    await rm(join(place, part.path.replace(/\.tar\.age$/, '.index.json')), { force: true })
    await rm(join(place, part.path), { force: true })
  }
  return gone.map((it) => it.name)
}

/** What an interrupted copy left in `place`: taken away when the next one begins. */
export async function clearUnfinished(place: string): Promise<void> {
  for (const name of await readdir(place).catch(() => []))
    if (name.startsWith('.unfinished-')) await rm(join(place, name), { recursive: true, force: true })
  for (const name of await readdir(packsFolder(place)).catch(() => []))
    if (name.endsWith('.part')) await rm(join(packsFolder(place), name), { force: true })
}
