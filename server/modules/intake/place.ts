/** Where a report lies: the point in the county's datum and the areas it falls in. */
import type { CaseRecord } from '#domain/cases/case-record.ts'
import { type Datum, toCgcs2000 } from '#domain/geography/datum.ts'
import type { Position } from '#domain/geography/geometry.ts'
import { ReportProblem } from '#domain/intake/problems.ts'
import { findNoReportZones, locate } from '#modules/geography/index.ts'
import type { Database } from '#platform/database/database.ts'

export type Place = {
  readonly point: Position | undefined
  readonly facts: Pick<CaseRecord, 'point' | 'townCode' | 'communityCode' | 'cellCode' | 'areaClass'>
  readonly names: { town: string | null; community: string | null }
}

export type Warning = { code: string; zh: string; en: string }

const nowhere: Place = {
  point: undefined,
  facts: { point: null, townCode: null, communityCode: null, cellCode: null, areaClass: null },
  names: { town: null, community: null },
}

/** The place of a point in any datum; throws `report.outside-county`. Without a point there is no place. */
export async function placeOf(
  db: Database,
  adcode: string,
  at: Date,
  { point: given, datum }: { point?: Position | undefined; datum: Datum },
): Promise<Place> {
  if (!given) return nowhere
  const point = toCgcs2000(given, datum)
  const found = await locate(db, adcode, point, at)
  if (!found) throw ReportProblem.outsideCounty({ point: given })
  return {
    point,
    facts: {
      point,
      townCode: found.town?.code ?? null,
      communityCode: found.community?.code ?? null,
      cellCode: found.cell?.code ?? null,
      areaClass: found.cell?.areaClass ?? null,
    },
    names: { town: found.town?.name ?? null, community: found.community?.name ?? null },
  }
}

/** What a reporter should know about the place at that time. */
export async function warningsAt(
  db: Database,
  adcode: string,
  point: Position,
  at: Date,
): Promise<Warning[]> {
  const zones = await findNoReportZones(db, adcode, point, at)
  return zones.map((zone) => ({
    code: 'report.no-report-zone',
    zh: `此处在管控区域“${zone.name}”内：${zone.reason}`,
    en: `This place lies in the no-report zone "${zone.name}": ${zone.reason}`,
  }))
}
