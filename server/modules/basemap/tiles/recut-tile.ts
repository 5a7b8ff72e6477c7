/** Pictures of tiles: laid over each other, and cut anew where they lie in another datum (`domain/basemap/recut-mesh.ts` says how). */
import sharp from 'sharp'
import { BasemapProblem } from '#domain/basemap/problems.ts'
import { meshOf, placeInMesh, tilePixels } from '#domain/basemap/recut-mesh.ts'
import type { TileNumber } from '#domain/basemap/tile-address.ts'
import type { Datum } from '#domain/geography/datum.ts'

export type Picture = Uint8Array

/** A picture has at most this many pixels a side; more is no tile. */
const mostPixels = 1024

const read = (bytes: Picture) =>
  sharp(bytes, { limitInputPixels: mostPixels * mostPixels }).timeout({ seconds: 5 })

/** Lays pictures of the same tile over each other, the first lowest; a single one stays as it came. */
export async function layOver(pictures: readonly Picture[]): Promise<Picture | undefined> {
  const [lowest, ...rest] = pictures
  if (!lowest || rest.length === 0) return lowest
  const { width = tilePixels, height = tilePixels } = await read(lowest).metadata()
  const upper = await Promise.all(
    rest.map(async (it) => ({ input: await read(it).resize(width, height).png().toBuffer() })),
  )
  return read(lowest).composite(upper).webp({ quality: 92, effort: 0 }).toBuffer()
}

type Raw = { readonly side: number; readonly pixels: Buffer }

/** The pixels of a picture with red, green, blue and alpha, `side` by `side`. */
export async function unpack(bytes: Picture, side: number): Promise<Raw> {
  const pixels = await read(bytes).resize(side, side, { fit: 'fill' }).ensureAlpha().raw().toBuffer()
  return { side, pixels }
}

/** The tiles of the other datum in which the mesh lies: four at most, since a shift is small against a tile. */
function neededTiles(mesh: readonly (readonly [number, number])[], z: number): TileNumber[] {
  const columns = mesh.map((it) => Math.floor(it[0] / tilePixels))
  const rows = mesh.map((it) => Math.floor(it[1] / tilePixels))
  const tiles: TileNumber[] = []
  for (let y = Math.min(...rows); y <= Math.max(...rows); y++)
    for (let x = Math.min(...columns); x <= Math.max(...columns); x++) tiles.push({ z, x, y })
  return tiles
}

/** A window on the pixels of several tiles: the four nearest of a place, weighted by how near they are. */
function createSampler(tiles: ReadonlyMap<string, Raw>, side: number) {
  const scale = side / tilePixels
  const pixelAt = (across: number, down: number): { pixels: Uint8Array; at: number } | undefined => {
    const [x, y] = [Math.floor(across / side), Math.floor(down / side)]
    const tile = tiles.get(`${x}/${y}`)
    return tile && { pixels: tile.pixels, at: ((down - y * side) * side + (across - x * side)) * 4 }
  }
  return ([across, down]: readonly [number, number], target: Uint8Array, at: number): void => {
    const [u, v] = [across * scale - 0.5, down * scale - 0.5]
    const [left, top] = [Math.floor(u), Math.floor(v)]
    const sums = [0, 0, 0, 0] as [number, number, number, number]
    for (const [dx, dy] of [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
    ] as const) {
      const weight = (dx ? u - left : 1 - u + left) * (dy ? v - top : 1 - v + top)
      const found = pixelAt(left + dx, top + dy)
      if (!found || weight === 0) continue
      const alpha = (found.pixels[found.at + 3] ?? 0) * weight
      for (const channel of [0, 1, 2] as const)
        sums[channel] += (found.pixels[found.at + channel] ?? 0) * alpha
      sums[3] += alpha
    }
    if (sums[3] === 0) return
    for (const channel of [0, 1, 2] as const) target[at + channel] = Math.round(sums[channel] / sums[3])
    target[at + 3] = Math.round(sums[3])
  }
}

async function sideOf(pictures: readonly Picture[]): Promise<number> {
  const [first] = pictures
  const { width } = first ? await read(first).metadata() : { width: tilePixels }
  return Math.min(mostPixels, width ?? tilePixels)
}

/** The tile as it lies in CGCS2000, from tiles that lie in `datum`; undefined where there are none. */
export async function recutTile(
  tile: TileNumber,
  datum: Datum,
  getTile: (tile: TileNumber) => Promise<Picture | undefined>,
): Promise<Picture | undefined> {
  const mesh = meshOf(tile, datum)
  const found = (
    await Promise.all(neededTiles(mesh, tile.z).map(async (it) => ({ ...it, picture: await getTile(it) })))
  ).flatMap(({ picture, x, y }) => (picture ? [{ picture, name: `${x}/${y}` }] : []))
  if (found.length === 0) return undefined
  const side = await sideOf(found.map((it) => it.picture))
  const raws = await Promise.all(
    found.map(async ({ picture, name }) => [name, await unpack(picture, side)] as const),
  )
  const sample = createSampler(new Map(raws), side)
  const pixels = new Uint8Array(side * side * 4)
  for (let row = 0; row < side; row++)
    for (let column = 0; column < side; column++) {
      const place = [((column + 0.5) * tilePixels) / side, ((row + 0.5) * tilePixels) / side] as const
      sample(placeInMesh(mesh, place), pixels, (row * side + column) * 4)
    }
  return sharp(pixels, { raw: { width: side, height: side, channels: 4 } })
    .webp({ quality: 92, effort: 0 })
    .toBuffer()
}

/** Runs `work` on pictures of a service or a file; one that cannot be read is no picture. */
export async function asPicture<T>(name: string, host: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    // What sharp refuses comes as a plain error; problems of the service pass.
    if (error instanceof Error && error.constructor === Error)
      throw BasemapProblem.providerNoImage({ name, host, contentType: error.message.slice(0, 60) })
    throw error
  }
}
