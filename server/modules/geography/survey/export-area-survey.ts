/** The areas of a county as a survey file; what is written can be imported again. */
import type { AreaLevel } from '#domain/geography/area-code.ts'
import { GeographyProblem } from '#domain/geography/problems.ts'
import type { Database } from '#platform/database/database.ts'
import { findShapedAreas } from '../queries/list-areas.ts'
import type { Survey } from './survey.ts'
import { type WrittenSurvey, writeSurvey } from './write-survey.ts'

/** Writes the areas of a level that have ground, valid on a day. */
export async function exportAreaSurvey(
  db: Database,
  { adcode, level, onDate }: { adcode: string; level: AreaLevel; onDate: string },
  form: Pick<Survey, 'format' | 'reference'>,
): Promise<WrittenSurvey> {
  const areas = (await findShapedAreas(db, adcode, onDate)).filter(
    (it) => it.level === level && it.geometry !== null,
  )
  if (areas.length === 0) throw GeographyProblem.areaNotFound({ code: adcode })
  const features = areas.map((area, index) => ({
    row: index + 1,
    properties: {
      code: area.code,
      name: area.name,
      kind: area.kind,
      synthetic: area.synthetic ? 'synthetic' : '',
    },
    geometry: area.geometry,
  }))
  return writeSurvey(`areas-${adcode}-${level}`, features, form)
}
