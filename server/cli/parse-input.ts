/** Checks what the command line gave against the schema that the web checks the same thing by. */
import type { z } from 'zod'
import { RequestProblem } from '#platform/problems.ts'

/** The parsed value, or a Problem that names each field that is not right. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.map((it) => ({ path: it.path.join('.'), message: it.message }))
  throw RequestProblem.invalid({ issues })
}
