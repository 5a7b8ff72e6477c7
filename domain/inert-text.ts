/**
 * Text on its way into a table program. A cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return is a
 * formula to it, and what a citizen typed must never be one; such a text gets an apostrophe in front, which table
 * programs show as the mark of a text. Reading takes it off again, so that a file of ours comes back as it went.
 */

const formulaStart = /^[=+\-@\t\r\n＝＋－＠]/
/** A number is none, nor is a dash that stands for nothing. */
const harmless = /^[+-]?(?:\d+(?:\.\d+)?)?$/

/** Whether a table program would take `text` for a formula. */
export const isFormula = (text: string): boolean => formulaStart.test(text) && !harmless.test(text)

/** `value` as a cell that is no formula. */
export const toInert = <Value>(value: Value): Value | string =>
  typeof value === 'string' && isFormula(value) ? `'${value}` : value

/** What `toInert` was given. */
export const fromInert = <Value>(value: Value): Value | string =>
  typeof value === 'string' && value.startsWith("'") && isFormula(value.slice(1)) ? value.slice(1) : value
