/** Which rows of a list are chosen, by id: one, a stretch from the last chosen one, or all. Rows that leave the list leave the choice. */
import { computed, type Ref, shallowRef, watch } from 'vue'

type Row = { readonly id: string }

export type Selection<T extends Row> = {
  /** The chosen rows in the order of the list. */
  readonly rows: Readonly<Ref<readonly T[]>>
  readonly has: (id: string) => boolean
  /** Chooses a row or leaves it; with `isStretch` all from the last touched row to this one. */
  readonly toggle: (id: string, isStretch?: boolean) => void
  readonly chooseAll: () => void
  readonly clear: () => void
}

/** The choice among `list`. */
export function useSelection<T extends Row>(list: () => readonly T[]): Selection<T> {
  const chosen = shallowRef<ReadonlySet<string>>(new Set())
  let last: string | undefined
  const rows = computed(() => list().filter((it) => chosen.value.has(it.id)))
  watch(list, (now) => {
    if (chosen.value.size === 0) return
    const there = new Set(now.map((it) => it.id))
    const kept = [...chosen.value].filter((it) => there.has(it))
    if (kept.length !== chosen.value.size) chosen.value = new Set(kept)
  })
  const stretchTo = (id: string): readonly string[] => {
    const ids = list().map((it) => it.id)
    const [from, to] = [ids.indexOf(last ?? id), ids.indexOf(id)]
    return from < 0 ? [id] : ids.slice(Math.min(from, to), Math.max(from, to) + 1)
  }
  return {
    rows,
    has: (id) => chosen.value.has(id),
    toggle: (id, isStretch = false) => {
      const next = new Set(chosen.value)
      if (isStretch) for (const it of stretchTo(id)) next.add(it)
      else if (!next.delete(id)) next.add(id)
      last = id
      chosen.value = next
    },
    chooseAll: () => {
      chosen.value = new Set(list().map((it) => it.id))
    },
    clear: () => {
      chosen.value = new Set()
      last = undefined
    },
  }
}
