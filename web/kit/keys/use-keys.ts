/**
 * Keys that work while a screen is shown. They rest while somebody types, while a dialog is open and while a
 * modifier is held, so they never fight with the browser or the input method.
 */
import { onScopeDispose, type Ref, readonly, ref, shallowRef } from 'vue'

export type KeyHint = {
  readonly keys: string
  readonly text: string
  readonly label: string | undefined
  readonly isGlobal: boolean
  readonly run: () => void
}
export type KeyAction = {
  /** A key of the texts, or with `label` the text itself. */
  readonly text: string
  readonly label?: string
  readonly run: (event: KeyboardEvent) => void
}
export type KeyMap = Readonly<Record<string, KeyAction>>

type Layer = { readonly map: () => KeyMap; readonly isGlobal: boolean }

const layers = shallowRef<readonly Layer[]>([])
const isHelpOpen = ref(false)

/** Whether the page of keys is shown. */
export const useKeyHelp = (): Ref<boolean> => isHelpOpen

/** Every key that works now, of the page first; `text` is a key of the texts. */
export function useKeyHints(): () => readonly KeyHint[] {
  return () =>
    layers.value.toReversed().flatMap(({ map, isGlobal }) =>
      Object.entries(map()).map(([keys, { text, label, run }]) => ({
        keys,
        text,
        label,
        isGlobal,
        run: () => run(new KeyboardEvent('keydown', { key: keys })),
      })),
    )
}

const typing = 'input, textarea, select, [contenteditable="true"], [role="combobox"], [role="listbox"]'

/** Whether a key press belongs to what has the focus and not to the page. */
export function belongsToField(event: Pick<KeyboardEvent, 'target' | 'isComposing' | 'key'>): boolean {
  const target = event.target
  if (event.isComposing) return true
  // A function key types nothing, so it is the page's also while somebody types.
  if (/^F\d+$/.test(event.key)) return false
  if (!(target instanceof Element)) return false
  if (target.closest(typing)) return true
  return event.key === 'Enter' && target.closest('a, button, summary') !== null
}

/** The component library keeps closed dialogs in the page, so it is asked whether one can be seen. */
const isDialogShown = (): boolean =>
  [...document.querySelectorAll('[aria-modal="true"], dialog[open]')].some(
    (it) => it.getClientRects().length > 0,
  )

function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
  if (belongsToField(event) || isDialogShown()) return
  for (const { map } of layers.value.toReversed()) {
    const found = map()[event.key]
    if (!found) continue
    event.preventDefault()
    found.run(event)
    return
  }
}

let isListening = false

/** Adds the keys of `map` for as long as the component lives; names are those of KeyboardEvent.key. */
export function useKeys(map: KeyMap | (() => KeyMap), isGlobal = false): void {
  if (!isListening) window.addEventListener('keydown', onKey)
  isListening = true
  const layer = { map: typeof map === 'function' ? map : () => map, isGlobal }
  layers.value = isGlobal ? [layer, ...layers.value] : [...layers.value, layer]
  onScopeDispose(() => {
    layers.value = layers.value.filter((it) => it !== layer)
  })
}

/** j, k and Enter over rows: which row is marked, kept in view. */
export function useRowKeys(count: () => number, open: (index: number) => void): Readonly<Ref<number>> {
  const marked = ref(-1)
  const go = (step: number): void => {
    if (count() === 0) return
    marked.value = Math.max(0, Math.min(count() - 1, marked.value + step))
    requestAnimationFrame(() =>
      document.querySelector('[data-marked="true"]')?.scrollIntoView({ block: 'nearest' }),
    )
  }
  useKeys({
    j: { text: 'kit.keyNext', run: () => go(1) },
    k: { text: 'kit.keyPrevious', run: () => go(-1) },
    Enter: {
      text: 'kit.keyOpen',
      run: () => {
        if (marked.value >= 0 && marked.value < count()) open(marked.value)
      },
    },
  })
  return readonly(marked)
}
