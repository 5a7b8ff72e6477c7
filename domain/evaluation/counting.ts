/** Counting by rules and rates over counts: the same for cases and for inner orders. */
import type { Sentence } from '../problem.ts'

/** A month, half open, and the instant at which it is looked at: what lies after that has not happened. */
export type Span = { readonly from: Date; readonly to: Date; readonly now: Date }

/** Whether an instant lies in the month and has come. */
export const within = (at: Date | null | undefined, { from, to, now }: Span): boolean =>
  at !== null && at !== undefined && at >= from && at < to && at <= now

/** A figure: its name, what it counts in words, and the rule. */
export type FigureRule<Fact> = {
  readonly zh: string
  readonly en: string
  readonly means: Sentence
  readonly holds: (fact: Fact, span: Span) => boolean
}

/** A rate of a board, from the figures of a row. */
export type Rate<Figures> = {
  readonly zh: string
  readonly en: string
  readonly formula: Sentence
  readonly of: (figures: Figures) => number | null
}

/** A part of a whole; over nothing there is no rate, neither 0 nor 100 %. */
export const ratio = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null)

/** How many facts each rule holds of, by the rule's code. */
export const countBy = <Code extends string, Fact>(
  rules: Readonly<Record<Code, FigureRule<Fact>>>,
  facts: readonly Fact[],
  span: Span,
): Record<Code, number> => mapValues(rules, ({ holds }) => facts.filter((it) => holds(it, span)).length)

/** Every rate of a row, by its code. */
export const ratesBy = <Code extends string, Figures>(
  rates: Readonly<Record<Code, Rate<Figures>>>,
  figures: Figures,
): Record<Code, number | null> => mapValues(rates, (it) => it.of(figures))

const mapValues = <Key extends string, From, To>(
  record: Readonly<Record<Key, From>>,
  to: (it: From) => To,
): Record<Key, To> =>
  Object.fromEntries(Object.entries<From>(record).map(([key, it]) => [key, to(it)])) as Record<Key, To>
