/** Where at the desk a number or a case of the screen leads. */
import type { CountedCases } from '#domain/cases/situation-contract.ts'

/** The list of cases that a number counts. */
export const toCaseList = (query: CountedCases['query']): string =>
  `/desk/cases?${new URLSearchParams(query as Record<string, string>).toString()}`

/** The page of one case. */
export const toCase = (id: string): string => `/desk/cases/${id}`
