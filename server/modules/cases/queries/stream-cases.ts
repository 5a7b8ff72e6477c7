/** All cases of a county one after the other, for exports: pages by id, so that no long statement holds anything up. */
import type { CaseRecord } from '#domain/cases/case-record.ts'
import type { Database } from '#platform/database/database.ts'
import { organisationsById } from '../case-names.ts'
import { recordColumns, toRecord } from '../store.ts'
import { findLabels, type Labels } from './find-labels.ts'

const pageSize = 2000

/** A case with the names that its codes have. */
export type LabelledCase = {
  readonly record: CaseRecord
  readonly className: string | null
  readonly townName: string | null
  readonly communityName: string | null
  readonly unitCode: string | null
  readonly unitName: string | null
}

/** Streams the cases of `adcode` in the order in which they were made; areas have the names of `onDate`. */
export async function* streamCases(
  db: Database,
  adcode: string,
  onDate: string,
): AsyncIterable<LabelledCase> {
  const units = await organisationsById(db, adcode)
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const rows = await db.rows<Record<string, unknown>>(
      `select ${recordColumns} from cases.cases c where c.adcode = $1 and c.id > $2 order by c.id limit ${pageSize}`,
      [adcode, after],
    )
    const records = rows.map(toRecord)
    const labels = await findLabels(db, adcode, records, units, onDate)
    for (const record of records) yield { ...namesOf(record, labels), unitCode: codeOf(record, units) }
    after = records.at(-1)?.id ?? after
    if (rows.length < pageSize) return
  }
}

const namesOf = (record: CaseRecord, labels: Labels) => ({
  record,
  className: labels.className(record),
  townName: labels.areaName(record.townCode),
  communityName: labels.areaName(record.communityCode),
  unitName: labels.unit(record.leadUnitId)?.name ?? null,
})

const codeOf = (
  { leadUnitId }: CaseRecord,
  units: ReadonlyMap<string, { externalCode: string | null }>,
): string | null => (leadUnitId ? (units.get(leadUnitId)?.externalCode ?? null) : null)
