/** Records how far an import of places is, and how it ended. Only the system does. */
import { mostKeptFindings } from '#domain/geography/place-import-contract.ts'
import type { Finding } from '#domain/table.ts'
import type { Command } from '#platform/act.ts'

type TellPlaceImport = {
  readonly id: string
  /** As it was read; a second runner of the same import finds it gone on and gives way. */
  readonly version: number
  readonly state: 'running' | 'done' | 'failed'
  /** Rows of the file, once a large one has been read. */
  readonly total?: number
  readonly read?: number
  readonly accepted?: number
  readonly counts?: { readonly added: number; readonly changed: number; readonly unchanged: number }
  /** Rows refused so far; at the end the findings themselves. */
  readonly refusedSoFar?: number
  readonly findings?: { readonly warned: readonly Finding[]; readonly refused: readonly Finding[] }
  readonly problemCode?: string
}

const given = (values: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))

export const tellPlaceImport: Command<TellPlaceImport, { version: number }> = {
  name: 'address-import.tell',
  permission: 'address-import.tell',
  // Findings repeat cells of the file; the row keeps them, the audit need not.
  auditInput: ({ findings: _, ...it }) => it,
  async run({ adcode, now, write, concerns }, { id, version, state, findings, ...it }) {
    concerns(id)
    write.update(
      'geography.place_imports',
      { adcode, id, version },
      given({
        state,
        heard_at: now,
        finished_at: state === 'running' ? undefined : now,
        total: it.total,
        read: it.read,
        accepted: it.accepted,
        ...it.counts,
        refused_count: findings ? new Set(findings.refused.map(({ row }) => row)).size : it.refusedSoFar,
        warned_count: findings?.warned.length,
        refused: findings?.refused.slice(0, mostKeptFindings),
        warned: findings?.warned.slice(0, mostKeptFindings),
        problem_code: it.problemCode,
        version: version + 1,
      }),
    )
    return { version: version + 1 }
  },
}
