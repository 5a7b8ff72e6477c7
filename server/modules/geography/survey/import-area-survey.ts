/** A survey of areas from its check to its last act; nothing is written while anything is wrong. */
import { checkAreas, type DeliveredArea } from '#domain/geography/area-check.ts'
import type { AreaGeometry } from '#domain/geography/geometry.ts'
import { sayFault } from '#domain/geography/survey-fault.ts'
import type { ImportReport } from '#domain/table.ts'
import type { Act } from '#platform/act.ts'
import type { Actor } from '#platform/actor.ts'
import { importAreas } from '../commands/import-areas.ts'
import { mostRowsOfAct } from '../commands/import-cells.ts'
import type { Survey, SurveyFeature } from './survey.ts'

export type AreaSurveyOptions = {
  readonly validFrom: string
  /** Which attributes are the code and the name. */
  readonly columns?: { readonly code: string; readonly name: string }
  readonly toleranceSquareMetres?: number
  /** Check only. */
  readonly dryRun?: boolean
  readonly requestId?: string | undefined
}

const isArea = (shape: SurveyFeature['geometry']): shape is AreaGeometry =>
  shape?.type === 'Polygon' || shape?.type === 'MultiPolygon'

/** Checks a survey of areas of the county `adcode` and, when nothing is wrong and it is no dry run, imports it. */
export async function importAreaSurvey(
  { act, actor, adcode }: { readonly act: Act; readonly actor: Actor; readonly adcode: string },
  { features }: Survey,
  options: AreaSurveyOptions,
): Promise<ImportReport> {
  const { code, name } = options.columns ?? { code: 'code', name: 'name' }
  const text = (feature: SurveyFeature, column: string) => String(feature.properties[column] ?? '').trim()
  const areas = features.map(
    (feature): DeliveredArea => ({
      row: feature.row,
      code: text(feature, code),
      name: text(feature, name),
      geometry: isArea(feature.geometry) ? feature.geometry : null,
    }),
  )
  const shapeless = areas
    .filter((it) => it.geometry === null)
    .map(({ row }) => sayFault({ kind: 'no-area', row, column: null }))
  const refused = [...shapeless, ...checkAreas(adcode, areas, options.toleranceSquareMetres)]
  const report = { read: features.length, accepted: 0, warned: [], refused }
  if (refused.length > 0) return report
  if (options.dryRun === true) return { ...report, accepted: areas.length }
  for (let from = 0; from < areas.length; from += mostRowsOfAct) {
    const batch = areas.slice(from, from + mostRowsOfAct)
    const requestId = options.requestId && `${options.requestId}.${from / mostRowsOfAct + 1}`
    await act(actor, importAreas, { validFrom: options.validFrom, areas: batch }, { requestId, adcode })
  }
  return { ...report, accepted: areas.length }
}
