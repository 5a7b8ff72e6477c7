/**
 * Archives of files in the tar format. A file of a running database may grow, shrink or vanish while it is read: what
 * is promised when it is opened is delivered, cut or filled with zeros, and the log of the database mends it.
 */
import { createWriteStream } from 'node:fs'
import { type FileHandle, mkdir, open, readdir } from 'node:fs/promises'
import { dirname, join, normalize, relative } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import tar from 'tar-stream'

/** An archive that is being filled; what is read from it is bytes. */
export type Packing = tar.Pack & AsyncIterable<Uint8Array>

/** A new archive, to be read while entries are added. */
export const startArchive = (): Packing => tar.pack() as Packing

/** Adds a small text as a file. */
export const addText = (pack: Packing, name: string, text: string): Promise<void> =>
  new Promise((done, fail) => {
    pack.entry({ name, mode: 0o600 }, text, (error) => (error ? fail(error) : done()))
  })

/** Adds an empty folder. */
export const addFolder = (pack: Packing, name: string): Promise<void> =>
  new Promise((done, fail) => {
    pack.entry({ name, type: 'directory', mode: 0o700 }, (error) => (error ? fail(error) : done()))
  })

const blockBytes = 256 * 1024

/** Adds a file; false when it is gone, which for a running database is no fault. */
export async function addFile(pack: Packing, name: string, path: string): Promise<boolean> {
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (!file) return false
  try {
    const { size } = await file.stat()
    await new Promise<void>((done, fail) => {
      const entry = pack.entry({ name, size, mode: 0o600 }, (error) => (error ? fail(error) : done()))
      const write = async (): Promise<void> => {
        for (let at = 0; at < size; ) {
          const block = Buffer.alloc(Math.min(blockBytes, size - at))
          await fill(file, block, at)
          at += block.length
          if (!entry.write(block)) await new Promise<void>((drained) => entry.once('drain', () => drained()))
        }
        entry.end(undefined)
      }
      write().catch(fail)
    })
    return true
  } finally {
    await file.close()
  }
}

/** Adds every file below `folder`, as `name/…`. */
export async function addFolderFiles(pack: Packing, folder: string, name: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  for (const entry of entries) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    await addFile(pack, join(name, relative(folder, path)), path)
  }
}

/** Reads the block at `at`; where the file is shorter by now, the rest of the block stays zero. */
async function fill(file: FileHandle, block: Buffer, at: number): Promise<void> {
  for (let filled = 0; filled < block.length; ) {
    const { bytesRead } = await file.read(block, filled, block.length - filled, at + filled)
    if (!bytesRead) return
    filled += bytesRead
  }
}

/** Whether a name of an archive stays inside the folder it is unpacked into. */
const isInside = (name: string): boolean =>
  name !== '' && !name.startsWith('/') && !normalize(name).split('/').includes('..')

/**
 * Unpacks an archive into `folder`. `wants` may leave entries out. An archive that ends early is
 * an error.
 */
export async function unpack(
  source: Readable,
  folder: string,
  {
    wants = () => true,
    onFile = async () => {},
    flush = true,
  }: {
    wants?: (name: string) => boolean
    onFile?: (name: string, path: string) => Promise<void>
    /** Whether each file must be on the disk at once. */
    flush?: boolean
  } = {},
): Promise<void> {
  const extract = tar.extract()
  const read = async (): Promise<void> => {
    for await (const entry of extract) {
      const { name, type } = entry.header
      if (!isInside(name)) throw new Error(`a name that leads elsewhere: ${name}`)
      const path = join(folder, name)
      if (type === 'directory') {
        await mkdir(path, { recursive: true, mode: 0o700 })
        entry.resume()
      } else if (wants(name)) {
        await mkdir(dirname(path), { recursive: true, mode: 0o700 })
        await pipeline(entry, createWriteStream(path, { mode: 0o600, flush }))
        await onFile(name, path)
      } else entry.resume()
    }
  }
  await Promise.all([pipeline(source, extract), read()])
}
