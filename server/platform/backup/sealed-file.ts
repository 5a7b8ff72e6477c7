/**
 * One encrypted file of a copy: compressed where that helps, encrypted in the format of age, and hashed as it is
 * written. `age -d -i KEY FILE | zstd -d | tar x` opens it without this product.
 */
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ReadableStream } from 'node:stream/web'
import { createZstdCompress, createZstdDecompress } from 'node:zlib'
import { Decrypter, Encrypter } from 'age-encryption'
import { BackupProblem } from './problems.ts'

export type Sealed = { readonly bytes: number; readonly storedBytes: number; readonly sha256: string }

/** What is sealed: any stream of bytes. */
export type Bytes = AsyncIterable<Uint8Array>

async function* counted(source: Bytes, count: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    count(chunk.length)
    yield chunk
  }
}

async function* encrypted(source: Bytes, recipient: string): AsyncGenerator<Uint8Array> {
  const encrypter = new Encrypter()
  encrypter.addRecipient(recipient)
  yield* (await encrypter.encrypt(ReadableStream.from(source) as never)) as unknown as Bytes
}

/** Writes what `source` gives into the new file `path`; `onBytes` is told how much was read. */
export async function sealFile(
  path: string,
  source: Bytes,
  {
    recipient,
    compress,
    onBytes = () => {},
  }: { recipient: string; compress: boolean; onBytes?: (bytes: number) => void },
): Promise<Sealed> {
  const hash = createHash('sha256')
  let bytes = 0
  let storedBytes = 0
  const plain = (it: Bytes) =>
    counted(it, (more) => {
      bytes += more
      onBytes(more)
    })
  const stored = async function* (it: Bytes): AsyncGenerator<Uint8Array> {
    for await (const chunk of it) {
      hash.update(chunk)
      storedBytes += chunk.length
      yield chunk
    }
  }
  const seal = (it: Bytes) => encrypted(it, recipient)
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true })
  if (compress) await pipeline(plain(source), createZstdCompress(), seal, stored, file)
  else await pipeline(plain(source), seal, stored, file)
  return { bytes, storedBytes, sha256: hash.digest('hex') }
}

/** The content of a sealed file as a stream; a cut or altered one ends with an error. */
export function openSealed(
  path: string,
  identity: string,
  { compressed }: { compressed: boolean },
): Readable {
  const decrypted = async function* (): AsyncGenerator<Uint8Array> {
    const decrypter = new Decrypter()
    decrypter.addIdentity(identity)
    const source = ReadableStream.from(createReadStream(path))
    yield* (await decrypter.decrypt(source as never)) as unknown as Bytes
  }
  const plain = Readable.from(decrypted(), { objectMode: false })
  if (!compressed) return plain
  const unpacked = createZstdDecompress()
  plain.once('error', (error) => unpacked.destroy(error))
  return plain.pipe(unpacked)
}

/** Compares a file with what the manifest says of it; throws `backup.damaged`. */
export async function checkSealed(
  path: string,
  part: { readonly path: string; readonly storedBytes: number; readonly sha256: string },
): Promise<void> {
  const found = await stat(path).catch(() => undefined)
  if (!found) throw BackupProblem.damaged({ part: part.path, reason: '缺失 missing' })
  if (found.size !== part.storedBytes)
    throw BackupProblem.damaged({ part: part.path, reason: `${found.size} ≠ ${part.storedBytes} bytes` })
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), async (source) => {
    for await (const chunk of source) hash.update(chunk as Uint8Array)
  })
  if (hash.digest('hex') !== part.sha256) throw BackupProblem.damaged({ part: part.path, reason: 'SHA-256' })
}
