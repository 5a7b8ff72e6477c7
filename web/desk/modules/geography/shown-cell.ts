/** A unit grid as the editor shows it, in a draft or in force on a day; and questions to its outline. */
import type { Feature, FeatureCollection, Geometry } from 'geojson'
import { relationTo } from '#domain/geography/containment.ts'
import { AreaGeometry, type Position, polygonsOf } from '#domain/geography/geometry.ts'
import type { CellOfDraft } from '#domain/geography/grid/grid-contract.ts'

export type ShownCell = Omit<CellOfDraft, 'geometry'> & { readonly geometry: AreaGeometry }

/** The shape as the domain knows it; what the server sends is one. */
export const toArea = (shape: unknown): AreaGeometry => AreaGeometry.parse(shape)

/** The cell under a place. */
export const findCellAt = (cells: readonly ShownCell[], at: Position): ShownCell | undefined =>
  cells.find((it) => relationTo(at, it.geometry) !== 'outside')

/** Every node of some cells, each once, with the key under which the map knows it. */
export function nodesOf(cells: readonly ShownCell[]): Map<string, Position> {
  const nodes = new Map<string, Position>()
  for (const it of cells)
    for (const at of polygonsOf(it.geometry).flat(2)) nodes.set(`node:${at[0]},${at[1]}`, at)
  return nodes
}

/** Shapes as a layer of the map. */
export const toCollection = (
  shapes: readonly { readonly geometry: unknown; readonly properties?: Record<string, unknown> }[],
): FeatureCollection => ({
  type: 'FeatureCollection',
  features: shapes.map(
    (it): Feature => ({
      type: 'Feature',
      properties: it.properties ?? {},
      geometry: it.geometry as Geometry,
    }),
  ),
})

const isNumber = (text: string): boolean => /^-?\d+(?:\.\d+)?$/.test(text)

/** A line that was typed, a place a row; undefined when a row is none, or there are fewer than two. */
export function readLine(text: string): Position[] | undefined {
  const rows = text.split('\n').filter((it) => it.trim() !== '')
  const places = rows.map((it): Position | undefined => {
    const parts = it.trim().split(/[,，\s]+/)
    const [lng, lat] = parts.map(Number)
    return parts.length !== 2 || !parts.every(isNumber) || lng === undefined || lat === undefined
      ? undefined
      : [lng, lat]
  })
  const known = places.filter((it) => it !== undefined)
  return known.length < places.length || known.length < 2 ? undefined : known
}
