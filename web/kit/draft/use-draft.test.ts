import { describe, expect, it } from 'vitest'
import { sweepDrafts, useDraft } from './use-draft.ts'

/** A browser's store, in memory. */
function openStore(): Storage {
  const kept = new Map<string, string>()
  return {
    get length() {
      return kept.size
    },
    key: (index) => [...kept.keys()][index] ?? null,
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, text) => void kept.set(name, text),
    removeItem: (name) => void kept.delete(name),
    clear: () => kept.clear(),
  }
}
const asText = (it: unknown): string | undefined => (typeof it === 'string' ? it : undefined)

describe('a draft', () => {
  it('is there again for whoever comes back to the same place, and nowhere else', () => {
    const store = openStore()
    const first = useDraft('bao.case.1', asText, store)
    expect([first.kept, first.restoredAt.value]).toEqual([undefined, undefined])
    first.keep('灯杆倾斜')
    const again = useDraft('bao.case.1', asText, store)
    expect(again.kept).toBe('灯杆倾斜')
    expect(again.restoredAt.value).toMatch(/^\d{4}-/)
    expect(useDraft('mei.case.1', asText, store).kept).toBeUndefined()
  })

  it('is gone after it was sent or thrown away, and when nothing is left of it', () => {
    const store = openStore()
    const draft = useDraft('a', asText, store)
    draft.keep('x')
    draft.drop()
    expect(store.length).toBe(0)
    draft.keep('y')
    draft.keep(undefined)
    expect(store.length).toBe(0)
  })

  it('that cannot be read is none', () => {
    const store = openStore()
    for (const text of [
      '{',
      'null',
      '7',
      '{"at":"yesterday","value":"x"}',
      '{"at":"2026-11-26T08:00:00Z","value":7}',
    ]) {
      store.setItem('jingwei.draft.a', text)
      expect(useDraft('a', asText, store).kept, text).toBeUndefined()
    }
  })

  it('is kept for seven days; what is no draft stays', () => {
    const store = openStore()
    const put = (place: string, at: string): void =>
      store.setItem(`jingwei.draft.${place}`, JSON.stringify({ at, value: 'x' }))
    put('old', '2026-06-07T23:59:00Z')
    put('young', '2026-06-08T00:01:00Z')
    store.setItem('jingwei.theme', 'dark')
    sweepDrafts(store, new Date('2026-06-15T00:00:00Z'))
    expect(
      ['jingwei.draft.old', 'jingwei.draft.young', 'jingwei.theme'].map((it) => store.getItem(it) !== null),
    ).toEqual([false, true, true])
  })

  it('does not stop somebody from typing when the store is full', () => {
    const store: Storage = {
      ...openStore(),
      length: 0,
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError')
      },
    }
    expect(() => useDraft('a', asText, store).keep('x')).not.toThrow()
  })
})
