/**
 * The photos of an old system in their folder: one folder for each case, named by its old number, with or without
 * sub-folders; or files that the rows name. What a photo shows is told by words in the names of folder and file.
 */
import type { Dirent } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, join, relative, resolve, sep } from 'node:path'
import { type PhotoSide, photoSides } from '#domain/cases/carried-over/carried-photos.ts'
import type { OpenCasesRule } from '#domain/exchange/mapping.ts'
import type { Sentence } from '#domain/problem.ts'
import { TableProblem } from '#platform/tabular/problems.ts'

/** A file that belongs to a case. */
export type OldPhoto = {
  readonly path: string
  /** Within the folder of all photos, for people. */
  readonly name: string
  /** Null where no word tells. */
  readonly side: PhotoSide | null
}

/** Something told of a file or folder of the old system. */
export type FileFinding = { readonly file: string; readonly reason: Sentence }

/** Left by the systems that show folders; nobody means them. */
const leftovers = /^(\.|~\$)|^(thumbs\.db|desktop\.ini|__macosx)$/i

/** What may stand in a number and in no folder's name. */
const folderName = (oldNumber: string): string => oldNumber.replaceAll(/[\\/:*?"<>|]/g, '_')

/** The entries of a folder in their order, without what a system left in it. */
async function entriesOf(folder: string): Promise<Dirent[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  return entries
    .filter((it) => !leftovers.test(it.name) && !it.isSymbolicLink())
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

async function filesBelow(folder: string): Promise<string[]> {
  const paths: string[] = []
  for (const entry of await entriesOf(folder)) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) paths.push(...(await filesBelow(path)))
    else if (entry.isFile()) paths.push(path)
  }
  return paths
}

/** The side of a file by the words of the mapping; the file's own name goes before those of its folders. */
export function sideOf(name: string, words: OpenCasesRule['photos']): PhotoSide | null {
  const parts = name.split(/[\\/]/).reverse()
  for (const part of parts) {
    const found = photoSides.find((side) =>
      words[side].some((it) => part.toLowerCase().includes(it.toLowerCase())),
    )
    if (found) return found
  }
  return null
}

/** Where the photos of the old system lie, by case. */
export type PhotoFolder = {
  /** The files of a case, and what is wrong with those that it names. */
  filesOf(oldNumber: string, named: string | null): Promise<{ photos: OldPhoto[]; missing: FileFinding[] }>
  /** The folders in it: each should be the number of a case. */
  readonly folders: ReadonlySet<string>
  /** Folders and files that no case asked for. */
  orphans(): FileFinding[]
}

/** Throws unless `folder` is one. */
export async function requireFolder(folder: string): Promise<void> {
  const isFolder = await stat(folder).then(
    (it) => it.isDirectory(),
    () => false,
  )
  if (!isFolder) throw TableProblem.notFound({ file: folder })
}

/** Looks into `folder`; the names of its entries are read once. */
export async function openPhotoFolder(folder: string, words: OpenCasesRule['photos']): Promise<PhotoFolder> {
  const root = resolve(folder)
  const unasked = new Map((await entriesOf(root)).map((it) => [it.name, it]))
  const folders = new Set([...unasked.values()].filter((it) => it.isDirectory()).map((it) => it.name))
  const toPhoto = (path: string, own: string): OldPhoto => {
    const name = relative(root, path)
    return { path, name, side: sideOf(own ? relative(join(root, own), path) : name, words) }
  }
  return {
    folders,
    filesOf: async (oldNumber, named) => {
      const own = folderName(oldNumber)
      const below = folders.has(own) ? await filesBelow(join(root, own)) : []
      unasked.delete(own)
      const photos = new Map(below.map((path) => [path, toPhoto(path, own)]))
      const missing: FileFinding[] = []
      for (const name of namesIn(named)) {
        const path = await firstThere(root, [join(own, name), name])
        if (!path) missing.push({ file: name, reason: notThere(oldNumber) })
        else photos.set(path, toPhoto(path, ''))
        if (path) unasked.delete(relative(root, path).split(sep)[0] ?? '')
      }
      return { photos: [...photos.values()], missing }
    },
    orphans: () =>
      [...unasked.values()].map((it) => ({
        file: it.name,
        reason: it.isDirectory() ? noSuchCase : noCaseNames,
      })),
  }
}

const namesIn = (named: string | null): string[] =>
  (named ?? '')
    .split(/[;；,，、\n]+/)
    .map((it) => it.trim())
    .filter((it) => it !== '')

/** The first of `names` that is a file below `root`; a name that leads out of it is none. */
async function firstThere(root: string, names: readonly string[]): Promise<string | undefined> {
  for (const name of names) {
    const path = resolve(root, name)
    if (!path.startsWith(root + sep) || leftovers.test(basename(path))) continue
    if (
      await stat(path).then(
        (it) => it.isFile(),
        () => false,
      )
    )
      return path
  }
  return undefined
}

const notThere = (oldNumber: string): Sentence => ({
  zh: `案件“${oldNumber}”所列的照片文件不存在`,
  en: `named by the case "${oldNumber}" and not there`,
})
const noSuchCase: Sentence = {
  zh: '没有这个案号的已迁入案件（或其行被拒绝）',
  en: 'no case of this number was taken over (or its row was refused)',
}
const noCaseNames: Sentence = {
  zh: '不在任何案号的文件夹内，也没有案件列出它',
  en: 'in no folder of a case, and no case names it',
}
