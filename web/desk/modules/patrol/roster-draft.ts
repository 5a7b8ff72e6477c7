/**
 * The week as it is being made: lines by person and day, changed cell by cell with a way back, until it is saved whole.
 * Knows nothing of the screen, so that every key can be tried without one.
 */

import type { z } from 'zod'
import type { RosterPerson, WeekView } from '#domain/patrol/contract.ts'
import type { LineInput } from '#domain/patrol/roster-line.ts'

export type Person = z.infer<typeof RosterPerson>
export type DraftLine = Omit<LineInput, 'personId' | 'onDate'>
/** One cell of the table. */
export type Cell = { readonly personId: string; readonly onDate: string }
/** The lines of each filled cell; never changed in place, so that a step back is an older one. */
export type Draft = ReadonlyMap<string, readonly DraftLine[]>

/** The key of a cell. */
export const keyOfCell = ({ personId, onDate }: Cell): string => `${personId} ${onDate}`

const cellOfKey = (key: string): Cell => {
  const [personId = '', onDate = ''] = key.split(' ')
  return { personId, onDate }
}

/** The draft of a week as the server has it. */
export const toDraft = (week: Pick<WeekView, 'lines'>): Draft =>
  new Map(
    [...Map.groupBy(week.lines, keyOfCell)].map(([key, lines]) => [
      key,
      lines.map(({ shiftId, post, areaCode, gridCode }) => ({ shiftId, post, areaCode, gridCode })),
    ]),
  )

/** The lines of a draft, as they are saved. */
export const toLines = (draft: Draft): LineInput[] =>
  [...draft].flatMap(([key, lines]) => lines.map((it) => ({ ...cellOfKey(key), ...it })))

/** The lines of a cell. */
export const linesOf = (draft: Draft, cell: Cell): readonly DraftLine[] => draft.get(keyOfCell(cell)) ?? []

/** The draft with other lines in some cells. */
export function withCells(draft: Draft, cells: readonly (Cell & { lines: readonly DraftLine[] })[]): Draft {
  const next = new Map(draft)
  for (const cell of cells)
    if (cell.lines.length) next.set(keyOfCell(cell), cell.lines)
    else next.delete(keyOfCell(cell))
  return next
}

const textOf = (lines: readonly DraftLine[] | undefined): string =>
  JSON.stringify([...(lines ?? [])].sort((a, b) => (a.shiftId < b.shiftId ? -1 : 1)))

/** The keys of the cells in which two drafts differ. */
export const changedCells = (a: Draft, b: Draft): string[] =>
  [...new Set([...a.keys(), ...b.keys()])].filter((key) => textOf(a.get(key)) !== textOf(b.get(key)))

/** What a new line of somebody is taken to be: as their other lines of the week, else their first post and area of duty. */
export function usualLine(draft: Draft, person: Person, shiftId: string): DraftLine {
  const other = [...draft].find(([key]) => cellOfKey(key).personId === person.id)?.[1][0]
  if (other) return { ...other, shiftId }
  const post = person.posts.find((it) => it === 'collector') ?? person.posts.find((it) => it !== 'citizen')
  return { shiftId, post: post ?? 'collector', areaCode: person.areaCodes[0] ?? null, gridCode: null }
}

/** What lies on the clipboard: rows of cells, as they were chosen. */
export type Block = readonly (readonly (readonly DraftLine[])[])[]

/** The cells that a block makes when it is put down at a place; what would go beyond the table is left out. */
export function placeBlock(
  block: Block,
  at: { row: number; column: number },
  people: readonly Person[],
  days: readonly string[],
): (Cell & { lines: readonly DraftLine[] })[] {
  return block.flatMap((row, down) => {
    const person = people[at.row + down]
    if (!person || person.hasLeft) return []
    return row.flatMap((lines, right) => {
      const onDate = days[at.column + right]
      if (onDate === undefined) return []
      const able = lines.filter((it) => person.posts.includes(it.post))
      return [{ personId: person.id, onDate, lines: able }]
    })
  })
}

/** A draft with its past and what was taken back. */
export type History = {
  readonly past: readonly Draft[]
  readonly now: Draft
  readonly future: readonly Draft[]
}

/** A history that begins with a draft. */
export const begin = (now: Draft): History => ({ past: [], now, future: [] })

/** The history after a step; a step that changes nothing is none. */
export const step = (it: History, next: Draft): History =>
  changedCells(it.now, next).length ? { past: [...it.past.slice(-99), it.now], now: next, future: [] } : it

/** One step back. */
export function back(it: History): History {
  const before = it.past.at(-1)
  return before ? { past: it.past.slice(0, -1), now: before, future: [it.now, ...it.future] } : it
}

/** One step forward again. */
export function forth(it: History): History {
  const [after, ...rest] = it.future
  return after ? { past: [...it.past, it.now], now: after, future: rest } : it
}
