/** What of the county lies in the frame, in pixels of the picture. */
import { type LocationMapFacts, locationMapSize } from '#domain/basemap/location-map.ts'
import type { MapFeatures, MapLayer } from '#domain/geography/contract.ts'
import { AreaGeometry, LineGeometry, type Position, polygonsOf } from '#domain/geography/geometry.ts'
import { getMapLayer } from '#modules/geography/index.ts'
import type { QueryContext } from '#platform/query.ts'
import { clipLines, lengthOf, placeAlong } from './clip-lines.ts'
import type { Frame, Pixel } from './frame.ts'

export type Street = { readonly name: string; readonly mark: number; readonly at: Pixel }

export type Ground = Pick<LocationMapFacts, 'areBordersSynthetic' | 'areStreetsSynthetic'> & {
  readonly county: readonly Pixel[][]
  readonly communities: readonly Pixel[][]
  readonly cells: readonly Pixel[][]
  /** Whole rings of the community and the cell of the place; empty where it has none. */
  readonly community: readonly Pixel[][]
  readonly cell: readonly Pixel[][]
  readonly roads: readonly Pixel[][]
  readonly streets: readonly Street[]
}

/** The place of which a map is drawn. */
export type Place = {
  readonly point: Position
  readonly communityCode: string | null
  readonly cellCode: string | null
}

type Feature = MapFeatures['features'][number]

const mostNames = 6
/** A name's number keeps this far, in pixels, from the mark of the place and from the edge. */
const roomy = { mark: 90, number: 60, edge: 40 }

const ringsOf = ({ geometry }: Feature, { toPixel }: Frame): Pixel[][] => {
  const area = AreaGeometry.safeParse(geometry)
  return area.success
    ? polygonsOf(area.data)
        .flat()
        .map((ring) => ring.map(toPixel))
    : []
}
const lineOf = ({ geometry }: Feature, { toPixel }: Frame): Pixel[][] => {
  const line = LineGeometry.safeParse(geometry)
  return line.success ? [line.data.coordinates.map(toPixel)] : []
}

/** The longest streets in the picture with a number each, where there is room for one. */
function numberStreets(features: readonly Feature[], frame: Frame): Street[] {
  const middle: Pixel = [locationMapSize.width / 2, locationMapSize.height / 2]
  const byName = Map.groupBy(features, (it) => String(it.properties['name'] ?? ''))
  const seen = [...byName]
    .flatMap(([name, all]) => {
      const pieces = clipLines(all.flatMap((it) => lineOf(it, frame)))
      const [longest] = pieces.sort((a, b) => lengthOf(b) - lengthOf(a))
      return longest && name ? [{ name, longest, length: lengthOf(longest) }] : []
    })
    .filter((it) => it.length > 120)
    .sort((a, b) => b.length - a.length)
  const streets: Street[] = []
  for (const { name, longest } of seen) {
    const at = [0.5, 0.3, 0.7, 0.15, 0.85].map((it) => placeAlong(longest, it)).find(hasRoom)
    if (at && streets.length < mostNames) streets.push({ name, at, mark: streets.length + 1 })
  }
  return streets

  function hasRoom([x, y]: Pixel): boolean {
    const { width, height } = locationMapSize
    const isInside = x > roomy.edge && y > roomy.edge && x < width - roomy.edge && y < height - roomy.edge
    // North stands in the upper right corner, the scale in the lower left one.
    const isUnderPlate = (x > width - 115 && y < 150) || (x < 420 && y > height - 105)
    return (
      isInside &&
      !isUnderPlate &&
      Math.hypot(x - middle[0], y - middle[1]) > roomy.mark &&
      streets.every(({ at }) => Math.hypot(x - at[0], y - at[1]) > roomy.number)
    )
  }
}

/** Streets are found by their middle, in degrees this far from the picture: a long one passes here and has it elsewhere. */
const streetReach = 0.06

const boxText = ({ box: [west, south, east, north] }: Frame, reach: number): string =>
  [west - reach, south - reach, east + reach, north + reach].map((it) => it.toFixed(7)).join(',')

/** Reads the ground around `place`; streets are left out over a base map, which has its own. */
export async function readGround(
  context: QueryContext,
  { communityCode, cellCode }: Place,
  frame: Frame,
  hasStreets: boolean,
): Promise<Ground> {
  const read = (layer: MapLayer, reach = 0) =>
    getMapLayer.run(context, { layer, bbox: boxText(frame, reach), of: undefined, onDate: undefined })
  const none: readonly Feature[] = []
  const [outline, communities, cells, streets] = await Promise.all([
    read('outline').then((it) => it.features),
    read('communities').then((it) => it.features),
    read('cells').then((it) => it.features),
    hasStreets ? read('streets', streetReach).then((it) => it.features) : none,
  ])
  const lines = (features: readonly Feature[]) => clipLines(features.flatMap((it) => ringsOf(it, frame)))
  const named = (features: readonly Feature[], code: string | null) =>
    features.filter((it) => it.id === code).flatMap((it) => ringsOf(it, frame))
  const isSynthetic = (features: readonly Feature[]) =>
    features.some((it) => it.properties['synthetic'] === true)
  const roads = clipLines(streets.flatMap((it) => lineOf(it, frame)))
  return {
    county: lines(outline),
    communities: lines(communities),
    cells: lines(cells),
    community: named(communities, communityCode),
    cell: named(cells, cellCode),
    roads,
    streets: numberStreets(streets, frame),
    areBordersSynthetic: isSynthetic([...outline, ...communities, ...cells]),
    areStreetsSynthetic: roads.length > 0 && isSynthetic(streets),
  }
}
