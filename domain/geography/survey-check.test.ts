import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { relationTo } from './containment.ts'
import type { AreaGeometry, PolygonGeometry, Position } from './geometry.ts'
import { areCertainlyApart, findSelfCrossing, isCertainlyWithin, positionWithin } from './outline-check.ts'
import { checkCells, type KnownGround, type SurveyRow } from './survey-check.ts'

const polygon = (...corners: Position[]): PolygonGeometry => ({
  type: 'Polygon',
  coordinates: [[...corners, corners[0] ?? [0, 0]]],
})
/** A rectangle in thousandths of a degree from 103, 25. */
const box = (x: number, y: number, width = 1, height = 1): PolygonGeometry => {
  const at = (i: number, j: number): Position => [103 + i / 1000, 25 + j / 1000]
  return polygon(at(x, y), at(x + width, y), at(x + width, y + height), at(x, y + height))
}

const community = '530127001001'
const known: KnownGround = {
  communities: new Map<string, AreaGeometry | null>([
    [community, box(0, 0, 2, 2)],
    ['530127001002', null],
  ]),
  outline: box(0, 0, 10, 10),
}
const row = (
  number: number,
  geometry: AreaGeometry | null,
  properties: SurveyRow['properties'] = {},
): SurveyRow => ({
  row: number,
  properties: { code: `${community}00${number}`, area_class: 'B', ...properties },
  geometry,
})
const sound = [row(1, box(0, 1)), row(2, box(1, 1)), row(3, box(0, 0)), row(4, box(1, 0))]
const told = (rows: readonly SurveyRow[], options = {}) =>
  checkCells(rows, known, options).refused.map((it) => [
    it.row,
    it.column,
    it.reason.en.replace(/[\d.]+ m².*| at .*/, '…'),
  ])

describe('a delivery of unit grids', () => {
  it('that is sound has no fault', () => {
    const { cells, refused } = checkCells(sound, known)
    expect(refused).toEqual([])
    expect(cells.map((it) => it.code)).toEqual([1, 2, 3, 4].map((n) => `${community}00${n}`))
  })

  it('may name its columns otherwise', () => {
    const rows = sound.map((it) => ({ ...it, properties: { WGDM: it.properties['code'] ?? '', LB: 'a' } }))
    const { cells, refused } = checkCells(rows, known, { columns: { code: 'WGDM', areaClass: 'LB' } })
    expect(refused).toEqual([])
    expect(cells.every((it) => it.areaClass === 'A')).toBe(true)
  })

  it.each<[string, SurveyRow, [number, string | null, string]]>([
    ['a missing code', row(4, box(1, 0), { code: null }), [4, 'code', 'the attribute is missing']],
    [
      'a malformed code',
      row(4, box(1, 0), { code: '12' }),
      [4, 'code', '"12" is no unit grid code of 15 digits'],
    ],
    [
      'a community of nowhere',
      row(4, box(1, 0), { code: '530127009009001' }),
      [4, 'code', 'the first 12 digits of 530127009009001 are no community of this county'],
    ],
    [
      'a missing class',
      row(4, box(1, 0), { area_class: ' ' }),
      [4, 'area_class', 'the attribute is missing'],
    ],
    [
      'an unknown class',
      row(4, box(1, 0), { area_class: 'D' }),
      [4, 'area_class', 'the area class "D" must be A, B or C'],
    ],
    [
      'broken text',
      row(4, box(1, 0), { note: 'a\ufffd' }),
      [4, 'note', 'the text cannot be decoded; check the encoding'],
    ],
    ['no shape', row(4, null), [4, null, 'there is no shape of an area']],
    [
      'a code given twice',
      row(4, box(1, 0), { code: `${community}001` }),
      [4, 'code', `the code ${community}001 is that of row 1 already`],
    ],
    [
      'an outline like a bow tie',
      row(4, polygon([103.001, 25], [103.002, 25.001], [103.002, 25], [103.001, 25.001])),
      [4, null, 'the outline crosses itself…'],
    ],
    [
      'an overlap',
      row(4, polygon([103.0009, 25], [103.002, 25], [103.002, 25.001], [103.001, 25.001])),
      [4, null, 'it overlaps row 3 by …'],
    ],
  ])('is told of %s', (_, bad, expected) => {
    expect(told([...sound.slice(0, 3), bad])).toContainEqual(expected)
  })

  it('is told of ground outside the community, or outside the county where that is all that is known', () => {
    expect(told([...sound.slice(0, 3), row(4, box(1, 0, 1.5))])).toContainEqual([4, null, '…'])
    const outside = checkCells([row(5, box(9.5, 0), { code: '530127001002001' })], known)
    expect(outside.refused[0]?.reason.zh).toMatch(/^超出区县范围 5\d{3}\.\d 平方米/)
    expect(checkCells([row(5, box(8, 0), { code: '530127001002001' })], known).refused).toEqual([])
  })

  it('is told of a gap, with its size and place, at no row', () => {
    const { refused } = checkCells(sound.slice(0, 3), known)
    expect(refused).toHaveLength(1)
    expect(refused[0]).toMatchObject({ row: 0, column: null })
    expect(refused[0]?.reason.zh).toMatch(/^社区 530127001001 有 11\d{3}(\.\d)? 平方米未被覆盖/)
  })

  it('may be off by slivers within the tolerance', () => {
    // A tenth of a metre over 110 m is about 11 m².
    const wide = row(4, box(0.999, 0, 1.001))
    expect(told([...sound.slice(0, 3), wide])).toContainEqual([4, null, 'it overlaps row 3 by …'])
    expect(told([...sound.slice(0, 3), wide], { toleranceSquareMetres: 20 })).toEqual([])
  })
})

describe('outlines', () => {
  it('that touch themselves are unsound, with a hole that touches in a corner they are sound', () => {
    const eight = polygon([0, 0], [2, 0], [1, 1], [2, 2], [0, 2], [1, 1])
    expect(findSelfCrossing(eight)).toEqual([1, 1])
    expect(findSelfCrossing(polygon([0, 0], [2, 2], [2, 0], [0, 2]))).toEqual([1, 1])
    const spike = polygon([0, 0], [2, 0], [4, 0], [2, 0], [2, 2])
    expect(findSelfCrossing(spike)).toBeDefined()
    expect(findSelfCrossing(box(0, 0))).toBeUndefined()
    const holed: AreaGeometry = {
      type: 'Polygon',
      coordinates: [
        ...polygon([0, 0], [4, 0], [4, 4], [0, 4]).coordinates,
        ...polygon([0, 0], [1, 2], [2, 1]).coordinates,
      ],
    }
    expect(findSelfCrossing(holed)).toBeUndefined()
  })

  it('that share an edge or a corner are certainly apart; overlapping, equal and enclosed ones are not', () => {
    expect(areCertainlyApart(box(0, 0), box(1, 0))).toBe(true)
    expect(areCertainlyApart(box(0, 0), box(1, 1))).toBe(true)
    expect(areCertainlyApart(box(0, 0), box(5, 5))).toBe(true)
    for (const other of [
      box(0, 0),
      box(0.5, 0),
      box(0.5, 0.5),
      box(0.25, 0.25, 0.5, 0.5),
      box(-1, -1, 3, 3),
      box(0, 0, 1, 2),
    ])
      expect(areCertainlyApart(box(0, 0), other)).toBe(false)
  })

  it('never pass as apart when they share ground', () => {
    const number = fc.integer({ min: 0, max: 6 })
    const size = fc.integer({ min: 1, max: 4 })
    fc.assert(
      fc.property(number, number, size, size, number, number, size, size, (x, y, w, h, u, v, s, t) => {
        const common = Math.min(x + w, u + s) > Math.max(x, u) && Math.min(y + h, v + t) > Math.max(y, v)
        if (common) expect(areCertainlyApart(box(x, y, w, h), box(u, v, s, t))).toBe(false)
      }),
    )
  })

  it('are certainly within another, or perhaps not', () => {
    expect(isCertainlyWithin(box(0, 0), box(0, 0, 2, 2))).toBe(true)
    expect(isCertainlyWithin(box(0.5, 0.5), box(0, 0, 2, 2))).toBe(true)
    expect(isCertainlyWithin(box(0, 0), box(0, 0))).toBe(true)
    const holed: AreaGeometry = {
      type: 'Polygon',
      coordinates: [...box(0, 0, 9, 9).coordinates, ...box(4.4, 4.4, 0.2, 0.2).coordinates],
    }
    for (const other of [box(0, 0, 0.5, 0.5), box(1, 1), box(0.5, 0, 1, 2), box(5, 5)])
      expect(isCertainlyWithin(box(0, 0), other)).toBe(false)
    expect(isCertainlyWithin(box(4, 4), holed)).toBe(false)
    const notched = polygon([0, 0], [4, 0], [4, 4], [2, 1], [0, 4])
    expect(isCertainlyWithin(polygon([0, 0], [4, 0], [4, 2], [0, 2]), notched)).toBe(false)
  })

  it('have a position within them', () => {
    const horseshoe = polygon([0, 0], [5, 0], [5, 5], [4, 5], [4, 1], [1, 1], [1, 5], [0, 5])
    expect(relationTo(positionWithin(horseshoe), horseshoe)).toBe('inside')
    expect(relationTo(positionWithin(box(0, 0)), box(0, 0))).toBe('inside')
  })
})
