/**
 * What a ZIP unpacks to, by unpacking it and keeping nothing: what its list claims may be a lie, and a small upload must not
 * fill the memory of whoever reads it next.
 */
import { type Entry, fromBuffer, type ZipFile } from 'yauzl'

/** More entries than this are no file of an office. */
const mostEntries = 10_000

const open = (bytes: Buffer): Promise<ZipFile> =>
  new Promise((resolve, reject) =>
    fromBuffer(bytes, { lazyEntries: true }, (error, zip) => (error ? reject(error) : resolve(zip))),
  )

const next = (zip: ZipFile): Promise<Entry | undefined> =>
  new Promise((resolve, reject) => {
    zip
      .once('entry', resolve)
      .once('end', () => resolve(undefined))
      .once('error', reject)
    zip.readEntry()
  })

const streamOf = (zip: ZipFile, entry: Entry): Promise<AsyncIterable<Buffer>> =>
  new Promise((resolve, reject) =>
    zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream))),
  )

/**
 * The bytes that `bytes` unpack to; `'too-large'` as soon as they are more than `mostBytes`, `'damaged'` where it is no
 * readable ZIP.
 */
export async function measureZip(
  bytes: Uint8Array,
  mostBytes: number,
): Promise<number | 'too-large' | 'damaged'> {
  let total = 0
  let entries = 0
  try {
    const zip = await open(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    for (let entry = await next(zip); entry; entry = await next(zip)) {
      entries += 1
      if (entries > mostEntries) return 'too-large'
      if (entry.fileName.endsWith('/')) continue
      for await (const piece of await streamOf(zip, entry)) {
        total += piece.length
        if (total > mostBytes) return 'too-large'
      }
    }
    return total
  } catch {
    // Whatever yauzl finds wrong (a length that lies, a name that leaves its folder), nobody may unpack it.
    return 'damaged'
  }
}
