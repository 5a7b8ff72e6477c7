/** Open cases that may be the same thing: near and recent, or the same component; scored by the domain's rule. */

import { openStates } from '#domain/cases/state.ts'
import { chinaDayOf } from '#domain/china-time.ts'
import type { Position } from '#domain/geography/geometry.ts'
import { distanceMetres } from '#domain/geography/measure.ts'
import type { Suggestions } from '#domain/intake/contract.ts'
import { scoreDuplicate } from '#domain/intake/duplicates.ts'
import { findLabels, getCaseSettings, organisationsById } from '#modules/cases/index.ts'
import type { QueryContext } from '#platform/query.ts'
import type { Place } from '../place.ts'

type Asked = {
  kind?: string | undefined
  classCode?: string | undefined
  componentId?: string | undefined
  exceptCaseId?: string | undefined
}
type Duplicate = Suggestions['duplicates'][number]
type Row = {
  id: string
  report_number: string
  number: string | null
  state: Duplicate['state']
  kind: string | null
  catalogue_id: string | null
  class_code: string | null
  component_id: string | null
  description: string
  address: string
  point: { x: number; y: number } | null
  reported_at: Date
}

const mostCandidates = 200
const mostShown = 8
const metresPerDegree = 111_320

/** The likeliest first; candidates beyond the county's thresholds are left out. */
export async function findDuplicates(
  { db, actor, now }: QueryContext,
  asked: Asked,
  { point }: Place,
): Promise<Duplicate[]> {
  if (!point && !asked.componentId) return []
  const { adcode } = actor
  const { duplicates: limits } = await getCaseSettings(db, adcode)
  // Whether something is reported already is asked of the whole county, whoever reports.
  const rows = await db.ofCounty(adcode).rows<Row>(
    `select id, report_number, number, state, kind, catalogue_id, class_code, component_id, description, address, point, reported_at
     from cases.open_case_facts
     where adcode = $1 and state = any($2::text[]) and id is distinct from $3::uuid
       and (component_id = $4 or (id in (select cases.open_in_box_facts($1, $5::box)) and reported_at > $6))
     order by reported_at desc limit ${mostCandidates}`,
    [
      adcode,
      openStates,
      asked.exceptCaseId ?? null,
      asked.componentId ?? null,
      point ? boxAround(point, limits.radiusMetres) : null,
      new Date(now.getTime() - limits.withinHours * 3_600_000),
    ],
  )
  const scored = rows.flatMap((row) => {
    const metres = point && row.point ? distanceMetres(point, [row.point.x, row.point.y]) : null
    const hoursApart = (now.getTime() - row.reported_at.getTime()) / 3_600_000
    const report = {
      kind: asked.kind ?? null,
      classCode: asked.classCode ?? null,
      componentId: asked.componentId ?? null,
    }
    const { score, reasons } = scoreDuplicate(
      report,
      {
        id: row.id,
        kind: row.kind,
        classCode: row.class_code,
        componentId: row.component_id,
        distanceMetres: metres,
        hoursApart,
      },
      limits,
    )
    return score > 0 ? [{ row, metres, score, reasons }] : []
  })
  const shown = scored.sort((a, b) => b.score - a.score).slice(0, mostShown)
  const labels = await findLabels(
    db,
    adcode,
    shown.map(({ row }) => ({ catalogueId: row.catalogue_id, kind: row.kind, classCode: row.class_code })),
    await organisationsById(db, adcode),
    chinaDayOf(now),
  )
  return shown.map(({ row, metres, score, reasons }) => ({
    id: row.id,
    reportNumber: row.report_number,
    number: row.number,
    state: row.state,
    description: row.description,
    address: row.address,
    className: labels.className({ catalogueId: row.catalogue_id, kind: row.kind, classCode: row.class_code }),
    distanceMetres: metres === null ? null : Math.round(metres),
    reportedAt: row.reported_at.toISOString(),
    score,
    reasons: [...reasons],
  }))
}

/** A box in degrees that surely holds the circle. */
function boxAround([lng, lat]: Position, metres: number): string {
  const high = metres / metresPerDegree
  const wide = high / Math.cos((lat * Math.PI) / 180)
  return `((${lng + wide},${lat + high}),(${lng - wide},${lat - high}))`
}
