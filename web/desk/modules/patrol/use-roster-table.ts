/**
 * The table of a week under the hand: where the cursor is, what is chosen, what the keys do, and the draft with its way
 * back. A week that is read anew replaces the draft only while nothing in it is unsaved.
 */
import { computed, type Ref, ref, shallowRef, watch } from 'vue'
import type { WeekView } from '#domain/patrol/contract.ts'
import {
  type Block,
  back,
  begin,
  type Cell,
  changedCells,
  type DraftLine,
  forth,
  type History,
  linesOf,
  type Person,
  placeBlock,
  step,
  toDraft,
  usualLine,
  withCells,
} from './roster-draft.ts'

export type Place = { readonly row: number; readonly column: number }

const steps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

const clamp = (value: number, most: number): number => Math.max(0, Math.min(most, value))

/** The clipboard outlives the week, so that a block of this one can be put down in the next. */
const clipboard = shallowRef<Block>()

export type RosterTableOptions = {
  /** Opens the cell under the cursor. */
  readonly open: (cell: Cell, person: Person) => void
  readonly save: () => void
}

/** Gives the table of `week`. */
export function useRosterTable(week: Ref<WeekView | undefined>, options: RosterTableOptions) {
  const base = shallowRef(toDraft({ lines: [] }))
  const history = shallowRef<History>(begin(base.value))
  const cursor = ref<Place>({ row: 0, column: 0 })
  const anchor = ref<Place>({ row: 0, column: 0 })
  const seenVersion = ref(0)
  const seenWeek = ref('')
  const changed = computed(() => new Set(changedCells(base.value, history.value.now)))
  const isDirty = computed(() => changed.value.size > 0)
  const isStale = computed(
    () => isDirty.value && week.value !== undefined && week.value.version !== seenVersion.value,
  )
  const people = computed(() => week.value?.people ?? [])
  const days = computed(() => week.value?.days ?? [])
  const shifts = computed(() => week.value?.shifts.filter((it) => it.endsOn === null) ?? [])

  /** Takes the week as the server has it; what was not saved is gone. */
  function reset(): void {
    const now = week.value
    if (!now) return
    base.value = toDraft(now)
    history.value = begin(base.value)
    seenVersion.value = now.version
    seenWeek.value = `${now.organisation.id} ${now.monday}`
  }
  watch(
    week,
    (now) => {
      if (now && (!isDirty.value || seenWeek.value !== `${now.organisation.id} ${now.monday}`)) reset()
    },
    { immediate: true },
  )

  const cellAt = ({ row, column }: Place): Cell | undefined => {
    const [person, onDate] = [people.value[row], days.value[column]]
    return person && onDate !== undefined ? { personId: person.id, onDate } : undefined
  }
  const isChosen = ({ row, column }: Place): boolean => {
    const [a, b] = [cursor.value, anchor.value]
    return (
      row >= Math.min(a.row, b.row) &&
      row <= Math.max(a.row, b.row) &&
      column >= Math.min(a.column, b.column) &&
      column <= Math.max(a.column, b.column)
    )
  }
  const chosen = computed((): Place[][] => {
    const [a, b] = [cursor.value, anchor.value]
    const span = (from: number, to: number): number[] =>
      Array.from({ length: Math.abs(from - to) + 1 }, (_, index) => Math.min(from, to) + index)
    return span(a.row, b.row).map((row) => span(a.column, b.column).map((column) => ({ row, column })))
  })

  function moveTo(place: Place, keepsAnchor = false): void {
    cursor.value = {
      row: clamp(place.row, people.value.length - 1),
      column: clamp(place.column, days.value.length - 1),
    }
    if (!keepsAnchor) anchor.value = cursor.value
  }

  const apply = (cells: readonly (Cell & { lines: readonly DraftLine[] })[]): void => {
    history.value = step(history.value, withCells(history.value.now, cells))
  }
  /** Gives every chosen cell what `make` says of it; whoever has left, and days that are over, stay as they are. */
  function change(make: (person: Person, lines: readonly DraftLine[]) => readonly DraftLine[]): void {
    const draft = history.value.now
    apply(
      chosen.value.flat().flatMap((place) => {
        const [cell, person] = [cellAt(place), people.value[place.row]]
        if (!cell || !person || person.hasLeft) return []
        return [{ ...cell, lines: make(person, linesOf(draft, cell)) }]
      }),
    )
  }
  const clear = (): void => change(() => [])
  function choose(shiftId: string, adds: boolean): void {
    const draft = history.value.now
    change((person, lines) => {
      const there = lines.some((it) => it.shiftId === shiftId)
      if (adds)
        return there
          ? lines.filter((it) => it.shiftId !== shiftId)
          : [...lines, usualLine(draft, person, shiftId)]
      const [first] = lines
      return [first ? { ...first, shiftId } : usualLine(draft, person, shiftId)]
    })
  }
  const copy = (): void => {
    clipboard.value = chosen.value.map((row) =>
      row.map((place) => {
        const cell = cellAt(place)
        return cell ? linesOf(history.value.now, cell) : []
      }),
    )
  }
  function paste(): void {
    const block = clipboard.value
    const [first] = chosen.value.flat()
    if (block && first) apply(placeBlock(block, first, people.value, days.value))
  }
  const undo = (): void => {
    history.value = back(history.value)
  }
  const redo = (): void => {
    history.value = forth(history.value)
  }
  function open(): void {
    const [cell, person] = [cellAt(cursor.value), people.value[cursor.value.row]]
    if (cell && person && !person.hasLeft) options.open(cell, person)
  }

  const withControl: Readonly<Record<string, () => void>> = {
    c: copy,
    v: paste,
    x: () => {
      copy()
      clear()
    },
    z: undo,
    y: redo,
    s: () => options.save(),
  }
  /** What a key does on the table; false leaves it to the browser. */
  function press(
    event: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>,
  ): boolean {
    const mayManage = week.value?.mayManage ?? false
    const way = steps[event.key]
    if (way) {
      moveTo({ row: cursor.value.row + way[0], column: cursor.value.column + way[1] }, event.shiftKey)
      return true
    }
    if (event.key === 'Home' || event.key === 'End') {
      moveTo({ ...cursor.value, column: event.key === 'Home' ? 0 : days.value.length - 1 }, event.shiftKey)
      return true
    }
    if (event.altKey) return false
    if (event.ctrlKey || event.metaKey) {
      const name = event.shiftKey && event.key.toLowerCase() === 'z' ? 'y' : event.key.toLowerCase()
      const run = withControl[name]
      if (!run || (!mayManage && name !== 'c')) return false
      run()
      return true
    }
    if (!mayManage) return false
    if (event.key === 'Delete' || event.key === 'Backspace' || event.code === 'Digit0') clear()
    else if (event.key === 'Enter') open()
    else {
      // With Shift a digit key says a sign that depends on the keyboard, so the key itself is asked.
      const digit =
        /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1] ??
        (/^[1-9]$/.test(event.key) ? event.key : undefined)
      const shift =
        digit === undefined
          ? shifts.value.find((it) => it.mark === event.key)
          : shifts.value[Number(digit) - 1]
      if (!shift) return false
      choose(shift.id, event.shiftKey)
    }
    return true
  }

  return {
    draft: computed(() => history.value.now),
    changed,
    isDirty,
    isStale,
    canUndo: computed(() => history.value.past.length > 0),
    canRedo: computed(() => history.value.future.length > 0),
    seenVersion,
    shifts,
    cursor,
    isChosen,
    moveTo,
    press,
    choose,
    clear,
    open,
    apply,
    undo,
    redo,
    reset,
  }
}
export type RosterTable = ReturnType<typeof useRosterTable>
