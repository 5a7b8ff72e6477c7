/**
 * Seals what only the program may read: personal data, secrets of a second factor, backups. Everything sealed is
 * bound to its context and opens at no other place; it names the master key that it needs.
 */
import type { CipherProfile } from './cipher.ts'
import { createEnvelopes } from './envelope.ts'
import { openKeyBook } from './key-book.ts'
import { currentKeyOf } from './key-ring.ts'
import type { KeySource } from './key-source.ts'
import { SealingProblem } from './problems.ts'
import { createProofs, type Proofs } from './proofs.ts'

export type Sealer = Proofs & {
  /** The sealed text of `plain`: `s1.<master key id>.<wrapped data key>.<hidden>`, without spaces or quotes. */
  seal(plain: string | Uint8Array, context: string): string
  /** What was sealed under the same context, as text; throws `sealing.damaged`, `sealing.key-unknown`. */
  open(sealed: string, context: string): string
  /** As `open`, as bytes. */
  openBytes(sealed: string, context: string): Uint8Array
  /** As `seal`, kept as bytes (for files): a readable head, then the hidden bytes. */
  sealBytes(plain: Uint8Array, context: string): Uint8Array
  /** What `sealBytes` sealed. */
  openSealedBytes(sealed: Uint8Array, context: string): Uint8Array
  /** The keys without their secrets, oldest first. */
  listKeys(): KnownKey[]
  /** Reads the key ring anew; a running sealer does so by itself within a second of a change. */
  reread(): void
  /** The key that seals now. */
  currentKeyId(): string
  /** Whether the key `id` opens what it sealed. */
  hasKey(id: string): boolean
}

export type KnownKey = {
  readonly id: string
  readonly profile: CipherProfile
  readonly madeAt: string
  /** `current` seals, `opens` opens what it sealed earlier, `retired` proves old codes and signatures alone. */
  readonly state: 'current' | 'opens' | 'retired'
  /** For proving signatures elsewhere. */
  readonly publicKey: string
}

/** The context of a cell: what a row keeps there opens in no other table, column, county or row. */
export const cellContext = (table: string, column: string, adcode: string, rowId: string): string =>
  `${table}.${column}/${adcode}/${rowId}`

/** The master key that made a sealed text, keyed hash, message code or signature; undefined where it is none. */
export const keyIdOf = (text: string): string | undefined => /^[shmg]1\.([a-z0-9]{8})\./.exec(text)?.[1]

/** Whether `text` is a sealed text and no open one. */
export const isSealed = (text: string): boolean => /^s1\.[a-z0-9]{8}\.[\w-]{50,}\.[\w-]{38,}$/.test(text)

/** The longest head, with room for later profiles. */
const mostHead = 400

/** A sealer by the keys of `source`; throws `sealing.ring-unreadable` and its kin. */
export function createSealer(source: KeySource): Sealer {
  const book = openKeyBook(source)
  const { hide, show } = createEnvelopes(book)
  const openBytes = (sealed: string, context: string): Buffer => {
    const end = sealed.lastIndexOf('.') + 1
    const hidden = Buffer.from(sealed.slice(end), 'base64url')
    // Base64 reads past what it does not know; a text that was changed must not open as if it were whole.
    if (hidden.toString('base64url') !== sealed.slice(end)) throw SealingProblem.damaged({ context })
    return show(sealed.slice(0, end), hidden, context)
  }
  return {
    ...createProofs(book),
    seal: (plain, context) => {
      const { head, hidden } = hide(typeof plain === 'string' ? Buffer.from(plain) : plain, context)
      return head + hidden.toString('base64url')
    },
    open: (sealed, context) => openBytes(sealed, context).toString('utf8'),
    openBytes,
    sealBytes: (plain, context) => {
      const { head, hidden } = hide(plain, context)
      return Buffer.concat([Buffer.from(head), hidden])
    },
    openSealedBytes: (sealed, context) => {
      const front = Buffer.from(sealed.subarray(0, mostHead)).toString('latin1')
      const [head] = /^s1\.[a-z0-9]{8}\.[\w-]+\./.exec(front) ?? []
      if (!head) throw SealingProblem.damaged({ context })
      return show(head, sealed.subarray(head.length), context)
    },
    listKeys: () => {
      const ring = book.ring()
      const ids = [...ring.retired, ...ring.keys].map(({ id, profile, madeAt }) => ({ id, profile, madeAt }))
      const isLive = new Set(ring.keys.map((it) => it.id))
      const sealingId = currentKeyOf(ring).id
      return ids.map((it) => ({
        ...it,
        state: it.id === sealingId ? 'current' : isLive.has(it.id) ? 'opens' : 'retired',
        publicKey: book.getProving(it.id).publicKey,
      }))
    },
    reread: book.reread,
    currentKeyId: () => book.current().id,
    hasKey: (id) => book.ring().keys.some((it) => it.id === id),
  }
}
