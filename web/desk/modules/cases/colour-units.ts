/** Responsibility grids in the colours of the units that hold them, and the legend that says which is which. */

type Grid = {
  readonly id: string
  readonly properties: Record<string, unknown>
  readonly geometry: unknown
}

export type UnitColour = {
  readonly id: string
  readonly name: string
  readonly colour: string
  readonly grids: number
}

/** Twelve tones that stay apart on a light and on a dark ground; with more units they come round again. */
const colours = [
  '#2f7fb8',
  '#c46a1b',
  '#3d9a6b',
  '#a4508b',
  '#8a8f2a',
  '#5b6bc0',
  '#b5485d',
  '#2b9aa0',
  '#7d6a4f',
  '#6b9a2f',
  '#9467bd',
  '#c0892b',
] as const

/** Colours the grids; units in the order of their grids, most first. */
export function colourUnits(
  grids: readonly Grid[],
  units: readonly { id: string; name: string }[],
): { data: { type: 'FeatureCollection'; features: unknown[] }; legend: UnitColour[] } {
  const names = new Map(units.map((it) => [it.id, it.name]))
  const byUnit = Map.groupBy(grids, (it) => String(it.properties['organisationId'] ?? ''))
  const legend = [...byUnit]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([id, own], rank) => ({
      id,
      name: names.get(id) ?? '',
      colour: id === '' ? '#8a9398' : (colours[rank % colours.length] ?? '#8a9398'),
      grids: own.length,
    }))
  const colourOf = new Map(legend.map((it) => [it.id, it.colour]))
  const features = grids.map((it) => ({
    type: 'Feature',
    geometry: it.geometry,
    properties: { ...it.properties, colour: colourOf.get(String(it.properties['organisationId'] ?? '')) },
  }))
  return { data: { type: 'FeatureCollection', features }, legend }
}
