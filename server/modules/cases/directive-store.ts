/** Who was addressed by a leader's word and when they read it: written beside the log, since reading is no step of a case. */
import type { CaseEntry } from '#domain/cases/case-entry.ts'
import type { Row, RowWrites } from '#platform/database/row-writes.ts'
import type { Reader } from './addressed.ts'

const kinds = { instruct: 'instruction', supervise: 'supervision' } as const

const rowsOf = (entry: CaseEntry): Row[] => {
  const kind = kinds[entry.action as keyof typeof kinds]
  if (!kind) return []
  const readers = (entry.data['readers'] ?? []) as readonly Reader[]
  return readers.map((it) => ({
    adcode: entry.adcode,
    directive_id: entry.data[kind === 'instruction' ? 'instructionId' : 'supervisionId'],
    person_id: it.id,
    person_name: it.name,
    case_id: entry.caseId,
    by_id: entry.actorId,
    kind,
    at: entry.at,
    read_at: null,
    version: 1,
  }))
}

/** Writes down who is to read what these entries say. */
export function writeReaders(write: RowWrites, entries: readonly CaseEntry[]): void {
  const rows = entries.flatMap(rowsOf)
  if (rows.length) write.insert('cases.directive_readers', rows)
}
