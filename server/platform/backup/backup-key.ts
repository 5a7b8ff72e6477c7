/**
 * The key of backups is a pair. The server holds the half that encrypts and the half that signs; the halves that
 * open and verify are in a file that its operator keeps elsewhere. Whoever steals a backup, or the server's half
 * with it, reads nothing; whoever loses the server still has the file.
 */
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { z } from 'zod'
import { BackupProblem } from './problems.ts'

/** The server's half: what encrypts, what signs, and what anybody may verify with. */
export type ServerKey = {
  readonly recipient: string
  readonly signer: KeyObject
  readonly verifier: KeyObject
}

/** The operator's half. `verifier` is missing where the file is a bare age identity. */
export type OperatorKey = {
  readonly identity: string
  readonly recipient: string
  readonly verifier: KeyObject | undefined
}

const keyFileOf = (dataFolder: string): string => join(dataFolder, 'secrets', 'backup-key.json')
const Kept = z.object({ recipient: z.string(), signer: z.string(), verifier: z.string() })

const toBase64 = (key: KeyObject): string =>
  key
    .export(key.type === 'private' ? { format: 'der', type: 'pkcs8' } : { format: 'der', type: 'spki' })
    .toString('base64')

const toPublicKey = (text: string): KeyObject =>
  createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' })

/** The server's half of the key, or undefined where none was made yet. */
export async function findServerKey(dataFolder: string): Promise<ServerKey | undefined> {
  const text = await readFile(keyFileOf(dataFolder), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw BackupProblem.keyFileUnusable({ file: keyFileOf(dataFolder), reason: error.message })
  })
  if (text === undefined) return undefined
  const { recipient, signer, verifier } = Kept.parse(JSON.parse(text))
  return {
    recipient,
    signer: createPrivateKey({ key: Buffer.from(signer, 'base64'), format: 'der', type: 'pkcs8' }),
    verifier: toPublicKey(verifier),
  }
}

/** The server's half of the key; throws `backup.no-key`. */
export async function getServerKey(dataFolder: string): Promise<ServerKey> {
  const key = await findServerKey(dataFolder)
  if (!key) throw BackupProblem.noKey({})
  return key
}

const operatorText = (recipient: string, identity: string, verifier: string): string => `\
# 经纬备份密钥：恢复备份时需要，请保存在服务器之外（至少两处）。丢失后，备份无法打开。
# Backup key of Jingwei: needed to restore. Keep it away from the server, in two places at least;
# without it no backup can be opened. It is also an identity file of the program "age".
# recipient: ${recipient}
# verifier: ${verifier}
${identity}
`

/** Makes a pair: the server's half into the data folder, the operator's into the new file `out`. */
export async function makeBackupKey(
  dataFolder: string,
  out: string,
  { replace = false }: { replace?: boolean } = {},
): Promise<{ recipient: string }> {
  if (!replace && (await findServerKey(dataFolder))) throw BackupProblem.keyExists({})
  const identity = await generateX25519Identity()
  const recipient = await identityToRecipient(identity)
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const verifier = toBase64(publicKey)
  // The operator's half first: a server's half whose counterpart was never written would make unreadable backups.
  await writeFile(out, operatorText(recipient, identity, verifier), {
    mode: 0o600,
    flag: 'wx',
    flush: true,
  }).catch((error: Error) => {
    throw BackupProblem.keyFileUnusable({ file: out, reason: error.message })
  })
  await mkdir(join(dataFolder, 'secrets'), { recursive: true, mode: 0o700 })
  const aside = `${keyFileOf(dataFolder)}.${process.pid}`
  await writeFile(aside, JSON.stringify({ recipient, signer: toBase64(privateKey), verifier }), {
    mode: 0o600,
    flush: true,
  })
  await rename(aside, keyFileOf(dataFolder))
  return { recipient }
}

/** Reads the operator's half; throws `backup.key-file-unusable`. */
export async function readOperatorKey(file: string): Promise<OperatorKey> {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw BackupProblem.keyFileUnusable({ file, reason: error.message })
  })
  const identity = /^AGE-SECRET-KEY-1[0-9A-Z]+$/m.exec(text)?.[0]
  if (!identity) throw BackupProblem.keyFileUnusable({ file, reason: 'no AGE-SECRET-KEY-1… / 没有密钥行' })
  const recipient = await identityToRecipient(identity).catch((error: Error) => {
    throw BackupProblem.keyFileUnusable({ file, reason: error.message })
  })
  const verifier = /^# verifier: (\S+)$/m.exec(text)?.[1]
  return { identity, recipient, verifier: verifier === undefined ? undefined : toPublicKey(verifier) }
}

/** Signs `bytes` as this installation. */
export const signWith = ({ signer }: ServerKey, bytes: Buffer): string =>
  sign(null, bytes, signer).toString('base64')

/** Whether `signature` is this installation's for `bytes`. */
export function isSignedBy(verifier: KeyObject, bytes: Buffer, signature: string): boolean {
  const read = Buffer.from(signature, 'base64')
  // Base64 is read leniently; what is not written just so was altered.
  return read.toString('base64') === signature && verify(null, bytes, verifier, read)
}
