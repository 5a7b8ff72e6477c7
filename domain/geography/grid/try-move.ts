/**
 * What moving nodes would do, told before it is done: the outlines as they would be, and the first fault that was not there
 * before. Only the cells around the nodes are looked at, so that it keeps up with a hand that drags.
 */
import { dissolve } from '../dissolve.ts'
import { type AreaGeometry, boxOf, type Position } from '../geometry.ts'
import { findGaps, type KnownGround } from '../survey-check.ts'
import { applyOperation } from './apply-operation.ts'
import { byCode, type GridCell } from './grid-cell.ts'
import { checkGround, toleranceSquareMetres } from './grid-check.ts'
import { type GridFault, sayGridFault } from './grid-fault.ts'
import { type GridRefusal, gridRefusals } from './grid-operation.ts'
import { insertNode } from './grid-topology.ts'

export type NodeMove = { readonly from: Position; readonly to: Position }

/** What would come of a move: the cells it changes, as they would be, and why it may not be. */
export type MoveTrial = {
  readonly changed: readonly { readonly code: string; readonly geometry: AreaGeometry }[]
  readonly fault: GridFault['sentence'] | undefined
}

const touches = (a: AreaGeometry, b: AreaGeometry): boolean => {
  const [left, bottom, right, top] = boxOf(a)
  const [west, south, east, north] = boxOf(b)
  return left <= east && west <= right && bottom <= north && south <= top
}

/** Faults are the same when they are of one kind and about the same cells, however large they are. */
const keyOf = ({ kind, codes }: GridFault): string => `${kind} ${codes.toSorted().join()}`

/** Gaps that a move leaves between the cells it changes and the ground they had. */
function gapsLeft(
  before: readonly GridCell[],
  after: readonly GridCell[],
  moves: readonly NodeMove[],
  ground: KnownGround,
) {
  const nodes = moves.map((it) => it.from)
  const home = dissolve(before.map((it) => nodes.reduce(insertNode, it.geometry)))
  const [community] = ground.communities.keys()
  const known: KnownGround = { communities: new Map(community ? [[community, home]] : []), outline: null }
  return findGaps(toRows(after), known, toleranceSquareMetres)
}

const toRows = (cells: readonly GridCell[]) =>
  cells.map(({ code, geometry }, row) => ({ row, code, geometry }))

/** Tries `moves` on the cells of a draft; `ground` is the community's. */
export function tryMove(
  cells: readonly GridCell[],
  moves: readonly NodeMove[],
  ground: KnownGround,
): MoveTrial {
  const [communityCode = ''] = ground.communities.keys()
  // Codes are of no interest here: with no cell in force every cell keeps its own, so before and after can be compared.
  const state = { communityCode, cells: byCode(cells), base: new Map(), given: new Set<string>() }
  const applied = applyOperation(state, {
    kind: 'move-nodes',
    moves: moves.map(({ from, to }) => ({ from, to })),
  })
  if ('refused' in applied) return { changed: [], fault: sayRefusal(applied.refused) }
  const { removed, added } = applied.patch
  const taken = new Set(removed.map((it) => it.code))
  const beside = cells.filter(
    (it) => !taken.has(it.code) && [...removed, ...added].some((cell) => touches(cell.geometry, it.geometry)),
  )
  const known = new Set(checkGround([...removed, ...beside], ground, false).map(keyOf))
  const fresh = checkGround([...added, ...beside], ground, false).filter((it) => !known.has(keyOf(it)))
  const [fault] = fresh
  if (fault !== undefined || known.size > 0) return { changed: added, fault: fault?.sentence }
  const [gap] = gapsLeft(removed, added, moves, ground)
  return {
    changed: added,
    fault: gap?.kind === 'gap' ? sayGridFault('gap', [], gap.position, gap).sentence : undefined,
  }
}

/** Putting a node back where it was is no fault. */
const sayRefusal = (why: GridRefusal): GridFault['sentence'] | undefined =>
  why === 'nothing-changes' ? undefined : gridRefusals[why]
