/**
 * Writes an export: the lines of a range with all that proves them, into one ZIP that appears when it is whole. What else
 * lies in it for people (a table, an explanation) is handed in.
 */

import { once } from 'node:events'
import { createWriteStream, type WriteStream } from 'node:fs'
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { finished } from 'node:stream/promises'
import type { Database } from '../../database/database.ts'
import type { PublicKey } from '../../sealing/public-key.ts'
import { headOf, lastPosition, linkAt } from '../blocks.ts'
import type { Seal, Signer } from '../seals.ts'
import type { ExportRange } from './choose-range.ts'
import {
  blocksFile,
  type ExportBlock,
  type ExportManifest,
  exportContext,
  linesFile,
  manifestFile,
  sealsFile,
  signatureFile,
} from './manifest.ts'
import { hashFile, packFiles } from './pack-files.ts'
import { type BlockWithLines, type ExportedLine, readRange } from './read-range.ts'

export type ExportOrder = {
  readonly adcode: string
  readonly from: string
  readonly to: string
  readonly madeAt: Date
  readonly madeBy: string
  readonly range: ExportRange
  readonly seals: readonly Seal[]
  readonly keys: readonly PublicKey[]
  readonly signer: Signer
  /** Writes what is for people into the folder while the lines come by, and gives the names of its files. */
  readonly forPeople: (folder: string, lines: AsyncIterable<ExportedLine>) => Promise<readonly string[]>
  readonly onProgress: (done: number) => Promise<void>
}

/** Writes the export to `path`; how many lines it has. */
export async function writeExport(db: Database, path: string, order: ExportOrder): Promise<number> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const folder = await mkdtemp(join(dirname(path), '.audit-'))
  try {
    const counts = new Counts()
    const others = await order.forPeople(folder, writeChain(db, folder, order, counts))
    await writeFile(join(folder, sealsFile), order.seals.map((it) => `${JSON.stringify(it)}\n`).join(''))
    const names = [linesFile, blocksFile, sealsFile, ...others]
    const files = Object.fromEntries(
      await Promise.all(names.map(async (it) => [it, await hashFile(join(folder, it))] as const)),
    )
    const manifest = `${JSON.stringify(toManifest(order, counts, files), null, 2)}\n`
    await writeFile(join(folder, manifestFile), manifest)
    await writeFile(join(folder, signatureFile), `${order.signer.sign(manifest, exportContext)}\n`)
    await packFiles(folder, [manifestFile, signatureFile, ...names], `${path}.part`)
    await rename(`${path}.part`, path)
    return counts.lines
  } finally {
    await rm(folder, { recursive: true, force: true })
    await rm(`${path}.part`, { force: true })
  }
}

/** What was written, for the manifest. */
class Counts {
  lines = 0
  withheld = 0
  dropped = 0
  first: BlockWithLines['block'] | undefined
  last: BlockWithLines['block'] | undefined

  add({ block, lines, withheld, dropped }: BlockWithLines): void {
    this.lines += lines.length
    this.withheld += withheld.length
    this.dropped += dropped.length
    this.first ??= block
    this.last = block
  }
}

/** Writes lines and blocks as they are read, and hands each line on. */
async function* writeChain(
  db: Database,
  folder: string,
  { adcode, range, onProgress }: ExportOrder,
  counts: Counts,
): AsyncIterable<ExportedLine> {
  const lines = createWriteStream(join(folder, linesFile), { flush: true })
  const blocks = createWriteStream(join(folder, blocksFile), { flush: true })
  for await (const it of readRange(db, { adcode, ...range })) {
    await put(blocks, `${JSON.stringify(toExportBlock(it))}\n`)
    for (const line of it.lines) {
      await put(lines, `${line.text}\n`)
      yield line
    }
    counts.add(it)
    await onProgress(counts.lines + counts.withheld + counts.dropped)
  }
  for (const it of [lines, blocks]) {
    it.end()
    await finished(it)
  }
}

async function put(stream: WriteStream, text: string): Promise<void> {
  if (!stream.write(text)) await once(stream, 'drain')
}

const toExportBlock = ({ block, withheld, dropped }: BlockWithLines): ExportBlock => ({
  number: block.number,
  madeAt: block.madeAt.toISOString(),
  algorithm: block.algorithm,
  firstPosition: block.firstPosition,
  previous: block.previous.toString('hex'),
  seqs: [...block.seqs],
  links: block.seqs.map((_, index) => linkAt(block, index).toString('hex')),
  withheld: [...withheld],
  dropped: [...dropped],
})

function toManifest(
  { adcode, from, to, madeAt, madeBy, range, keys }: ExportOrder,
  { first, last, lines, withheld, dropped }: Counts,
  files: Record<string, string>,
): ExportManifest {
  if (!first || !last) throw new Error('an export has at least one block')
  return {
    product: 'jingwei-audit',
    format: 1,
    adcode,
    from,
    to,
    madeAt: madeAt.toISOString(),
    madeBy,
    firstBlock: first.number,
    lastBlock: last.number,
    firstPosition: first.firstPosition,
    lastPosition: lastPosition(last),
    previous: first.previous.toString('hex'),
    head: headOf(last).toString('hex'),
    lines,
    withheld,
    dropped,
    sealBefore: range.sealBefore?.number ?? null,
    sealAfter: range.sealAfter?.number ?? null,
    keys: keys.map(({ id, profile, publicKey }) => ({ id, profile, publicKey })),
    files,
  }
}
