import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boxOf, type Position } from '../geometry.ts'
import { areaSquareMetres } from '../measure.ts'
import { applyOperation } from './apply-operation.ts'
import { applyPatch, byCode, type GridPatch, type GridState, undoPatch } from './grid-cell.ts'
import { checkGrid, type GridSurroundings } from './grid-check.ts'
import { findDescent, findDifference } from './grid-difference.ts'
import { replay } from './grid-history.ts'
import type { GridOperation } from './grid-operation.ts'
import { codeOf, corner, exampleCommunity, exampleGrid, rectangle } from './testing/grid-example.ts'

const around = (side: number): GridSurroundings => ({
  ground: { communities: new Map([[exampleCommunity, rectangle(0, 0, side, side)]]), outline: null },
  sizes: { source: 'test', leastSquareMetres: 0, mostSquareMetres: { A: null, B: null, C: null } },
  gridsElsewhere: new Set(),
  names: new Map(),
})
const errorsOf = (state: GridState, side: number) =>
  checkGrid(state, around(side)).filter((it) => it.level === 'error')

/** Applies what must be possible. */
function done(state: GridState, operation: GridOperation): { state: GridState; patch: GridPatch } {
  const applied = applyOperation(state, operation)
  if ('refused' in applied) throw new Error(applied.refused)
  return { state: { ...state, cells: applyPatch(state.cells, applied.patch) }, patch: applied.patch }
}
const refusal = (state: GridState, operation: GridOperation) => {
  const applied = applyOperation(state, operation)
  return 'refused' in applied ? applied.refused : undefined
}
const split = (code: string, ...line: Position[]): GridOperation => ({
  kind: 'split',
  code,
  line,
  snapMetres: 1,
})
const codes = (state: GridState) =>
  [...state.cells.keys()].map((it) => Number(it.slice(12))).sort((a, b) => a - b)
const total = (state: GridState) =>
  [...state.cells.values()].reduce((sum, it) => sum + areaSquareMetres(it.geometry), 0)

describe('splitting', () => {
  it('ends the cell and begins two under the next codes, west before east', () => {
    const { state } = done(exampleGrid(2), split(codeOf(1), corner(0.5, 2.1), corner(0.5, 0.9)))
    expect(codes(state)).toEqual([2, 3, 4, 5, 6])
    const west = state.cells.get(codeOf(5))
    expect(west?.from).toEqual([codeOf(1)])
    expect(areaSquareMetres(west?.geometry ?? rectangle(0, 0))).toBeCloseTo(
      areaSquareMetres(rectangle(0, 1, 0.5)),
      0,
    )
    expect(boxOf(west?.geometry ?? rectangle(1, 1))[0]).toBe(103)
    expect(errorsOf(state, 2)).toEqual([])
  })

  it('gives the neighbour the new node on the common border, and leaves it its code', () => {
    const { state } = done(exampleGrid(2), split(codeOf(1), corner(0.5, 2), corner(0.5, 1)))
    const below = state.cells.get(codeOf(3))
    expect(below?.geometry.coordinates.flat(1)).toHaveLength(6)
    expect(findDifference(state.base, state.cells)).toMatchObject({
      begun: [{ code: codeOf(5) }, { code: codeOf(6) }],
      ended: [{ code: codeOf(1) }],
      changed: [],
      noded: [{ code: codeOf(3) }],
    })
  })

  it('leaves a neighbour its code also where cells are kilometres wide', () => {
    const [one, two] = [rectangle(0, 0, 40, 40), rectangle(40, 0, 40, 40)]
    const cell = { areaClass: 'C' as const, name: null, grids: {} }
    const base = byCode([
      { ...cell, code: codeOf(1), from: [codeOf(1)], geometry: one },
      { ...cell, code: codeOf(2), from: [codeOf(2)], geometry: two },
      { ...cell, code: codeOf(3), from: [codeOf(3)], geometry: rectangle(0, 40, 80, 40) },
    ])
    const state = { communityCode: exampleCommunity, cells: base, base, given: new Set(base.keys()) }
    expect(codes(done(state, split(codeOf(1), corner(20, 0), corner(20, 40))).state)).toEqual([2, 3, 4, 5])
    expect(codes(done(state, { kind: 'merge', codes: [codeOf(1), codeOf(3)] }).state)).toEqual([2, 4])
  })

  it('draws ends to the border that are a metre away from it', () => {
    const near = 0.000004
    const [a, b] = [corner(0.5, 2), corner(0.5, 1)]
    const { state } = done(exampleGrid(2), split(codeOf(1), [a[0], a[1] - near], [b[0], b[1] + near]))
    expect(codes(state)).toEqual([2, 3, 4, 5, 6])
    expect(errorsOf(state, 2)).toEqual([])
  })

  it('follows a bent line, and makes three of a cell that is crossed twice', () => {
    const bent = done(
      exampleGrid(1),
      split(codeOf(1), corner(0.3, 1), corner(0.6, 0.5), corner(0.3, 0)),
    ).state
    expect(bent.cells.size).toBe(2)
    const twice = done(
      exampleGrid(1),
      split(codeOf(1), corner(0.3, 1.2), corner(0.3, -0.2), corner(0.6, -0.2), corner(0.6, 1.2)),
    ).state
    expect(twice.cells.size).toBe(3)
    expect([...errorsOf(bent, 1), ...errorsOf(twice, 1)]).toEqual([])
  })

  it.each<[string, Position[], string]>([
    ['that stops halfway', [corner(0.5, 2), corner(0.5, 1.5)], 'line-does-not-divide'],
    ['beside the cell', [corner(1.5, 2), corner(1.5, 0)], 'line-does-not-divide'],
    ['along the border', [corner(0, 1), corner(1, 1)], 'line-does-not-divide'],
    [
      'that crosses itself',
      [corner(0.2, 2), corner(0.2, 1.2), corner(0.6, 1.5), corner(0.1, 1.6), corner(0, 1.5)],
      'line-crosses-itself',
    ],
  ])('is refused by a line %s', (_which, line, reason) => {
    expect(refusal(exampleGrid(2), split(codeOf(1), ...line))).toBe(reason)
  })
})

describe('merging', () => {
  it('makes one of neighbours under a new code, with the ground of both', () => {
    const { state } = done(exampleGrid(2), { kind: 'merge', codes: [codeOf(1), codeOf(2)] })
    expect(codes(state)).toEqual([3, 4, 5])
    expect(state.cells.get(codeOf(5))).toMatchObject({ from: [codeOf(1), codeOf(2)] })
    expect(errorsOf(state, 2)).toEqual([])
  })

  it('gives the parts of a split cell their old code back', () => {
    const parted = done(exampleGrid(2), split(codeOf(1), corner(0.5, 2), corner(0.5, 1))).state
    const { state } = done(parted, { kind: 'merge', codes: [codeOf(5), codeOf(6)] })
    expect(codes(state)).toEqual([1, 2, 3, 4])
    expect(findDifference(state.base, state.cells)).toMatchObject({ begun: [], ended: [] })
  })

  it('refuses cells that meet in a corner only, and ones that are not there', () => {
    expect(refusal(exampleGrid(2), { kind: 'merge', codes: [codeOf(1), codeOf(4)] })).toBe('not-neighbours')
    expect(refusal(exampleGrid(2), { kind: 'merge', codes: [codeOf(1), codeOf(9)] })).toBe('cell-unknown')
  })
})

describe('moving nodes', () => {
  const move = (from: Position, to: Position): GridOperation => ({
    kind: 'move-nodes',
    moves: [{ from, to }],
  })

  it('takes all four cells of a corner along; back again they are who they were', () => {
    const away = done(exampleGrid(2), move(corner(1, 1), corner(1.2, 1.1))).state
    expect(codes(away)).toEqual([5, 6, 7, 8])
    expect(errorsOf(away, 2)).toEqual([])
    const back = done(away, move(corner(1.2, 1.1), corner(1, 1))).state
    expect(codes(back)).toEqual([1, 2, 3, 4])
  })

  it('moves a whole border in one step', () => {
    const moves = [corner(1, 2), corner(1, 1), corner(1, 0)].map((from) => ({
      from,
      to: [from[0] + 0.0001, from[1]] as Position,
    }))
    const { state } = done(exampleGrid(2), { kind: 'move-nodes', moves })
    expect(state.cells.size).toBe(4)
    expect(errorsOf(state, 2)).toEqual([])
  })

  it('beyond the community is a fault with a place; a node that is not there is refused', () => {
    const { state } = done(exampleGrid(2), move(corner(1, 2), corner(1, 1.5)))
    expect(errorsOf(state, 2)).toMatchObject([
      { kind: 'gap', sentence: { zh: expect.stringContaining('没有网格覆盖') } },
    ])
    const out = done(exampleGrid(2), move(corner(1, 2), corner(1, 2.5))).state
    expect(errorsOf(out, 2).map((it) => it.kind)).toEqual(['outside-community', 'outside-community'])
    expect(errorsOf(out, 2).every((it) => it.position !== null)).toBe(true)
    expect(refusal(exampleGrid(2), move(corner(0.5, 0.5), corner(1, 1)))).toBe('node-unknown')
  })

  it('across a neighbour makes outlines cross, which is told', () => {
    const { state } = done(exampleGrid(2), move(corner(1, 1), corner(2.5, 1)))
    expect(errorsOf(state, 2).map((it) => it.kind)).toContain('self-crossing')
  })
})

describe('adding and removing nodes', () => {
  it('adds one to both cells of a border without ending either', () => {
    const { state } = done(exampleGrid(2), { kind: 'add-node', at: corner(1, 1.5), snapMetres: 1 })
    expect(codes(state)).toEqual([1, 2, 3, 4])
    expect(findDifference(state.base, state.cells).noded).toHaveLength(2)
    const { state: less } = done(state, { kind: 'remove-node', at: corner(1, 1.5) })
    expect(findDifference(less.base, less.cells).noded).toHaveLength(0)
  })

  it('moves the new node at once, so that both cells are new', () => {
    const { state } = done(exampleGrid(2), {
      kind: 'add-node',
      at: corner(1, 1.5),
      to: corner(1.2, 1.5),
      snapMetres: 1,
    })
    expect(codes(state)).toEqual([3, 4, 5, 6])
    expect(errorsOf(state, 2)).toEqual([])
  })

  it('does not take away a node in which three borders meet', () => {
    expect(refusal(exampleGrid(2), { kind: 'remove-node', at: corner(1, 1) })).toBe('node-shared')
    expect(refusal(exampleGrid(2), { kind: 'remove-node', at: corner(1, 2) })).toBe('node-shared')
    expect(refusal(exampleGrid(2), { kind: 'add-node', at: corner(0.5, 0.5), snapMetres: 1 })).toBe(
      'border-unknown',
    )
  })
})

describe('codes and attributes', () => {
  it('assigns a free code, the next one unless another is named, and never a given one', () => {
    const named = done(exampleGrid(2), { kind: 'assign-code', code: codeOf(1), newCode: codeOf(77) }).state
    expect(codes(named)).toEqual([2, 3, 4, 77])
    expect(codes(done(exampleGrid(2), { kind: 'assign-code', code: codeOf(1) }).state)).toEqual([2, 3, 4, 5])
    const state = { ...exampleGrid(2), given: new Set([...exampleGrid(2).given, codeOf(9)]) }
    expect(refusal(state, { kind: 'assign-code', code: codeOf(1), newCode: codeOf(9) })).toBe('code-used')
    expect(codes(done(state, { kind: 'assign-code', code: codeOf(1) }).state)).toEqual([2, 3, 4, 10])
    expect(refusal(state, { kind: 'assign-code', code: codeOf(1), newCode: '530127001002001' })).toBe(
      'code-foreign',
    )
  })

  it('a cell under another code on the same ground keeps it when a neighbour is split', () => {
    const renamed = done(exampleGrid(2), { kind: 'assign-code', code: codeOf(3), newCode: codeOf(20) }).state
    const { state } = done(renamed, split(codeOf(1), corner(0.5, 2), corner(0.5, 1)))
    expect(codes(state)).toEqual([2, 4, 20, 21, 22])
  })

  it('changes class, name and responsibility grid without another code', () => {
    const { state } = done(exampleGrid(2), {
      kind: 'set-attributes',
      codes: [codeOf(1)],
      areaClass: 'A',
      name: '老菜市场',
      grids: { collection: 'collection-02' },
    })
    expect(findDifference(state.base, state.cells)).toMatchObject({
      begun: [],
      ended: [],
      changed: [{ after: { areaClass: 'A', name: '老菜市场', grids: { collection: 'collection-02' } } }],
    })
    expect(refusal(exampleGrid(2), { kind: 'set-attributes', codes: [codeOf(1)], areaClass: 'B' })).toBe(
      'nothing-changes',
    )
  })

  it('a responsibility grid that loses its last cell is an error, unless it has some elsewhere', () => {
    const { state } = done(exampleGrid(1), {
      kind: 'set-attributes',
      codes: [codeOf(1)],
      grids: { collection: 'other' },
    })
    expect(errorsOf(state, 1).map((it) => it.kind)).toEqual(['grid-without-cells'])
    const elsewhere = { ...around(1), gridsElsewhere: new Set(['collection/collection-01']) }
    expect(checkGrid(state, elsewhere)).toEqual([])
  })
})

describe('sizes', () => {
  it('are hints with their source, told for new cells only', () => {
    const sizes = {
      source: 'GB/T 30428.1',
      leastSquareMetres: 6000,
      mostSquareMetres: { A: null, B: 1, C: null },
    }
    const { state } = done(exampleGrid(2), split(codeOf(1), corner(0.5, 2), corner(0.5, 1)))
    const told = checkGrid(state, { ...around(2), sizes })
    expect(told.map((it) => [it.kind, it.level, it.codes[0]])).toEqual([
      ['too-small', 'warning', codeOf(5)],
      ['too-large', 'warning', codeOf(5)],
      ['too-small', 'warning', codeOf(6)],
      ['too-large', 'warning', codeOf(6)],
    ])
    expect(told[0]?.sentence.zh).toContain('GB/T 30428.1')
  })

  it('a strip is narrow', () => {
    const { state } = done(exampleGrid(1), split(codeOf(1), corner(0.01, 1), corner(0.01, 0)))
    expect(checkGrid(state, around(1)).map((it) => it.kind)).toEqual(['narrow'])
  })
})

describe('descent', () => {
  it('tells whose ground became whose, to the square metre', () => {
    const { state } = done(exampleGrid(2), {
      kind: 'move-nodes',
      moves: [{ from: corner(1, 2), to: corner(1.5, 2) }],
    })
    const { ended, begun } = findDifference(state.base, state.cells)
    const descent = findDescent(ended, begun)
    expect(descent.map((it) => [it.fromCode.slice(12), it.toCode.slice(12)])).toEqual([
      ['001', '005'],
      ['002', '005'],
      ['002', '006'],
    ])
    const sum = descent.reduce((all, it) => all + it.squareMetres, 0)
    expect(sum).toBeCloseTo(
      ended.reduce((all, it) => all + areaSquareMetres(it.geometry), 0),
      -1,
    )
  })
})

const side = 3
const share = fc.double({ min: -0.2, max: side + 0.2, noNaN: true })
const place = fc.tuple(share, share).map(([x, y]) => corner(x, y))
const pick = fc.nat(1000)
type Wish = {
  kind: 'split' | 'merge' | 'move' | 'add' | 'remove'
  pick: number
  other: number
  line: Position[]
}
const wish: fc.Arbitrary<Wish> = fc.record({
  kind: fc.constantFrom('split', 'merge', 'move', 'add', 'remove'),
  pick,
  other: pick,
  line: fc.array(place, { minLength: 2, maxLength: 4 }),
})

/** What a wish means in the draft as it is: the node, cell or place that is there. */
function toOperation(state: GridState, { kind, pick: one, other, line }: Wish): GridOperation {
  const cells = [...state.cells.values()]
  const cell = (at: number) => cells[at % cells.length] ?? cells[0]
  const code = cell(one)?.code ?? ''
  const ring = cell(one)?.geometry.coordinates.flat(1) as Position[]
  const node = ring[other % ring.length] ?? corner(0, 0)
  const to = line[0] ?? node
  switch (kind) {
    case 'split':
      return { kind, code, line, snapMetres: 1 }
    case 'merge':
      return { kind, codes: [code, cell(other)?.code ?? ''] }
    case 'move':
      return {
        kind: 'move-nodes',
        moves: [{ from: node, to: [node[0] + (to[0] - node[0]) * 0.1, node[1] + (to[1] - node[1]) * 0.1] }],
      }
    case 'add':
      return { kind: 'add-node', at: to, snapMetres: 40 }
    case 'remove':
      return { kind: 'remove-node', at: node }
  }
}

const isOuter = ([lng, lat]: Position) =>
  [103, corner(side, 0)[0]].includes(lng) || [25, corner(0, side)[1]].includes(lat)
/** Whether an operation leaves the ground of the community alone. */
function keepsGround(state: GridState, operation: GridOperation): boolean {
  if (operation.kind === 'move-nodes') return operation.moves.every((it) => !isOuter(it.from))
  if (operation.kind === 'remove-node') {
    const touching = [...state.cells.values()].filter((it) =>
      (it.geometry.coordinates.flat(1) as Position[]).some(
        (at) => at[0] === operation.at[0] && at[1] === operation.at[1],
      ),
    )
    return touching.length > 1
  }
  return true
}

describe('whatever is done to a draft', () => {
  it('keeps codes apart, the ground as it was, and is undone exactly', () => {
    fc.assert(
      fc.property(fc.array(wish, { minLength: 1, maxLength: 10 }), (wishes) => {
        let state = exampleGrid(side)
        const before = total(state)
        const patches: GridPatch[] = []
        for (const it of wishes) {
          const operation = toOperation(state, it)
          if (!keepsGround(state, operation)) continue
          const applied = applyOperation(state, operation)
          if ('refused' in applied) continue
          const after = { ...state, cells: applyPatch(state.cells, applied.patch) }
          expect(after.cells.size).toBe(
            state.cells.size - applied.patch.removed.length + applied.patch.added.length,
          )
          const undone = applyPatch(after.cells, undoPatch(applied.patch))
          expect(new Map([...undone].sort())).toEqual(new Map([...state.cells].sort()))
          // Outlines that cross are a person's fault, which the check tells; the ground of such is not counted.
          const faults = errorsOf(after, side).map((fault) => fault.kind)
          if (
            faults.some((kind) => kind === 'self-crossing' || kind === 'overlap') &&
            it.kind !== 'split' &&
            it.kind !== 'merge'
          )
            continue
          expect(faults).toEqual([])
          expect(Math.abs(total(after) - before)).toBeLessThan(1)
          for (const code of after.cells.keys())
            if (!after.base.has(code)) expect(after.given.has(code)).toBe(false)
          patches.push(applied.patch)
          state = after
        }
        expect(replay(state.base, patches, patches.length)).toEqual(state.cells)
        expect(replay(state.base, patches, 0)).toEqual(state.base)
      }),
      { numRuns: 150 },
    )
  })
})
