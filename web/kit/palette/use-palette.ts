/**
 * The command palette (Ctrl K): everything one can do or go to from here, found by typing a part of its name. Screens
 * bring what they offer for as long as they live; what the keys do is in it by itself.
 */
import { onScopeDispose, type Ref, ref, shallowRef } from 'vue'
import type { Sentence } from '#domain/problem.ts'

export type PaletteItem = {
  readonly id: string
  /** Both languages, since people type either. */
  readonly name: Sentence
  readonly hint?: string
  readonly run: () => void
}

/** Finds more by what was typed, such as cases on the server. */
export type PaletteSearch = (text: string, signal: AbortSignal) => Promise<readonly PaletteItem[]>

const sources = shallowRef<readonly (() => readonly PaletteItem[])[]>([])
const searches = shallowRef<readonly PaletteSearch[]>([])
const isOpen = ref(false)

/** Whether the palette is shown. */
export const usePaletteSwitch = (): Ref<boolean> => isOpen

/** Brings items into the palette for as long as the component lives. */
export function usePaletteItems(items: () => readonly PaletteItem[]): void {
  sources.value = [...sources.value, items]
  onScopeDispose(() => {
    sources.value = sources.value.filter((it) => it !== items)
  })
}

/** Brings a search into the palette for as long as the component lives. */
export function usePaletteSearch(search: PaletteSearch): void {
  searches.value = [...searches.value, search]
  onScopeDispose(() => {
    searches.value = searches.value.filter((it) => it !== search)
  })
}

/** All items that are brought now, the latest first. */
export const paletteItems = (): readonly PaletteItem[] =>
  sources.value.toReversed().flatMap((items) => items())

/** All searches that are brought now. */
export const paletteSearches = (): readonly PaletteSearch[] => searches.value

const plain = (text: string): string => text.toLowerCase().replaceAll(/\s/g, '')

/** How well `typed` fits a name: 0 from its start, 1 within, 2 its letters in order, undefined not at all. */
export function fitOf(typed: string, { zh, en }: Sentence): number | undefined {
  const wanted = plain(typed)
  if (wanted === '') return 0
  const names = [plain(zh), plain(en)]
  if (names.some((it) => it.startsWith(wanted))) return 0
  if (names.some((it) => it.includes(wanted))) return 1
  return names.some((it) => isWithin(wanted, it)) ? 2 : undefined
}

function isWithin(wanted: string, name: string): boolean {
  let at = -1
  for (const letter of wanted) {
    at = name.indexOf(letter, at + 1)
    if (at < 0) return false
  }
  return true
}
