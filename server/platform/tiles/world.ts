/** Positions as whole numbers of the Web Mercator square, and their place on the Z-order curve, where every tile is one stretch. */

/** The square has 2^32 steps a side, about 9 mm at the equator. */
const side = 2 ** 32
const mostLatitude = 85.051128779806604

export type Tile = { readonly z: number; readonly x: number; readonly y: number }

const toStep = (share: number): number => Math.min(side - 1, Math.max(0, Math.floor(share * side)))

/** Steps from the west for a longitude in degrees. */
export const worldX = (lng: number): number => toStep((lng + 180) / 360)

/** Steps from the north for a latitude in degrees. */
export function worldY(lat: number): number {
  const sine = Math.sin((Math.min(mostLatitude, Math.max(-mostLatitude, lat)) * Math.PI) / 180)
  return toStep(0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI))
}

/** The longitude of a step. */
export const longitudeOf = (x: number): number => (x / side) * 360 - 180

/** The latitude of a step. */
export const latitudeOf = (y: number): number =>
  (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / side))) * 180) / Math.PI

/** Spreads 13 bits, so that another number's bits fit between them. */
function spread(bits: number): number {
  let it = bits
  it = (it | (it << 8)) & 0x00ff00ff
  it = (it | (it << 4)) & 0x0f0f0f0f
  it = (it | (it << 2)) & 0x33333333
  return (it | (it << 1)) & 0x55555555
}

const half = 2 ** 26

/** How deep the curve tells positions apart; a key of two times 26 bits is a whole number that a double holds. */
export const keyDepth = 26

/** The place of a step on the curve. */
export function keyOf(x: number, y: number): number {
  const high = spread(x >>> 19) | (spread(y >>> 19) << 1)
  const low = spread((x >>> 6) & 0x1fff) | (spread((y >>> 6) & 0x1fff) << 1)
  return high * half + low
}

/** The stretch of the curve that is a tile: from, and up to but without. */
export function stretchOf({ z, x, y }: Tile): readonly [number, number] {
  const steps = 2 ** (32 - z)
  const from = keyOf(x * steps, y * steps)
  return [from, from + 4 ** (keyDepth - z)]
}
