/** Names for codes and ids: class, area, unit. One look-up for a whole page. */
import type { CaseRecord } from '#domain/cases/case-record.ts'
import type { Organisation } from '#domain/identity/organisation.ts'
import { classNamesOf } from '#modules/catalogue/index.ts'
import type { Database } from '#platform/database/database.ts'
import { areaNames } from '../case-names.ts'

type Classified = Pick<CaseRecord, 'classCode'> & { catalogueId: string | null; kind: string | null }

export type Labels = {
  className(it: Classified): string | null
  areaName(code: string | null): string | null
  unit(id: string | null): { id: string; name: string } | null
}

/** The labels that `records` need. */
export async function findLabels(
  db: Database,
  adcode: string,
  records: readonly Classified[],
  units: ReadonlyMap<string, Organisation>,
  onDate: string,
): Promise<Labels> {
  const catalogues = [...new Set(records.flatMap((it) => it.catalogueId ?? []))]
  const [classes, areas] = await Promise.all([classNamesOf(db, catalogues), areaNames(db, adcode, onDate)])
  return {
    className: (it) => classes.get(`${it.catalogueId}/${it.kind}/${it.classCode}`) ?? null,
    areaName: (code) => (code ? (areas.get(code) ?? null) : null),
    unit: (id) => {
      const found = id ? units.get(id) : undefined
      return found ? { id: found.id, name: found.name } : null
    },
  }
}
