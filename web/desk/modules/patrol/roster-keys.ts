/** What each key does on the table of a week. */
import type { Shift } from '#domain/patrol/shift.ts'
import type { Place } from './use-cell-cursor.ts'

export type Press = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>

/** What the keys move and change. */
export type KeyTarget = {
  readonly cursor: Place
  readonly lastColumn: number
  readonly mayManage: boolean
  readonly shifts: readonly Pick<Shift, 'id' | 'mark'>[]
  moveTo(place: Place, keepsAnchor: boolean): void
  choose(shiftId: string, adds: boolean): void
  clear(): void
  copy(): void
  paste(): void
  undo(): void
  redo(): void
  open(): void
  save(): void
}

const steps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

const withControl: Readonly<Record<string, (target: KeyTarget) => void>> = {
  c: (it) => it.copy(),
  v: (it) => it.paste(),
  x: (it) => {
    it.copy()
    it.clear()
  },
  z: (it) => it.undo(),
  y: (it) => it.redo(),
  s: (it) => it.save(),
}

/** Does what a key says; false leaves it to the browser. */
export function pressKey(event: Press, target: KeyTarget): boolean {
  if (move(event, target)) return true
  if (event.altKey) return false
  if (event.ctrlKey || event.metaKey) {
    const letter = event.key.toLowerCase()
    const name = event.shiftKey && letter === 'z' ? 'y' : letter
    const run = withControl[name]
    if (!run || (!target.mayManage && name !== 'c')) return false
    run(target)
    return true
  }
  return target.mayManage && change(event, target)
}

function move({ key, shiftKey }: Press, target: KeyTarget): boolean {
  const { row, column } = target.cursor
  const way = steps[key]
  if (way) target.moveTo({ row: row + way[0], column: column + way[1] }, shiftKey)
  else if (key === 'Home') target.moveTo({ row, column: 0 }, shiftKey)
  else if (key === 'End') target.moveTo({ row, column: target.lastColumn }, shiftKey)
  else return false
  return true
}

/** With Shift a digit key says a sign that depends on the keyboard, so the key itself is asked. */
const digitOf = ({ key, code }: Press): string | undefined =>
  /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1] ?? (/^\d$/.test(key) ? key : undefined)

function change(event: Press, target: KeyTarget): boolean {
  const digit = digitOf(event)
  if (event.key === 'Delete' || event.key === 'Backspace' || digit === '0') target.clear()
  else if (event.key === 'Enter') target.open()
  else {
    const shift =
      digit === undefined
        ? target.shifts.find((it) => it.mark === event.key)
        : target.shifts[Number(digit) - 1]
    if (!shift) return false
    target.choose(shift.id, event.shiftKey)
  }
  return true
}
