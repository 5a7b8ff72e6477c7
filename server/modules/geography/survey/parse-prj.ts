/** Reads what a `.prj` file, or a GeoPackage's definition, says about coordinates. */
import parseWkt from 'wkt-parser'
import { GeographyProblem } from '#domain/geography/problems.ts'
import { findDescribedReference, type SurveyReference } from '#domain/geography/survey-reference.ts'

const degreesOf = (radians: number) => Math.round(((radians * 180) / Math.PI) * 1e9) / 1e9

/** The reference of a WKT text; a Problem when it is not one of the accepted ones. */
export function parsePrj(text: string): SurveyReference {
  const found = readWkt(text)
  const number = (key: string) => (typeof found[key] === 'number' ? found[key] : undefined)
  const [meridian, latitude] = [number('long0'), number('lat0')]
  const isPlane = found['type'] !== 'GEOGCS' && found['projName'] !== 'longlat'
  const name = typeof found['name'] === 'string' ? found['name'] : text.slice(0, 60)
  const reference = findDescribedReference({
    name,
    datum: String(found['datumCode'] ?? ''),
    ...(isPlane ? { projection: String(found['projName'] ?? '') } : {}),
    centralMeridian: meridian === undefined ? undefined : degreesOf(meridian),
    falseEasting: number('x0'),
    falseNorthing: number('y0'),
    scale: number('k0'),
    originLatitude: latitude === undefined ? undefined : degreesOf(latitude),
    metresOfUnit: number('to_meter'),
  })
  if (reference === undefined) throw GeographyProblem.projectionUnknown({ found: name })
  return reference
}

function readWkt(text: string): Record<string, unknown> {
  try {
    return parseWkt(text.trim())
  } catch {
    // Whatever the parser stumbles over, to the person it is a text that describes no coordinate system.
    throw GeographyProblem.projectionUnknown({ found: text.trim().slice(0, 60) })
  }
}
