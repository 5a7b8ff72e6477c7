/**
 * Nodes on their way to another place, dragged or put down by a second press: what would come of it is seen at once, and what
 * would break the grid is refused with its sentence. Whoever types coordinates may pass through a fault; a hand may not.
 */
import { computed, type Ref, ref, watch } from 'vue'
import type { AreaGeometry, Position } from '#domain/geography/geometry.ts'
import { type MoveTrial, type NodeMove, tryMove } from '#domain/geography/grid/try-move.ts'
import { distanceMetres } from '#domain/geography/measure.ts'
import type { Sentence } from '#domain/problem.ts'
import { nodesOf, type ShownCell } from './shown-cell.ts'

type Ground = {
  readonly community: string
  readonly cells: readonly ShownCell[]
  readonly ground: AreaGeometry | null
  readonly snapMetres: number
}

/** The place a hand means: another node when one is near, else where it is. */
export function snapToNode(
  at: Position,
  nodes: Iterable<Position>,
  inHand: readonly Position[],
  metres: number,
): Position {
  let [best, apart] = [at, metres]
  for (const node of nodes) {
    const far = distanceMetres(at, node)
    if (far <= apart && !inHand.some((it) => it[0] === node[0] && it[1] === node[1]))
      [best, apart] = [node, far]
  }
  return best
}

/** What is in hand, what would come of it, and what was refused. */
export function useNodeMove(around: () => Ground) {
  const moves = ref<readonly NodeMove[]>([])
  const trial = ref<MoveTrial>()
  /** The sentence of the last refusal, until something else is done. */
  const refused = ref<Sentence>() as Ref<Sentence | undefined>
  const nodes = computed(() => nodesOf(around().cells))
  const letGo = (): void => {
    moves.value = []
    trial.value = undefined
  }
  watch(
    () => around().cells,
    () => {
      letGo()
      refused.value = undefined
    },
  )

  /** Takes `taken` along so that `lead` comes to `to`, or to a node near by. */
  function show(taken: readonly Position[], lead: Position, to: Position): void {
    const { community, cells, ground, snapMetres } = around()
    const place = snapToNode(to, nodes.value.values(), taken, snapMetres)
    const [dx, dy] = [place[0] - lead[0], place[1] - lead[1]]
    refused.value = undefined
    moves.value = taken.map((from) => ({ from, to: from === lead ? place : [from[0] + dx, from[1] + dy] }))
    trial.value = tryMove(cells, moves.value, { communities: new Map([[community, ground]]), outline: null })
  }
  /** The moves, when they may be; the preview stays until the draft has changed. */
  function release(): { readonly from: Position; readonly to: Position }[] | undefined {
    const [done, fault] = [moves.value, trial.value?.fault]
    const isSame = done.every(({ from, to }) => from[0] === to[0] && from[1] === to[1])
    if (fault === undefined && !isSame) return [...done]
    letGo()
    refused.value = fault
    return undefined
  }
  return { moves, trial, refused, show, release, letGo }
}
