/**
 * The row the keyboard is at. It is remembered by id, so that a list that changes by itself does not move it to another
 * row; when its row leaves, the mark goes to the one that took its place.
 */
import { computed, type Ref, ref, watch } from 'vue'
import { useKeys } from '../keys/use-keys.ts'

type Row = { readonly id: string }

export type MarkedRow<T extends Row> = {
  readonly row: Readonly<Ref<T | undefined>>
  readonly index: Readonly<Ref<number>>
  readonly mark: (id: string) => void
}

const reveal = (): void => {
  requestAnimationFrame(() =>
    document.querySelector('[data-marked="true"]')?.scrollIntoView({ block: 'nearest' }),
  )
}

/**
 * j, k, Home, End and Enter over `rows`; `reveal` brings a row into view, which by itself is the one marked in the page.
 */
export function useMarkedRow<T extends Row>(
  rows: () => readonly T[],
  options: { readonly open: (row: T) => void; readonly reveal?: (index: number) => void },
): MarkedRow<T> {
  const id = ref<string>()
  let lastIndex = -1
  const index = computed(() => (id.value === undefined ? -1 : rows().findIndex((it) => it.id === id.value)))
  watch(rows, (now) => {
    if (id.value === undefined || now.some((it) => it.id === id.value)) return
    id.value = now[Math.min(lastIndex, now.length - 1)]?.id
  })
  watch(index, (now) => {
    if (now >= 0) lastIndex = now
  })
  const goTo = (wanted: number): void => {
    const at = Math.max(0, Math.min(rows().length - 1, wanted))
    const row = rows()[at]
    if (!row) return
    id.value = row.id
    lastIndex = at
    ;(options.reveal ?? reveal)(at)
  }
  useKeys({
    j: { text: 'kit.keyNext', run: () => goTo(index.value + 1) },
    k: { text: 'kit.keyPrevious', run: () => goTo(index.value - 1) },
    Home: { text: 'kit.keyFirst', run: () => goTo(0) },
    End: { text: 'kit.keyLast', run: () => goTo(rows().length - 1) },
    Enter: {
      text: 'kit.keyOpen',
      run: () => {
        const row = rows()[index.value]
        if (row) options.open(row)
      },
    },
  })
  return {
    row: computed(() => rows()[index.value]),
    index,
    mark: (it) => {
      id.value = it
      lastIndex = rows().findIndex((row) => row.id === it)
    },
  }
}
