/** The unit grids of an area as others want them: attributes under names that fit a Shapefile. */

import type { GridCell } from '#domain/geography/grid/grid-cell.ts'
import { areaSquareMetres } from '#domain/geography/measure.ts'
import { GeographyProblem } from '#domain/geography/problems.ts'
import type { Database } from '#platform/database/database.ts'
import { findShapedCells } from '../queries/list-cells.ts'
import type { Survey } from './survey.ts'
import { type WrittenSurvey, writeSurvey } from './write-survey.ts'

/** Writes the cells whose code begins with the area's, valid on a day; what is written can be imported again. */
export async function exportCellSurvey(
  db: Database,
  adcode: string,
  areaCode: string,
  onDate: string,
  form: Pick<Survey, 'format' | 'reference'>,
): Promise<WrittenSurvey> {
  const cells = await findShapedCells(db, adcode, areaCode, onDate)
  if (cells.length === 0) throw GeographyProblem.areaNotFound({ code: areaCode })
  const features = cells.map((cell, index) => ({
    row: index + 1,
    properties: {
      code: cell.code,
      area_class: cell.areaClass,
      name: cell.name ?? '',
      area_m2: cell.squareMetres,
      valid_from: cell.validFrom,
      synthetic: cell.synthetic ? 'synthetic' : '',
    },
    geometry: cell.geometry,
  }))
  return writeSurvey(`cells-${areaCode}`, features, form)
}

/** Writes the cells of a draft; what is written can be imported again. */
export function exportDraftSurvey(
  communityCode: string,
  cells: readonly GridCell[],
  form: Pick<Survey, 'format' | 'reference'>,
): Promise<WrittenSurvey> {
  const features = cells.map((cell, index) => ({
    row: index + 1,
    properties: {
      code: cell.code,
      area_class: cell.areaClass,
      name: cell.name ?? '',
      area_m2: Math.round(areaSquareMetres(cell.geometry) * 10) / 10,
      draft: 'draft',
    },
    geometry: cell.geometry,
  }))
  return writeSurvey(`draft-${communityCode}`, features, form)
}
