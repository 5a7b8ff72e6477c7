/**
 * Sealed heads of the chain: signed with a key outside the database and appended to a file outside the database, and to a second one
 * where a setting names a folder (another machine's share). Whoever owns the database can write another chain, but
 * not one that ends in a head that was sealed.
 */
import { createHash } from 'node:crypto'
import { mkdir, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Log } from '../log.ts'
import type { ChainEnd } from './blocks.ts'
import { linkAlgorithms } from './link.ts'

export const Seal = z.strictObject({
  /** Counts the lines of the file, from 1: a line that is missing in between is seen. */
  number: z.number().int().min(1),
  at: z.iso.datetime(),
  block: z.number().int().min(1),
  /** How many lines the chain had. */
  position: z.number().int().min(1),
  algorithm: z.enum(linkAlgorithms),
  /** The last link, in hexadecimal. */
  head: z.string().regex(/^[0-9a-f]{64}$/),
  /** SHA-256 of the line before in the file, in hexadecimal; empty in the first. */
  after: z.string(),
  signature: z.string(),
})
/** One line of the file. */
export type Seal = z.output<typeof Seal>

/** Signs with a key outside the database. */
export type Signer = {
  sign(value: string, context: string): string
  /** Throws where the key is not known. */
  isSignatureOf(signature: string, value: string, context: string): boolean
}

/** What a signature is bound to, so that it is none of anything else. */
export const sealContext = 'audit.seal'
const fileName = 'seals.jsonl'

/** What of a seal is signed: itself as JSON in the order of its fields, without the signature. */
export const signedText = ({
  signature: _,
  ...rest
}: Seal | (Omit<Seal, 'signature'> & { signature?: string })): string => JSON.stringify(rest)

/** What the next line of the file carries of this one. */
export const hashOfLine = (line: string): string => createHash('sha256').update(line).digest('hex')

export type ReadSeals = {
  readonly seals: readonly Seal[]
  /** The first line that is no seal, was not signed by our keys, or does not follow the one before; counted from 1. */
  readonly brokenLine: number | undefined
}

async function readLines(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  // A line that a power failure tore is not one.
  return text.split('\n').slice(0, -1)
}

function parseSeal(line: string): Seal | undefined {
  try {
    return Seal.parse(JSON.parse(line))
  } catch {
    return undefined
  }
}

function isSound(seal: Seal, before: string | undefined, index: number, signer: Signer): boolean {
  if (seal.number !== index + 1 || seal.after !== (before === undefined ? '' : hashOfLine(before)))
    return false
  try {
    return signer.isSignatureOf(seal.signature, signedText(seal), sealContext)
  } catch {
    return false // Signed by a key that this installation never had.
  }
}

/** The seals of one folder, with the first line that does not hold. */
export async function readSeals(folder: string, signer: Signer): Promise<ReadSeals> {
  const lines = await readLines(join(folder, fileName))
  const seals: Seal[] = []
  for (const [index, line] of lines.entries()) {
    const seal = parseSeal(line)
    if (!seal || !isSound(seal, lines[index - 1], index, signer)) return { seals, brokenLine: index + 1 }
    seals.push(seal)
  }
  return { seals, brokenLine: undefined }
}

/** The last seal of both folders, if it is one that `signer` made; the lines before it are left unread. */
export async function readLastSeal(
  { folder, secondFolder }: SealPlaces,
  signer: Signer,
): Promise<Seal | undefined> {
  const found = await Promise.all(
    [folder, secondFolder].map(async (it) =>
      it === undefined ? undefined : parseSeal(await readLastLine(it)),
    ),
  )
  const seal = found
    .filter((it) => it !== undefined)
    .toSorted((a, b) => a.number - b.number)
    .at(-1)
  try {
    return seal && signer.isSignatureOf(seal.signature, signedText(seal), sealContext) ? seal : undefined
  } catch {
    return undefined // Signed by a key that this installation never had.
  }
}

/** Longer than two seals are. */
const tailBytes = 4096

async function readLastLine(folder: string): Promise<string> {
  const file = await open(join(folder, fileName), 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (!file) return ''
  try {
    const { size } = await file.stat()
    const { buffer, bytesRead } = await file.read(
      Buffer.alloc(tailBytes),
      0,
      tailBytes,
      Math.max(0, size - tailBytes),
    )
    return buffer.toString('utf8', 0, bytesRead).split('\n').at(-2) ?? ''
  } finally {
    await file.close()
  }
}

async function appendLines(folder: string, lines: readonly string[]): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const file = await open(join(folder, fileName), 'a+', 0o600)
  try {
    const there = await file.readFile('utf8')
    if (there && !there.endsWith('\n'))
      await file.truncate(Buffer.byteLength(there.slice(0, there.lastIndexOf('\n') + 1)))
    await file.appendFile(lines.map((it) => `${it}\n`).join(''))
    await file.sync()
  } finally {
    await file.close()
  }
}

export type SealPlaces = {
  /** In the data folder. */
  readonly folder: string
  /** Another place, best on another machine. */
  readonly secondFolder?: string | undefined
}

export const noSeals: ReadSeals = { seals: [], brokenLine: undefined }

/** The seals of both folders: the longer file, and the first line of either that does not hold or that they tell differently. */
export async function readAllSeals({ folder, secondFolder }: SealPlaces, signer: Signer): Promise<ReadSeals> {
  const first = await readSeals(folder, signer)
  const second = secondFolder === undefined ? noSeals : await readSeals(secondFolder, signer)
  const { seals } = first.seals.length >= second.seals.length ? first : second
  const shared = Math.min(first.seals.length, second.seals.length)
  const parting = first.seals.findIndex(
    (it, index) => index < shared && it.signature !== second.seals[index]?.signature,
  )
  const broken = [first.brokenLine, second.brokenLine, parting < 0 ? undefined : parting + 1]
  return { seals, brokenLine: broken.find((it) => it !== undefined) }
}

/** Seals the end of the chain, unless it is sealed already; the newest seal. */
export async function sealHead(
  end: ChainEnd,
  { folder, secondFolder }: SealPlaces,
  { signer, now, log }: { signer: Signer; now: Date; log: Log },
): Promise<Seal> {
  const lines = await readLines(join(folder, fileName))
  const newest = parseSeal(lines.at(-1) ?? '')
  const head = end.head.toString('hex')
  let seal = newest
  if (!seal || seal.head !== head) {
    const unsigned = {
      number: lines.length + 1,
      at: now.toISOString(),
      block: end.number,
      position: end.lines,
      algorithm: end.algorithm,
      head,
      after: lines.length ? hashOfLine(lines.at(-1) ?? '') : '',
    }
    seal = { ...unsigned, signature: signer.sign(signedText(unsigned), sealContext) }
    const line = JSON.stringify(seal)
    await appendLines(folder, [line])
    lines.push(line)
    log.info({ seal }, 'the audit was sealed')
  }
  if (secondFolder !== undefined) await copyTo(secondFolder, lines, log)
  return seal
}

/** What the second folder is behind, because it was away, it gets now. */
async function copyTo(folder: string, lines: readonly string[], log: Log): Promise<void> {
  try {
    const there = await readLines(join(folder, fileName))
    const missing = lines.slice(there.length)
    if (missing.length) await appendLines(folder, missing)
  } catch (error) {
    log.error(
      { err: error, folder },
      'the second place of the audit seals cannot be written; it will be made good',
    )
  }
}
