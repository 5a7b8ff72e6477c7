/**
 * Files by the hash of their content, in the data folder. Written under a name of its own and then renamed, so that
 * a file is there whole or not at all; the row that speaks of it is written afterwards.
 */
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { systemClock } from '../clock.ts'
import { digestOf } from './digest-of.ts'

export type FileStore = {
  /** Keeps `content` and gives the name under which it is found again. */
  keep(content: Buffer, extension: string): Promise<string>
  /**
   * Keeps what is too large for memory. `check` is shown the whole file before it is kept and names its extension; what it
   * throws leaves nothing behind.
   */
  keepStream(
    content: AsyncIterable<Uint8Array>,
    check: (path: string) => Promise<string>,
  ): Promise<KeptStream>
  /** The content as a stream, or undefined when there is none. */
  find(name: string): Promise<NodeJS.ReadableStream | undefined>
  /** Where the file lies, for readers that jump about in it; undefined when there is none. */
  findPath(name: string): Promise<string | undefined>
  /**
   * Takes away what a server that died left: halves of files, and files that no row came to name, where they have not
   * been touched since `before`. Should it find more than a tenth without a name, something else is wrong: it takes none.
   */
  sweep(before: Date, findNamed: (names: readonly string[]) => Promise<ReadonlySet<string>>): Promise<Swept>
  /** Takes the content away; only for what must be erased, since whoever keeps the same content shares it. */
  drop(name: string): Promise<void>
}

export type KeptStream = { readonly name: string; readonly bytes: number }

export type Swept = {
  /** Halves of files that were taken away. */
  readonly halves: number
  /** Whole files without a name. */
  readonly nameless: number
  /** Whether there were so many without a name that they were left alone. */
  readonly isHeldBack: boolean
}

/** So many may lie about without a name in the smallest of stores. */
const fewNameless = 20

const namePattern = /^[0-9a-f]{64}\.[a-z0-9]{2,8}$/

/** A store in a folder of this machine. */
export function createFileStore(folder: string): FileStore {
  const pathOf = (name: string): string => join(folder, name.slice(0, 2), name)
  const findPath = async (name: string): Promise<string | undefined> =>
    namePattern.test(name) && (await isThere(pathOf(name))) ? pathOf(name) : undefined
  return {
    keep: async (content, extension) => {
      const name = `${await digestOf(content)}.${extension}`
      const path = pathOf(name)
      if (await isThere(path)) {
        // It is wanted anew from now on, whoever wanted it before, so no sweep takes it for old.
        const now = systemClock.now()
        await utimes(path, now, now)
        return name
      }
      await mkdir(dirname(path), { recursive: true })
      const draft = `${path}.${randomUUID()}.part`
      try {
        await write(draft, [content])
        await rename(draft, path)
      } finally {
        await rm(draft, { force: true })
      }
      return name
    },
    keepStream: async (content, check) => {
      await mkdir(folder, { recursive: true })
      const draft = join(folder, `${randomUUID()}.part`)
      try {
        const { hash, bytes } = await write(draft, content)
        const name = `${hash}.${await check(draft)}`
        await mkdir(dirname(pathOf(name)), { recursive: true })
        await rename(draft, pathOf(name))
        return { name, bytes }
      } finally {
        await rm(draft, { force: true })
      }
    },
    sweep: (before, findNamed) => sweep(folder, before, findNamed),
    find: async (name) => {
      const path = await findPath(name)
      return path === undefined ? undefined : createReadStream(path)
    },
    findPath,
    drop: async (name) => {
      if (namePattern.test(name)) await rm(pathOf(name), { force: true })
    },
  }
}

async function sweep(
  folder: string,
  before: Date,
  findNamed: (names: readonly string[]) => Promise<ReadonlySet<string>>,
): Promise<Swept> {
  const isOld = async (path: string): Promise<boolean> =>
    stat(path).then(
      (it) => it.mtime < before,
      () => false,
    )
  let [halves, whole] = [0, 0]
  const nameless: string[] = []
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const place = join(folder, entry.name)
    const names = entry.isDirectory() ? await readdir(place) : []
    const parts = entry.isFile() ? [place] : names.map((it) => join(place, it))
    for (const path of parts.filter((it) => it.endsWith('.part')))
      if (await isOld(path)) {
        await rm(path, { force: true })
        halves += 1
      }
    const files = names.filter((it) => namePattern.test(it))
    whole += files.length
    const named = files.length ? await findNamed(files) : new Set<string>()
    for (const name of files) if (!named.has(name) && (await isOld(join(place, name)))) nameless.push(name)
  }
  const isHeldBack = nameless.length > Math.max(fewNameless, whole / 10)
  if (!isHeldBack)
    for (const name of nameless) {
      const path = join(folder, name.slice(0, 2), name)
      // Asked once more at the last moment: it may have been sent again meanwhile.
      if (await isOld(path)) await rm(path, { force: true })
    }
  return { halves, nameless: nameless.length, isHeldBack }
}

/** Writes everything and waits until it is on the disk. */
async function write(
  path: string,
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<{ hash: string; bytes: number }> {
  const hash = createHash('sha256')
  const file = await open(path, 'wx')
  let bytes = 0
  try {
    for await (const chunk of content) {
      hash.update(chunk)
      bytes += chunk.length
      await file.writeFile(chunk)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { hash: hash.digest('hex'), bytes }
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    (it) => it.isFile(),
    () => false,
  )
