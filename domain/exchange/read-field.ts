/** Reads one field of a foreign row by its rule: a value, or nothing, with what there is to tell about it. */
import type { Sentence } from '../problem.ts'
import type { Cell, TableRow } from '../table.ts'
import { findInstant, findWallClock } from './local-time.ts'
import type { FieldRule } from './mapping.ts'
import { Reason } from './reasons.ts'

/** What a rule may need besides the row. */
export type ReadingContext = {
  readonly adcode: string
  /** The zone of the mapping's times. */
  readonly zone: string | undefined
  /** The position of the row as text, once it is read. */
  readonly position: string | undefined
}

/** Something to tell about a value: a warning lets the row pass, a refusal does not. */
export type Remark = {
  readonly severity: 'warn' | 'refuse'
  readonly column: string | null
  readonly reason: Sentence
}

export type FieldValue = string | number | boolean | null
export type FieldReading = { readonly value: FieldValue; readonly remarks: readonly Remark[] }

const textOf = (cell: Cell | undefined): string =>
  cell === null || cell === undefined ? '' : String(cell).trim()

const without = (ending: string | undefined, text: string): string =>
  ending !== undefined && text.endsWith(ending) ? text.slice(0, -ending.length) : text

function sourceText(rule: FieldRule, row: TableRow, context: ReadingContext): string {
  if (rule.constant !== undefined) return String(rule.constant)
  if (rule.from === 'row') return String(row.rowNumber)
  if (rule.from === 'position') return context.position ?? ''
  const { part } = rule
  const cut = (text: string) => (part ? text.slice(part.from - 1, part.from - 1 + part.length) : text)
  const texts = (rule.join ?? [rule.column ?? '']).map((column) =>
    cut(without(rule.drop, textOf(row.columns[column]))),
  )
  return texts.filter((text) => text !== '' && !rule.empty.includes(text)).join(rule.separator)
}

const columnOf = (rule: FieldRule): string | null => rule.column ?? rule.join?.join(' + ') ?? null

/** Reads the field that `rule` describes. A refused field has the value null; several values come a line each. */
export function readField(rule: FieldRule, row: TableRow, context: ReadingContext): FieldReading {
  const text = sourceText(rule, row, context)
  const parts = partsOf(rule, text)
  if (parts.length < 2) return readText(rule, parts[0] ?? '', context)
  const readings = parts.map((part) => readText(rule, part, context))
  const values = readings.flatMap(({ value }) => (value === null ? [] : [String(value)]))
  return {
    value: values.length ? values.join(lineBetween) : null,
    remarks: readings.flatMap(({ remarks }) => remarks),
  }
}

/** What stands between the values of a field that lists several, once it is read. */
export const lineBetween = '\n'

function partsOf({ between, empty }: FieldRule, text: string): string[] {
  const [first, ...others] = between ?? []
  if (first === undefined) return [text]
  const parts = others.reduce((whole, it) => whole.replaceAll(it, first), text).split(first)
  return parts.map((it) => it.trim()).filter((it) => it !== '' && !empty.includes(it))
}

function readText(rule: FieldRule, text: string, context: ReadingContext): FieldReading {
  const column = columnOf(rule)
  if (text === '') {
    const remarks: Remark[] =
      rule.missing === 'allow' ? [] : [{ severity: rule.missing, column, reason: Reason.missing() }]
    return { value: otherwiseOf(rule, context), remarks }
  }
  // An own property only: "constructor" is a word like any other.
  const word = rule.values && Object.hasOwn(rule.values, text) ? rule.values[text] : undefined
  if (rule.values && word === undefined && rule.unknown !== 'keep') {
    const reason = Reason.unknownWord(text, Object.keys(rule.values))
    const isWarned = rule.unknown === 'warn'
    return {
      value: isWarned ? otherwiseOf(rule, context) : null,
      remarks: [{ severity: isWarned ? 'warn' : 'refuse', column, reason }],
    }
  }
  const read = convert(rule, word ?? text, context)
  if ('reason' in read) return { value: null, remarks: [{ severity: 'refuse', column, reason: read.reason }] }
  return dress(rule, read.value, column, context)
}

function otherwiseOf(rule: FieldRule, context: ReadingContext): FieldValue {
  if (rule.otherwise === undefined) return null
  return typeof rule.otherwise === 'object' ? (context.position ?? null) : rule.otherwise
}

type Converted = { readonly value: FieldValue } | { readonly reason: Sentence }

const decimal = /^[-+]?\d+(\.\d+)?([eE][-+]?\d+)?$/
const flags: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
  ['yes', true],
  ['no', false],
  ['是', true],
  ['否', false],
  ['1', true],
  ['0', false],
])

/** A number as a file writes it: plain, with a point; undefined otherwise, also for `1,234`. */
export const findNumber = (text: string): number | undefined =>
  decimal.test(text) ? Number(text) : undefined

function convert(rule: FieldRule, text: string, context: ReadingContext): Converted {
  switch (rule.read) {
    case 'text':
      return { value: text }
    case 'number': {
      const number = findNumber(text)
      return number === undefined ? { reason: Reason.notANumber(text) } : { value: number }
    }
    case 'whole': {
      const whole = /^(\d+)(\.0+)?$/.exec(text)?.[1]
      return whole === undefined ? { reason: Reason.notWhole(text) } : { value: whole }
    }
    case 'flag': {
      const flag = flags.get(text.toLowerCase())
      return flag === undefined ? { reason: Reason.notAFlag(text) } : { value: flag }
    }
    default:
      return convertTime(rule, text, context)
  }
}

function convertTime(rule: FieldRule, text: string, context: ReadingContext): Converted {
  const pattern = rule.time?.pattern ?? ''
  const wallClock = findWallClock(text, { pattern, words: rule.time?.words })
  if (wallClock === undefined) return { reason: Reason.notATime(text, pattern) }
  // A date is what the calendar on the wall showed there, whatever the hour was elsewhere.
  if (rule.read === 'date') return { value: new Date(wallClock).toISOString().slice(0, 10) }
  const zone = rule.time?.zone ?? context.zone
  const instant = zone === undefined ? undefined : findInstant(wallClock, zone)
  return instant === undefined
    ? { reason: Reason.noSuchTime(text, zone ?? '?') }
    : { value: new Date(instant).toISOString() }
}

/** The last touches: zeros and words put before a text, and the cut of one that is too long. */
function dress(
  rule: FieldRule,
  value: FieldValue,
  column: string | null,
  context: ReadingContext,
): FieldReading {
  if (typeof value !== 'string') return { value, remarks: [] }
  const padded = rule.padTo ? value.padStart(rule.padTo, '0') : value
  const text = (rule.prefix ?? '').replace('{adcode}', context.adcode) + padded
  // Never more letters than units of UTF-16, so most texts need not be taken apart.
  if (rule.atMost === undefined || text.length <= rule.atMost) return { value: text, remarks: [] }
  const letters = [...text]
  if (letters.length <= rule.atMost) return { value: text, remarks: [] }
  const reason = Reason.cut(letters.length, rule.atMost)
  return { value: letters.slice(0, rule.atMost).join(''), remarks: [{ severity: 'warn', column, reason }] }
}
