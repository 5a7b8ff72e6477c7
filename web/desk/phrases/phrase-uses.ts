/**
 * How often somebody used which phrase, counted in this browser: it only sorts what is offered, so it is worth no act on the
 * server and is nobody else's business.
 */
import { draftPlace } from '../session.ts'

type Uses = Readonly<Record<string, number>>

const place = (): string => `jingwei.phrases.${draftPlace()}`

/** The counts by phrase. */
export function readUses(store: Storage = localStorage): Uses {
  try {
    const it: unknown = JSON.parse(store.getItem(place()) ?? '{}')
    return typeof it === 'object' && it !== null
      ? Object.fromEntries(
          Object.entries(it).filter((one): one is [string, number] => typeof one[1] === 'number'),
        )
      : {}
  } catch {
    // Written by something else; counting begins anew.
    return {}
  }
}

/** Counts one more use. */
export function countUse(id: string, store: Storage = localStorage): void {
  const uses = readUses(store)
  try {
    store.setItem(place(), JSON.stringify({ ...uses, [id]: (uses[id] ?? 0) + 1 }))
  } catch {
    // The browser's store is full or closed: the order stays as it was.
  }
}
