/** The drawn picture of demonstration cameras: a few seconds that lie beside this file and show nobody. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

const folder = join(import.meta.dirname, 'sample')
const names = new Set(['stall.m3u8', 'init.mp4', 'part-0.m4s', 'part-1.m4s', 'part-2.m4s'])

/** What the sample is addressed by inside the house; no host of any network. */
export const sampleAddress = new URL('sample://demonstration/stall.m3u8')

/** The content of a part of the sample; undefined when the address names none. */
export async function readSample(address: URL): Promise<Buffer | undefined> {
  const name = address.pathname.replace(/^\//, '')
  return address.protocol === sampleAddress.protocol && names.has(name)
    ? readFile(join(folder, name))
    : undefined
}
