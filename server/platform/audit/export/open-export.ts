/** Opens the file of an export: its small files whole, its large ones line by line. A file that is none is told as a problem. */
import { createHash } from 'node:crypto'
import { type Entry, openPromise } from 'yauzl'
import { defineProblem } from '#domain/problem.ts'

export const AuditFileProblem = {
  unreadable: defineProblem<{ file: string; reason: string }>(
    'audit-file.unreadable',
    'invalid',
    ({ file, reason }) => ({
      zh: `${file} 不是完整的审计导出文件：${reason}`,
      en: `${file} is no whole export of the audit: ${reason}`,
    }),
  ),
}

/** Manifest, signature and keys are far smaller. */
const mostSmallBytes = 5_000_000

export type OpenExport = {
  readonly names: readonly string[]
  /** The whole text of a small file; a problem where there is none. */
  readText(name: string): Promise<string>
  /** The lines of a file, one after the other; none where it is missing. */
  readLines(name: string): AsyncIterable<string>
  /** The SHA-256 of a file; undefined where it is missing. */
  hash(name: string): Promise<string | undefined>
  close(): void
}

/** Opens `file`. */
export async function openExport(file: string): Promise<OpenExport> {
  const unreadable = (error: unknown): Error =>
    AuditFileProblem.unreadable({ file, reason: error instanceof Error ? error.message : String(error) })
  const zip = await openPromise(file, { lazyEntries: true, autoClose: false }).catch((error: unknown) => {
    throw unreadable(error)
  })
  const entries = new Map<string, Entry>()
  try {
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry)
  } catch (error) {
    zip.close()
    throw unreadable(error)
  }
  const pieces = async function* (name: string): AsyncIterable<Buffer> {
    const entry = entries.get(name)
    if (!entry) return
    try {
      yield* (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>
    } catch (error) {
      throw unreadable(error)
    }
  }
  return {
    names: [...entries.keys()],
    readText: async (name) => {
      const size = entries.get(name)?.uncompressedSize ?? 0
      if (!size || size > mostSmallBytes) throw unreadable(`${name}: ${size} B`)
      const read: Buffer[] = []
      for await (const piece of pieces(name)) read.push(piece)
      return Buffer.concat(read).toString('utf8')
    },
    readLines: (name) => linesOf(pieces(name)),
    hash: async (name) => {
      if (!entries.has(name)) return undefined
      const hash = createHash('sha256')
      for await (const piece of pieces(name)) hash.update(piece)
      return hash.digest('hex')
    },
    close: () => zip.close(),
  }
}

/** Lines by their line feeds alone: a text may hold other signs that readers of lines take for ends. */
async function* linesOf(pieces: AsyncIterable<Buffer>): AsyncIterable<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  let begun = ''
  for await (const piece of pieces) {
    const parts = (begun + decoder.decode(piece, { stream: true })).split('\n')
    begun = parts.pop() ?? ''
    yield* parts
  }
  if (begun) yield begun
}
