/**
 * What a ZIP unpacks to, by unpacking it and keeping nothing: what its list claims may be a lie, and a small upload must not
 * fill the memory of whoever reads it next.
 */
import { fromBufferPromise } from 'yauzl'

/** More entries than this are no file of an office. */
const mostEntries = 10_000

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
    const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
      lazyEntries: true,
    })
    for await (const entry of zip.eachEntry()) {
      entries += 1
      if (entries > mostEntries) return 'too-large'
      if (entry.fileName.endsWith('/')) continue
      for await (const piece of await zip.openReadStreamPromise(entry)) {
        total += (piece as Buffer).length
        if (total > mostBytes) return 'too-large'
      }
    }
    return total
  } catch {
    // Whatever yauzl finds wrong (a length that lies, a name that leaves its folder), nobody may unpack it.
    return 'damaged'
  }
}
