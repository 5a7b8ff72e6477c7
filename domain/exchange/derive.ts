/**
 * Gathers the classes, organisations and areas that the rows of a foreign file name. The code is the key: one code is
 * one thing, the first name met is its name, and every other becomes an alias with a warning.
 */
import type { Finding, TableRow } from '../table.ts'
import type { FieldRule } from './mapping.ts'
import { type ReadingContext, readField } from './read-field.ts'
import { Reason } from './reasons.ts'

/** One thing that rows name. */
export type DerivedThing = {
  readonly code: string
  readonly name: string
  readonly aliases: readonly string[]
  /** Other values of the row that first named it. */
  readonly extra: Readonly<Record<string, string>>
  readonly rows: number
}

export type Deriver = {
  /** Looks at a row; a row that names nothing adds nothing. */
  add(row: TableRow): void
  /** What was named, by code. */
  list(): DerivedThing[]
  readonly warned: readonly Finding[]
}

type Rules = {
  readonly code: FieldRule
  readonly name: FieldRule
  readonly extra?: Readonly<Record<string, FieldRule>>
}

/** Makes a deriver for one kind of thing. What its rules refuse is told by the row itself, not here. */
export function createDeriver(rules: Rules, context: Omit<ReadingContext, 'position'>): Deriver {
  const things = new Map<
    string,
    { name: string; aliases: Set<string>; extra: Record<string, string>; rows: number }
  >()
  const warned: Finding[] = []
  const textOf = (rule: FieldRule, row: TableRow): string => {
    const { value } = readField(rule, row, { ...context, position: undefined })
    return value === null ? '' : String(value)
  }
  return {
    warned,
    add: (row) => {
      if (row.broken) return
      const code = textOf(rules.code, row)
      if (code === '') return
      const name = textOf(rules.name, row) || code
      const known = things.get(code)
      if (!known) {
        const extra = Object.entries(rules.extra ?? {}).map(
          ([field, rule]) => [field, textOf(rule, row)] as const,
        )
        things.set(code, { name, aliases: new Set(), extra: Object.fromEntries(extra), rows: 1 })
        return
      }
      known.rows += 1
      if (name === known.name || known.aliases.has(name)) return
      known.aliases.add(name)
      const column = rules.name.column ?? null
      warned.push({ row: row.rowNumber, column, reason: Reason.nameDiffers(code, name, known.name) })
    },
    list: () =>
      [...things]
        .map(([code, it]) => ({ code, ...it, aliases: [...it.aliases] }))
        .sort((a, b) => (a.code < b.code ? -1 : 1)),
  }
}
