/** What is wrong with a field, in words a person can act on. */
import type { z } from 'zod'

export type FieldIssue = {
  readonly field: string
  readonly key: string
  readonly values: Record<string, unknown>
}

type Issue = z.core.$ZodIssue

function wordsFor(issue: Issue): Omit<FieldIssue, 'field'> {
  const isMissing = issue.code === 'invalid_type' && issue.input === undefined
  if (isMissing) return { key: 'kit.form.required', values: {} }
  if (issue.code === 'invalid_type' && issue.expected === 'number')
    return { key: 'kit.form.number', values: {} }
  if (issue.code === 'too_small') {
    if (issue.origin === 'string')
      return Number(issue.minimum) <= 1
        ? { key: 'kit.form.required', values: {} }
        : { key: 'kit.form.least', values: { n: issue.minimum } }
    if (issue.origin === 'array') return { key: 'kit.form.leastItems', values: { n: issue.minimum } }
    return { key: 'kit.form.range', values: { min: issue.minimum, max: '…' } }
  }
  if (issue.code === 'too_big') {
    if (issue.origin === 'string') return { key: 'kit.form.most', values: { n: issue.maximum } }
    return { key: 'kit.form.range', values: { min: '…', max: issue.maximum } }
  }
  if (issue.code === 'custom' && issue.message && issue.message !== 'Invalid input')
    return { key: issue.message, values: {} }
  return { key: 'kit.form.wrong', values: {} }
}

/** One issue a field, the first found; issues of the whole form are under `''`. */
export function toFieldIssues(error: z.ZodError): Map<string, FieldIssue> {
  const found = new Map<string, FieldIssue>()
  for (const issue of error.issues) {
    const field = String(issue.path[0] ?? '')
    if (!found.has(field)) found.set(field, { field, ...wordsFor(issue) })
  }
  return found
}
