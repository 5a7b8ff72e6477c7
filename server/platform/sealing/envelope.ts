/**
 * Envelope encryption: a data key, random and shared by what one process seals, hides the text; the master key wraps
 * the data key; the wrapped data key stands in front of what it hid. So whatever is sealed needs nothing but the key
 * ring to be opened, and thousands of rows that one process sealed cost one unwrapping.
 */
import { randomBytes } from 'node:crypto'
import { joined } from './bytes.ts'
import type { KeyBook } from './key-book.ts'
import { cipherOf, type MasterKey } from './key-ring.ts'
import { SealingProblem } from './problems.ts'

export type Envelope = {
  /** `s1.<master key id>.<wrapped data key>.`, readable by anybody, which what is hidden is bound to. */
  readonly head: string
  readonly hidden: Buffer
}

export type Envelopes = {
  hide(plain: Uint8Array, context: string): Envelope
  /** Throws `sealing.damaged` where anything is not as it was hidden, `sealing.key-unknown`. */
  show(head: string, hidden: Uint8Array, context: string): Buffer
}

type DataKey = { readonly master: MasterKey; readonly head: string; readonly key: Buffer; uses: number }

/** How many texts one data key hides; far below what random nonces bear. */
const mostUses = 1_000_000
const mostRemembered = 2_000

/** Makes and opens envelopes by the keys of `book`. */
export function createEnvelopes(book: KeyBook): Envelopes {
  let sealing: DataKey | undefined
  const unwrapped = new Map<string, Buffer>()
  const boundTo = (master: MasterKey): Buffer => joined('data key', master.id)

  const dataKey = (): DataKey => {
    const master = book.current()
    if (sealing?.master.id !== master.id || sealing.uses >= mostUses) {
      const key = randomBytes(32)
      const wrapped = cipherOf(master.profile).seal(book.keyFor(master, 'wrap'), key, boundTo(master))
      sealing = { master, head: `s1.${master.id}.${wrapped.toString('base64url')}.`, key, uses: 0 }
    }
    sealing.uses += 1
    return sealing
  }
  const unwrap = (master: MasterKey, wrapped: string): Buffer | undefined => {
    const known = unwrapped.get(wrapped)
    if (known) return known
    const bytes = Buffer.from(wrapped, 'base64url')
    const key = cipherOf(master.profile).open(book.keyFor(master, 'wrap'), bytes, boundTo(master))
    if (!key) return undefined
    const [oldest] = unwrapped.keys()
    if (oldest && unwrapped.size >= mostRemembered) unwrapped.delete(oldest)
    unwrapped.set(wrapped, key)
    return key
  }
  return {
    hide: (plain, context) => {
      const { master, head, key } = dataKey()
      return { head, hidden: cipherOf(master.profile).seal(key, plain, joined(head, context)) }
    },
    show: (head, hidden, context) => {
      const [, id, wrapped] = /^s1\.([a-z0-9]{8})\.([\w-]+)\.$/.exec(head) ?? []
      if (!id || !wrapped) throw SealingProblem.damaged({ context })
      const master = book.getLive(id)
      const key = unwrap(master, wrapped)
      const plain = key && cipherOf(master.profile).open(key, hidden, joined(head, context))
      if (!plain) throw SealingProblem.damaged({ context })
      return plain
    },
  }
}
