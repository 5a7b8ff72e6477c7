/** Writes areas as a delivery for others: GeoJSON, GeoPackage, or a zipped Shapefile with GBK attributes. */
import { zipSync } from 'fflate'
import { writeGeojson } from './geojson-survey.ts'
import { writeGeopackage } from './geopackage-survey.ts'
import { writeShapefile } from './shapefile-survey.ts'
import type { Survey, SurveyFeature } from './survey.ts'

/** One file, ready to be sent. */
export type WrittenSurvey = { readonly fileName: string; readonly bytes: Uint8Array }

/** Writes features (in degrees) in a format and a coordinate system; `name` is the file's and the layer's. */
export async function writeDirectly(
  name: string,
  features: readonly SurveyFeature[],
  { format, reference }: Pick<Survey, 'format' | 'reference'>,
): Promise<WrittenSurvey> {
  switch (format) {
    case 'geojson':
      return { fileName: `${name}.geojson`, bytes: writeGeojson(features, reference) }
    case 'geopackage':
      return { fileName: `${name}.gpkg`, bytes: await writeGeopackage(name, features, reference) }
    case 'shapefile':
      return {
        fileName: `${name}.zip`,
        bytes: zipSync(Object.fromEntries(await writeShapefile(name, features, reference))),
      }
  }
}
