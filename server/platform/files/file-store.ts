/**
 * Files by the hash of their content, in the data folder. Written under a name of its own and then renamed, so that
 * a file is there whole or not at all; the row that speaks of it is written afterwards.
 */
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

export type FileStore = {
  /** Keeps `content` and gives the name under which it is found again. */
  keep(content: Buffer, extension: string): Promise<string>
  /** The content as a stream, or undefined when there is none. */
  find(name: string): Promise<NodeJS.ReadableStream | undefined>
  /** Takes the content away; only for what must be erased, since whoever keeps the same content shares it. */
  drop(name: string): Promise<void>
}

const namePattern = /^[0-9a-f]{64}\.[a-z0-9]{2,5}$/

/** A store in a folder of this machine. */
export function createFileStore(folder: string): FileStore {
  const pathOf = (name: string): string => join(folder, name.slice(0, 2), name)
  return {
    keep: async (content, extension) => {
      const name = `${createHash('sha256').update(content).digest('hex')}.${extension}`
      const path = pathOf(name)
      if (await isThere(path)) return name
      await mkdir(dirname(path), { recursive: true })
      const draft = `${path}.${randomUUID()}.part`
      const file = await open(draft, 'wx')
      try {
        await file.writeFile(content)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(draft, path)
      return name
    },
    find: async (name) =>
      namePattern.test(name) && (await isThere(pathOf(name))) ? createReadStream(pathOf(name)) : undefined,
    drop: async (name) => {
      if (namePattern.test(name)) await rm(pathOf(name), { force: true })
    },
  }
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    (it) => it.isFile(),
    () => false,
  )
