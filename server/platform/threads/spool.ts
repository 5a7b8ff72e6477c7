/**
 * Where a thread lays what it made for the server to take up piece by piece: a file of JSON lines in a folder that only
 * this program may open. Neither side holds everything, and the server reads it a little at a time.
 */
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'

export type Spooled<Told, Item> = {
  readonly told: Told
  /** May be read once; the folder is gone afterwards. */
  readonly items: AsyncIterable<Item>
  /** For whoever does not read the items. */
  drop(): Promise<void>
}

/** Lets `work` fill a file by `writeSpool` and gives what lies in it. */
export async function spool<Told, Item>(work: (path: string) => Promise<Told>): Promise<Spooled<Told, Item>> {
  const folder = await mkdtemp(join(tmpdir(), 'jingwei-spool-'))
  const drop = (): Promise<void> => rm(folder, { recursive: true, force: true })
  const path = join(folder, 'items.jsonl')
  try {
    const told = await work(path)
    return { told, items: readSpool<Item>(path, drop), drop }
  } catch (error) {
    await drop()
    throw error
  }
}

/** Writes items to `path`; their number. */
export async function writeSpool(
  path: string,
  items: AsyncIterable<unknown> | Iterable<unknown>,
): Promise<number> {
  let count = 0
  async function* lines(): AsyncIterable<string> {
    for await (const item of items) {
      count += 1
      yield `${JSON.stringify(item)}\n`
    }
  }
  await pipeline(lines, createWriteStream(path, { mode: 0o600 }))
  return count
}

/** A piece of the file is a turn of the event loop: small enough that nobody waits for it. */
const pieceBytes = 65_536

async function* readSpool<Item>(path: string, drop: () => Promise<void>): AsyncIterable<Item> {
  try {
    let rest = ''
    for await (const piece of createReadStream(path, { encoding: 'utf8', highWaterMark: pieceBytes })) {
      const lines = `${rest}${piece as string}`.split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) yield JSON.parse(line) as Item
    }
  } finally {
    await drop()
  }
}
