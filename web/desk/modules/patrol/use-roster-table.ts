/** The table of a week under the hand: the draft, the cursor, and what keys and buttons do with the chosen cells. */
import { computed, type Ref, shallowRef } from 'vue'
import type { WeekView } from '#domain/patrol/contract.ts'
import {
  type Block,
  type Cell,
  type DraftLine,
  linesOf,
  type Person,
  placeBlock,
  usualLine,
} from './roster-draft.ts'
import { type Press, pressKey } from './roster-keys.ts'
import { type Place, useCellCursor } from './use-cell-cursor.ts'
import { useDraftHistory } from './use-draft-history.ts'

/** The clipboard outlives the week, so that a block of this one can be put down in the next. */
const clipboard = shallowRef<Block>()

export type RosterTableOptions = {
  /** Opens the cell under the cursor. */
  readonly open: (cell: Cell, person: Person) => void
  readonly save: () => void
}

/** Gives the table of `week`. */
export function useRosterTable(week: Ref<WeekView | undefined>, options: RosterTableOptions) {
  const { draft, apply, ...history } = useDraftHistory(week)
  const people = computed(() => week.value?.people ?? [])
  const days = computed(() => week.value?.days ?? [])
  const shifts = computed(() => week.value?.shifts.filter((it) => it.endsOn === null) ?? [])
  const { cursor, chosen, isChosen, moveTo } = useCellCursor(
    computed(() => ({ rows: people.value.length, columns: days.value.length })),
  )
  const cellAt = ({ row, column }: Place): Cell | undefined => {
    const [person, onDate] = [people.value[row], days.value[column]]
    return person && onDate !== undefined ? { personId: person.id, onDate } : undefined
  }
  /** Gives every chosen cell what `make` says of it; whoever has left stays as they are. */
  const change = (make: (person: Person, lines: readonly DraftLine[]) => readonly DraftLine[]): void =>
    apply(
      chosen.value.flat().flatMap((place) => {
        const [cell, person] = [cellAt(place), people.value[place.row]]
        return cell && person && !person.hasLeft
          ? [{ ...cell, lines: make(person, linesOf(draft.value, cell)) }]
          : []
      }),
    )
  const choose = (shiftId: string, adds: boolean): void =>
    change((person, lines) => {
      const [first] = lines
      if (!adds) return [first ? { ...first, shiftId } : usualLine(draft.value, person, shiftId)]
      return lines.some((it) => it.shiftId === shiftId)
        ? lines.filter((it) => it.shiftId !== shiftId)
        : [...lines, first ? { ...first, shiftId } : usualLine(draft.value, person, shiftId)]
    })
  const clear = (): void => change(() => [])
  const copy = (): void => {
    clipboard.value = chosen.value.map((row) =>
      row.map((place) => {
        const cell = cellAt(place)
        return cell ? linesOf(draft.value, cell) : []
      }),
    )
  }
  const paste = (): void => {
    const [first] = chosen.value.flat()
    if (clipboard.value && first) apply(placeBlock(clipboard.value, first, people.value, days.value))
  }
  const open = (): void => {
    const [cell, person] = [cellAt(cursor.value), people.value[cursor.value.row]]
    if (cell && person && !person.hasLeft && week.value?.mayManage) options.open(cell, person)
  }
  const press = (event: Press): boolean =>
    pressKey(event, {
      cursor: cursor.value,
      lastColumn: days.value.length - 1,
      mayManage: week.value?.mayManage ?? false,
      shifts: shifts.value,
      moveTo,
      choose,
      clear,
      copy,
      paste,
      undo: history.undo,
      redo: history.redo,
      open,
      save: options.save,
    })
  return { ...history, draft, apply, shifts, cursor, isChosen, moveTo, press, choose, clear, open }
}
export type RosterTable = ReturnType<typeof useRosterTable>
