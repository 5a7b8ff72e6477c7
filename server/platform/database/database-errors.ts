/** What the database's own errors mean to a person; constraints are translated by name. */
import { Problem } from '#domain/problem.ts'
import { DatabaseProblem } from '../problems.ts'

type PgError = { code?: string; constraint?: string; message?: string }

const asPgError = (error: unknown): PgError => (typeof error === 'object' && error !== null ? error : {})

/** Constraint name → the problem it means; each module hands in its own. */
export type ConstraintProblems = Readonly<Record<string, () => Problem>>

/** Whether the guarded row was changed by somebody else between reading and writing. */
export const isVersionConflict = (error: unknown): boolean => {
  const { code } = asPgError(error)
  // JW001 is ours; 40001 and 40P01 are the database's own words for "try again".
  return code === 'JW001' || code === '40001' || code === '40P01'
}

/** Whether `constraint` was violated. */
export const violates = (error: unknown, constraint: string): boolean =>
  asPgError(error).constraint === constraint

/** Whether the database had no room to write. */
export const isDiskFull = (error: unknown): boolean => asPgError(error).code === '53100'

const unavailableCodes = new Set([
  '57P01',
  '57P02',
  '57P03',
  // A standby, or a primary that was made one.
  '25006',
  '53200',
  '53300',
  '08000',
  '08003',
  '08006',
  '08001',
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
])

/** The Problem an error of the database stands for, or the error itself when it is a bug. */
export function toProblem(error: unknown, constraints: ConstraintProblems): unknown {
  if (error instanceof Problem) return error
  const { code, constraint, message } = asPgError(error)
  if (constraint && constraints[constraint]) return constraints[constraint]()
  if (isVersionConflict(error)) return DatabaseProblem.contended({})
  if (isDiskFull(error)) return DatabaseProblem.full({})
  if (
    (code && unavailableCodes.has(code)) ||
    message?.startsWith('Connection terminated') ||
    message?.startsWith('timeout exceeded') ||
    message?.startsWith('Client has encountered a connection error')
  )
    return DatabaseProblem.unavailable({ reason: code ?? message ?? '' })
  return error
}
