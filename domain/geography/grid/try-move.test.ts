/** A move is tried before it is done: what it changes, and which new fault forbids it. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Position } from '../geometry.ts'
import { applyOperation } from './apply-operation.ts'
import { applyPatch } from './grid-cell.ts'
import { codeOf, corner, exampleCommunity, exampleGrid, rectangle } from './testing/grid-example.ts'
import { tryMove } from './try-move.ts'

const side = 3
const ground = { communities: new Map([[exampleCommunity, rectangle(0, 0, side, side)]]), outline: null }
const cells = [...exampleGrid(side).cells.values()]
const attempt = (from: Position, to: Position, of = cells) => tryMove(of, [{ from, to }], ground)

describe('a node that is dragged', () => {
  it.each([
    ['within the grid', corner(1, 1), corner(1.3, 1.2), undefined],
    ['along the border of the community', corner(1, 3), corner(1.4, 3), undefined],
    ['back where it was', corner(1, 1), corner(1, 1), undefined],
    ['over the opposite border', corner(1, 1), corner(2.5, 1.5), /重叠|自相交/],
    ['out of the community', corner(1, 3), corner(1, 3.5), /越出社区边界/],
    ['away from the border of the community', corner(1, 3), corner(1, 2.5), /没有网格覆盖/],
    ['where there is none', corner(0.5, 0.5), corner(1, 1), /没有界址点/],
  ])('%s', (_what, from, to, said) => {
    const { fault } = attempt(from, to)
    if (said === undefined) expect(fault).toBeUndefined()
    else expect(fault?.zh).toMatch(said)
  })

  it('takes the four cells around it along and no other', () => {
    const { changed } = attempt(corner(1, 1), corner(1.2, 1.1))
    expect(changed.map((it) => it.code).sort()).toEqual([4, 5, 7, 8].map(codeOf))
  })

  it('may leave a fault smaller than it found it', () => {
    const applied = applyOperation(exampleGrid(side), {
      kind: 'move-nodes',
      moves: [{ from: corner(1, 3), to: corner(1, 3.5) }],
    })
    if ('refused' in applied) throw new Error(applied.refused)
    const faulty = [...applyPatch(exampleGrid(side).cells, applied.patch).values()]
    expect(attempt(corner(1, 3.5), corner(1, 3.2), faulty).fault).toBeUndefined()
    expect(attempt(corner(1, 3.5), corner(1, 3), faulty).fault).toBeUndefined()
  })

  it('shows exactly the outlines that the operation then makes, whatever its place', () => {
    const part = fc.double({ min: 0.1, max: 0.9, noNaN: true })
    fc.assert(
      fc.property(part, part, (x, y) => {
        const to = corner(0.5 + x, 0.5 + y)
        const applied = applyOperation(exampleGrid(side), {
          kind: 'move-nodes',
          moves: [{ from: corner(1, 1), to }],
        })
        if ('refused' in applied) return
        const { changed, fault } = attempt(corner(1, 1), to)
        expect(fault).toBeUndefined()
        const shapes = (of: readonly { geometry: unknown }[]) =>
          of.map((it) => JSON.stringify(it.geometry)).sort()
        expect(shapes(changed)).toEqual(shapes(applied.patch.added))
      }),
    )
  })
})
