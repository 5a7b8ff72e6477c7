/**
 * Exports the cases of a county for other programs, a row a case. Who reported is left out; times are those of China,
 * as people there read them.
 */
import { caseStates } from '#domain/cases/state.ts'
import { chinaDayOf, chinaOffsetMs } from '#domain/china-time.ts'
import type { Cell } from '#domain/table.ts'
import { type LabelledCase, streamCases } from '#modules/cases/index.ts'
import type { House } from '#platform/house.ts'
import { type WrittenRow, writeTable } from '#platform/tabular/write-table.ts'

const columns = [
  'number',
  'reportNumber',
  'externalNumber',
  'state',
  'stateName',
  'source',
  'kind',
  'classCode',
  'className',
  'unitCode',
  'unitName',
  'description',
  'address',
  'townCode',
  'townName',
  'communityCode',
  'communityName',
  'cellCode',
  'lng',
  'lat',
  'reportedAt',
  'filedAt',
  'dispatchedAt',
  'dueAt',
  'handledAt',
  'endedAt',
  'inTime',
  'importedInTime',
] as const

/** `2026-06-15 09:00:00` in China. */
const localTime = (instant: string | null): string | null =>
  instant === null
    ? null
    : new Date(Date.parse(instant) + chinaOffsetMs).toISOString().slice(0, 19).replace('T', ' ')

const toColumns = ({ record: it, ...names }: LabelledCase): Record<(typeof columns)[number], Cell> => ({
  number: it.number,
  reportNumber: it.reportNumber,
  externalNumber: it.externalNumber,
  state: it.state,
  stateName: caseStates[it.state].zh,
  source: it.source,
  kind: it.kind,
  classCode: it.classCode,
  className: names.className,
  unitCode: names.unitCode,
  unitName: names.unitName,
  description: it.description,
  address: it.address,
  townCode: it.townCode,
  townName: names.townName,
  communityCode: it.communityCode,
  communityName: names.communityName,
  cellCode: it.cellCode,
  lng: it.point?.[0] ?? null,
  lat: it.point?.[1] ?? null,
  reportedAt: localTime(it.reportedAt),
  filedAt: localTime(it.filedAt),
  dispatchedAt: localTime(it.dispatchedAt),
  dueAt: localTime(it.disposeDueAt),
  handledAt: localTime(it.handledAt),
  endedAt: localTime(it.endedAt),
  inTime: it.isInTime,
  importedInTime: it.importedInTime,
})

async function* rowsOf(house: House, adcode: string): AsyncIterable<WrittenRow> {
  const onDate = chinaDayOf(house.clock.now())
  for await (const it of streamCases(house.database, adcode, onDate)) {
    const { point } = it.record
    yield { columns: toColumns(it), geometry: point ? { type: 'Point', coordinates: [...point] } : null }
  }
}

/** Writes the cases of a county and gives their number. */
export const exportCases = (house: House, adcode: string, file: string): Promise<number> =>
  writeTable(file, columns, rowsOf(house, adcode))
