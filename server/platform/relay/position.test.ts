/** Numbers that come late are waited for as long as they can still come, and no longer. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { advance, type Position } from './position.ts'

const start: Position = { high: 10, gaps: [] }
const plain = ({ high, gaps }: Position) => [high, ...gaps.map((it) => [it.low, it.high])]

describe('the position', () => {
  it('moves to the highest number that was handed on', () => {
    expect(plain(advance(start, [11, 12, 13], undefined))).toEqual([13])
    expect(plain(advance(start, [], undefined))).toEqual([10])
  })

  it('remembers the numbers that were left out', () => {
    expect(plain(advance(start, [11, 14, 15, 17], undefined))).toEqual([17, [12, 13], [16, 16]])
  })

  it('forgets a missing number once it has come, and only that one', () => {
    const missing = advance(start, [20], undefined)
    expect(plain(advance(missing, [13], undefined))).toEqual([20, [11, 12], [14, 19]])
    expect(plain(advance(missing, [11, 19, 21], undefined))).toEqual([21, [12, 18]])
  })

  it('gives a number up only when every act that could still bring it has ended', () => {
    const seen = advance(start, [12], undefined)
    const asked = advance(seen, [], { oldest: 700n, next: 705n })
    expect(plain(asked)).toEqual([12, [11, 11]])
    expect(plain(advance(asked, [], { oldest: 704n, next: 800n }))).toEqual([12, [11, 11]])
    expect(plain(advance(asked, [], { oldest: 705n, next: 800n }))).toEqual([12])
  })

  it('has, whatever the order of the commits, handed on or still awaits every number', () => {
    const orders = fc.shuffledSubarray(Array.from({ length: 30 }, (_, index) => index + 1))
    fc.assert(
      fc.property(orders, fc.array(fc.nat(5)), (order, sizes) => {
        let position: Position = { high: 0, gaps: [] }
        const handed = new Set<number>()
        const visible: number[] = []
        for (const size of [...sizes, 30]) {
          visible.push(...order.slice(visible.length, visible.length + size))
          const { high, gaps } = position
          const seqs = visible
            .filter((seq) => seq > high || gaps.some((gap) => gap.low <= seq && seq <= gap.high))
            .sort((a, b) => a - b)
          for (const seq of seqs) expect(handed.has(seq)).toBe(false)
          for (const seq of seqs) handed.add(seq)
          position = advance(position, seqs, undefined)
        }
        expect([...handed].sort((a, b) => a - b)).toEqual(order.toSorted((a, b) => a - b))
      }),
    )
  })
})
