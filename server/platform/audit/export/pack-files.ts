/** Packs files of a folder into a ZIP, piece by piece, so that neither memory nor the server's thread is held for long. */
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Zip, ZipDeflate } from 'fflate'

/** The SHA-256 of a file, in hexadecimal. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer)
  return hash.digest('hex')
}

/** Writes the files `names` of `folder` to the ZIP `path`. */
export async function packFiles(folder: string, names: readonly string[], path: string): Promise<void> {
  let packed: Buffer[] = []
  const zip = new Zip((error, piece) => {
    if (error) throw error
    packed.push(Buffer.from(piece))
  })
  const take = (): Buffer[] => {
    const taken = packed
    packed = []
    return taken
  }
  const pieces = async function* (): AsyncIterable<Buffer> {
    for (const name of names) {
      const entry = new ZipDeflate(name, { level: 6 })
      zip.add(entry)
      for await (const piece of createReadStream(join(folder, name))) {
        entry.push(piece as Buffer)
        yield* take()
      }
      entry.push(new Uint8Array(), true)
      yield* take()
    }
    zip.end()
    yield* take()
  }
  await pipeline(Readable.from(pieces()), createWriteStream(path, { mode: 0o600, flush: true }))
}
