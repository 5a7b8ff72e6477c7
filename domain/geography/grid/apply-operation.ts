/**
 * What an operation makes of a draft: a patch, or the reason why it cannot be done. Whatever changes the ground of a cell in
 * force ends it and begins one under the next free code (GB/T 47678.5, SZDYWGBSM); a cell that was already new keeps its code.
 */
import { cellCode, findCellCodeParts, inSerialOrder, nextCellCodes } from '../cell-code.ts'
import { dissolve } from '../dissolve.ts'
import { type AreaGeometry, boxOf, doubleSignedArea, type Position, polygonsOf } from '../geometry.ts'
import type { GridCell, GridPatch, GridState } from './grid-cell.ts'
import type { GridOperation, GridRefusal } from './grid-operation.ts'
import {
  findNearestBorder,
  hasNode,
  insertNode,
  liesOnOutline,
  mapRings,
  nodesBeside,
  placeKey,
  samePlace,
  tidyRing,
} from './grid-topology.ts'
import { splitPolygon } from './split-outline.ts'

export type Applied = { readonly patch: GridPatch } | { readonly refused: GridRefusal }
type Of<Kind extends GridOperation['kind']> = Extract<GridOperation, { kind: Kind }>

const refuse = (refused: GridRefusal): Applied => ({ refused })
const geometriesOf = (state: GridState): AreaGeometry[] => [...state.cells.values()].map((it) => it.geometry)

/** Applies one operation. */
export function applyOperation(state: GridState, operation: GridOperation): Applied {
  switch (operation.kind) {
    case 'split':
      return split(state, operation)
    case 'merge':
      return merge(state, operation)
    case 'move-nodes':
      return moveNodes(state, operation)
    case 'add-node':
      return addNode(state, operation)
    case 'remove-node':
      return removeNode(state, operation)
    case 'assign-code':
      return assignCode(state, operation)
    case 'set-attributes':
      return setAttributes(state, operation)
  }
}

/**
 * The ground in square degrees. Ground is compared so, because a border is straight on the map: over the ellipsoid a node in the
 * middle of a long straight border would seem to change the area by some square metres.
 */
const squareDegrees = (area: AreaGeometry): number =>
  polygonsOf(area).reduce(
    (sum, rings) => sum + rings.reduce((all, ring) => all + doubleSignedArea(ring) / 2, 0),
    0,
  )

/** About half a square metre. */
const sameDegrees = 4e-11

/** Whether two outlines enclose the same ground, whatever nodes they carry on the way. */
export const isSameGround = (a: AreaGeometry, b: AreaGeometry): boolean =>
  a === b ||
  (polygonsOf(a)
    .flat(2)
    .every((it) => liesOnOutline(it, b)) &&
    polygonsOf(b)
      .flat(2)
      .every((it) => liesOnOutline(it, a)) &&
    Math.abs(squareDegrees(a) - squareDegrees(b)) < sameDegrees)

/** Codes for cells whose ground is new, in the order of serials: rows of some 50 m from the north, west to east. */
export function withCodes(state: GridState, cells: readonly Omit<GridCell, 'code'>[]): GridCell[] {
  if (cells.length === 0) return []
  const placed = cells.map((cell) => {
    const [left, , , top] = boxOf(cell.geometry)
    return { cell, left, top }
  })
  const used = [...state.given, ...state.cells.keys()]
  const codes = nextCellCodes(state.communityCode, used, cells.length)
  return inSerialOrder(placed, 0.0005).map(({ cell }, index) => ({
    ...cell,
    code: codes[index] ?? cellCode(state.communityCode, 0),
  }))
}

/** The patch for cells whose outlines were drawn anew: who has other ground gets a code of its own, or its old one back. */
export function patchOf(state: GridState, drawn: readonly (readonly [GridCell, AreaGeometry])[]): GridPatch {
  const changed = drawn.filter(([cell, geometry]) => cell.geometry !== geometry)
  const kept: GridCell[] = []
  const renewed: Omit<GridCell, 'code'>[] = []
  for (const [cell, geometry] of changed) {
    const [only, ...others] = cell.from
    const home = others.length === 0 && only !== undefined ? state.base.get(only) : undefined
    const isBack = home !== undefined && isSameGround(home.geometry, geometry)
    // Who was given another code on the same ground keeps it; who was moved and is put back has its old one again.
    const returns = isBack && !state.cells.has(home.code) && !isSameGround(home.geometry, cell.geometry)
    if (returns) kept.push({ ...cell, code: home.code, geometry })
    else if (state.base.has(cell.code) && !isBack) renewed.push({ ...cell, geometry })
    else kept.push({ ...cell, geometry })
  }
  return {
    removed: changed.map(([cell]) => cell),
    added: [...kept, ...withCodes(state, renewed)],
  }
}

function split(state: GridState, { code, line, snapMetres }: Of<'split'>): Applied {
  const cell = state.cells.get(code)
  if (cell === undefined) return refuse('cell-unknown')
  const { geometry } = cell
  if (geometry.type !== 'Polygon') return refuse('several-parts')
  const snapped = line.map((it, index) =>
    index === 0 || index === line.length - 1
      ? (findNearestBorder([geometry], it, snapMetres)?.position ?? it)
      : it,
  )
  const made = splitPolygon(geometry, snapped)
  if (typeof made === 'string') return refuse(made)
  const { code: _code, geometry: _geometry, ...rest } = cell
  const neighbours = [...state.cells.values()]
    .filter((it) => it !== cell)
    .map((it) => [it, made.nodes.reduce(insertNode, it.geometry)] as const)
  const { removed, added } = patchOf(state, neighbours)
  const parts = withCodes(
    state,
    made.parts.map((part) => ({ ...rest, geometry: part })),
  )
  return { patch: { removed: [cell, ...removed], added: [...added, ...parts] } }
}

function merge(state: GridState, { codes }: Of<'merge'>): Applied {
  const wanted = [...new Set(codes)]
  const cells = wanted.flatMap((it) => state.cells.get(it) ?? [])
  if (cells.length < wanted.length) return refuse('cell-unknown')
  if (cells.length < 2) return refuse('nothing-changes')
  const nodes = cells.flatMap((it) => polygonsOf(it.geometry).flat(2))
  const joined = dissolve(cells.map((it) => nodes.reduce(insertNode, it.geometry)))
  const before = cells.reduce((sum, it) => sum + squareDegrees(it.geometry), 0)
  const isWhole = Math.abs(squareDegrees(joined) - before) < sameDegrees
  if (joined.type !== 'Polygon' || !isWhole) return refuse('not-neighbours')
  const [largest] = cells.toSorted((a, b) => squareDegrees(b.geometry) - squareDegrees(a.geometry))
  if (largest === undefined) return refuse('cell-unknown')
  const [made] = patchOf({ ...state, cells: without(state, wanted) }, [
    [{ ...largest, from: [...new Set(cells.flatMap((it) => it.from))].sort(), name: nameOf(cells) }, joined],
  ]).added
  if (made === undefined) return refuse('nothing-changes')
  // Codes of what was joined are not given to the whole.
  const isTaken = wanted.includes(made.code)
  const [fresh] = isTaken ? withCodes(state, [made]) : [made]
  return { patch: { removed: cells, added: fresh === undefined ? [] : [fresh] } }
}

const nameOf = (cells: readonly GridCell[]): string | null => {
  const names = [...new Set(cells.flatMap((it) => it.name ?? []))]
  return names.length === 0 ? null : names.join('、').slice(0, 100)
}

function without(state: GridState, codes: readonly string[]): Map<string, GridCell> {
  const left = new Map(state.cells)
  for (const it of codes) left.delete(it)
  return left
}

function moveNodes(state: GridState, { moves }: Of<'move-nodes'>): Applied {
  const targets = new Map(moves.map((it) => [placeKey(it.from), it.to]))
  const areas = geometriesOf(state)
  if (moves.some(({ from }) => !areas.some((it) => hasNode(it, from)))) return refuse('node-unknown')
  if (moves.every(({ from, to }) => samePlace(from, to))) return refuse('nothing-changes')
  const drawn: (readonly [GridCell, AreaGeometry])[] = []
  for (const cell of state.cells.values()) {
    // A neighbour whose border passes the node without having it is taken along too.
    const noded = moves.reduce((it, { from }) => insertNode(it, from), cell.geometry)
    const isTouched = moves.some(({ from }) => hasNode(noded, from))
    if (!isTouched) continue
    const moved = changePlaces(noded, (it) => targets.get(placeKey(it)) ?? it)
    if (moved === undefined) return refuse('outline-too-small')
    drawn.push([cell, moved])
  }
  return { patch: patchOf(state, drawn) }
}

/** The outline with other places; undefined when nothing of a ring is left. */
function changePlaces(
  area: AreaGeometry,
  change: (at: Position) => Position | undefined,
): AreaGeometry | undefined {
  let isLost = false
  const changed = mapRings(area, (ring) => {
    const open = ring.slice(0, -1).flatMap((it) => {
      const to = change(it)
      return to === undefined ? [] : [to]
    })
    const [first] = open
    const tidy = first === undefined ? undefined : tidyRing([...open, first])
    if (tidy === undefined || doubleSignedArea(tidy) === 0) isLost = true
    return tidy ?? ring
  })
  return isLost ? undefined : changed
}

function addNode(state: GridState, { at, to, snapMetres }: Of<'add-node'>): Applied {
  const near = findNearestBorder(geometriesOf(state), at, snapMetres)
  if (near === undefined) return refuse('border-unknown')
  if (near.isNode && to === undefined) return refuse('nothing-changes')
  const node = near.position
  const drawn = [...state.cells.values()].flatMap((cell): (readonly [GridCell, AreaGeometry])[] => {
    const noded = insertNode(cell.geometry, node)
    if (!hasNode(noded, node)) return []
    const moved = to === undefined ? noded : changePlaces(noded, (it) => (samePlace(it, node) ? to : it))
    return [[cell, moved ?? noded]]
  })
  return { patch: patchOf(state, drawn) }
}

function removeNode(state: GridState, { at }: Of<'remove-node'>): Applied {
  const areas = geometriesOf(state)
  const beside = nodesBeside(areas, at)
  if (beside.length === 0) return refuse('node-unknown')
  if (beside.length > 2) return refuse('node-shared')
  const drawn: (readonly [GridCell, AreaGeometry])[] = []
  for (const cell of state.cells.values()) {
    if (!hasNode(cell.geometry, at)) continue
    const left = changePlaces(cell.geometry, (it) => (samePlace(it, at) ? undefined : it))
    if (left === undefined) return refuse('outline-too-small')
    drawn.push([cell, left])
  }
  return { patch: patchOf(state, drawn) }
}

function assignCode(state: GridState, { code, newCode }: Of<'assign-code'>): Applied {
  const cell = state.cells.get(code)
  if (cell === undefined) return refuse('cell-unknown')
  const [next] = newCode === undefined ? withCodes(state, [cell]).map((it) => it.code) : [newCode]
  if (next === undefined || next === code) return refuse('nothing-changes')
  if (findCellCodeParts(next)?.communityCode !== state.communityCode) return refuse('code-foreign')
  if (state.given.has(next) || state.cells.has(next)) return refuse('code-used')
  return { patch: { removed: [cell], added: [{ ...cell, code: next }] } }
}

function setAttributes(state: GridState, { codes, areaClass, name, grids }: Of<'set-attributes'>): Applied {
  const cells = [...new Set(codes)].map((it) => state.cells.get(it))
  const known = cells.filter((it): it is GridCell => it !== undefined)
  if (known.length < cells.length) return refuse('cell-unknown')
  const changed = known.flatMap((cell): (readonly [GridCell, GridCell])[] => {
    const merged = Object.entries({ ...cell.grids, ...grids }).filter(
      (it): it is [string, string] => it[1] !== null,
    )
    const after = {
      ...cell,
      areaClass: areaClass ?? cell.areaClass,
      name: name === undefined ? cell.name : name === '' ? null : name,
      grids: Object.fromEntries(merged.sort(([a], [b]) => a.localeCompare(b))),
    }
    return isSameAttributes(cell, after) ? [] : [[cell, after]]
  })
  if (changed.length === 0) return refuse('nothing-changes')
  return { patch: { removed: changed.map(([it]) => it), added: changed.map(([, it]) => it) } }
}

const gridsText = (grids: GridCell['grids']): string =>
  Object.entries(grids)
    .map(([layer, code]) => `${layer}/${code}`)
    .sort()
    .join()

/** Whether two cells say the same of themselves, apart from their ground. */
export const isSameAttributes = (a: GridCell, b: GridCell): boolean =>
  a.areaClass === b.areaClass && a.name === b.name && gridsText(a.grids) === gridsText(b.grids)
