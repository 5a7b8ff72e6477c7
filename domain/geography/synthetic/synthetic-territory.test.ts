import { readFileSync } from 'node:fs'
import { orient2d } from 'robust-predicates'
import { describe, expect, it, vi } from 'vitest'
import { communityOf, townOf } from '../area-code.ts'
import { findCellCodeParts } from '../cell-code.ts'
import { createPlaceIndex, createRelation, relationTo } from '../containment.ts'
import { boxOf, type Position, polygonsOf, positionsOf, type Ring } from '../geometry.ts'
import { areaSquareMetres } from '../measure.ts'
import { createChance } from './chance.ts'
import { planSongming } from './songming-plan.ts'
import { drawTerritory } from './synthetic-territory.ts'

// A whole county is drawn twice, on machines that do other things too.
vi.setConfig({ testTimeout: 30_000 })

const rows = readFileSync(new URL('../../../standards/areas/530127-songming.csv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split(','))
const names = new Map(rows.map(([code = '', , , , name = '']) => [code, name]))
const communityCodes = rows.filter((row) => row[2] === 'community').map(([code = '']) => code)
const plan = planSongming(communityCodes, '2025-01-01')
const draw = () => drawTerritory(plan, names, '2026-01-01')
const territory = draw()
const validOn = (date: string) =>
  territory.cells.filter((cell) => cell.validFrom <= date && (cell.validTo === null || date < cell.validTo))

/** Pairs of edges of one ring that meet where they should not. */
function crossings(ring: Ring): number {
  const edges = ring.slice(1).map((to, index) => [ring[index] ?? to, to] as const)
  const side = (a: Position, b: Position, c: Position) => Math.sign(orient2d(...a, ...b, ...c))
  let found = 0
  edges.forEach(([a, b], i) => {
    edges.slice(i + 2).forEach(([c, d], k) => {
      if (i === 0 && k + 2 === edges.length - 1) return
      if (side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b)) found++
    })
  })
  return found
}

describe('the synthetic territory', () => {
  it('is the same every time, and says that it is synthetic', () => {
    expect(JSON.stringify(draw())).toBe(JSON.stringify(territory))
    expect(territory.synthetic).toBe(true)
  })

  it('has one simple outline of about 828 km² in the box of the county', () => {
    expect(territory.outline.type).toBe('Polygon')
    expect(territory.outline.coordinates).toHaveLength(1)
    const squareKm = areaSquareMetres(territory.outline) / 1e6
    expect(squareKm).toBeGreaterThan(820)
    expect(squareKm).toBeLessThan(836)
    const [west, south, east, north] = boxOf(territory.outline)
    expect([west >= 102.904, south >= 25.081, east <= 103.32, north <= 25.451]).toEqual([
      true,
      true,
      true,
      true,
    ])
    expect(relationTo([103.0388, 25.3351], territory.outline)).toBe('inside')
  })

  it('has 5 towns in one piece, and all 80 communities but the virtual ones', () => {
    expect(territory.towns).toHaveLength(5)
    expect(new Set(territory.communities.map((it) => it.code))).toEqual(
      new Set(communityCodes.filter((code) => !['498', '598'].includes(code.slice(9)))),
    )
    for (const area of [...territory.towns, ...territory.communities]) {
      expect(area.geometry.type).toBe('Polygon')
      expect(area.geometry.coordinates).toHaveLength(1)
    }
  })

  it('draws no border across itself', () => {
    const crossing = [...territory.cells, ...territory.communities].filter((it) =>
      polygonsOf(it.geometry)
        .flat()
        .some((ring) => crossings(ring) > 0),
    )
    expect(crossing).toEqual([])
  })

  it('gives every cell its own code, at most 999 a community, from left to right and top to bottom', () => {
    const codes = territory.cells.map((cell) => cell.code)
    expect(new Set(codes).size).toBe(codes.length)
    for (const code of codes) expect(findCellCodeParts(code)?.communityCode).toBe(communityOf(code))
    const first = territory.cells.filter((cell) => communityOf(cell.code) === '530127001001')
    const [one, last] = [first[0], first.findLast((cell) => cell.validFrom === '2025-01-01')]
    if (one === undefined || last === undefined) throw new Error('no cells')
    expect(boxOf(one.geometry)[3]).toBeGreaterThan(boxOf(last.geometry)[3])
    for (const community of territory.communities)
      expect(codes.filter((code) => communityOf(code) === community.code).length).toBeLessThanOrEqual(999)
  })

  it('has cells of about a hectare in the seat and larger ones outside', () => {
    const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
    const sizes = (areaClass: string) =>
      territory.cells.filter((cell) => cell.areaClass === areaClass).map((cell) => cell.squareMetres)
    expect(median(sizes('A'))).toBeGreaterThan(9_000)
    expect(median(sizes('A'))).toBeLessThan(11_000)
    expect(median(sizes('C'))).toBeGreaterThan(200_000)
    expect(sizes('B').length).toBeGreaterThan(100)
  })
})

describe.each(['2025-06-01', '2026-06-01'])('its cells on %s', (date) => {
  const cells = validOn(date)
  const index = createPlaceIndex(cells)
  const communities = createPlaceIndex(territory.communities)
  const towns = createPlaceIndex(territory.towns)

  it('cover the county: their areas sum to the outline', () => {
    const sum = cells.reduce((total, cell) => total + areaSquareMetres(cell.geometry), 0)
    expect(sum).toBeCloseTo(areaSquareMetres(territory.outline), 1)
  })

  it('cover every point inside once, in the community and town of their code, and no point outside', () => {
    const chance = createChance(1)
    const relation = createRelation(territory.outline)
    let insideCount = 0
    const wrong: Position[] = []
    for (let n = 0; n < 20_000; n++) {
      const point: Position = [102.9 + 0.43 * chance(), 25.07 + 0.39 * chance()]
      const covering = index.findAll(point)
      const [code = ''] = covering.map((cell) => cell.code)
      const isInside = relation(point) !== 'outside'
      const isRight = isInside
        ? covering.length === 1 &&
          communities.find(point)?.code === communityOf(code) &&
          towns.find(point)?.code === townOf(code)
        : covering.length === 0
      if (isInside) insideCount++
      if (!isRight) wrong.push(point)
    }
    expect(wrong).toEqual([])
    expect(insideCount).toBeGreaterThan(8_000)
  })

  it('give every corner to the smallest code around it', () => {
    const wrong = cells.slice(0, 1_000).flatMap((cell) =>
      positionsOf(cell.geometry).filter((corner) => {
        const around = index.findAll(corner).map((it) => it.code)
        return !around.includes(cell.code) || index.find(corner)?.code !== around.sort()[0]
      }),
    )
    expect(wrong).toEqual([])
  })
})

describe('what lies on it', () => {
  const cells = validOn('2026-06-01')
  const index = createPlaceIndex(cells)

  it('keeps a past: joined cells end on the day their successor begins', () => {
    const ended = territory.cells.filter((cell) => cell.validTo !== null)
    expect(ended).toHaveLength(10)
    expect(territory.cells.filter((cell) => cell.validFrom === '2026-01-01')).toHaveLength(5)
    expect(validOn('2026-01-01')).toHaveLength(validOn('2025-12-31').length - 5)
  })

  it('makes responsibility grids of whole cells: each layer has every cell once', () => {
    const layers = Map.groupBy(territory.responsibilities, (it) => it.layer)
    expect([...layers.keys()]).toEqual([
      'collection',
      'cleaning',
      'enforcement',
      'safety',
      'town',
      'community',
    ])
    for (const grids of layers.values()) {
      expect(grids.flatMap((grid) => grid.cells).sort()).toEqual(
        territory.cells.map((cell) => cell.code).sort(),
      )
      for (const grid of grids) expect(grid.staff.length).toBeGreaterThan(0)
    }
    expect(layers.get('cleaning')).toHaveLength(5)
    expect(layers.get('enforcement')).toHaveLength(5)
    expect(layers.get('community')).toHaveLength(80)
  })

  it('has thousands of addresses and hundreds of landmarks, each in the community it names', () => {
    expect(territory.addresses.length).toBeGreaterThan(5_000)
    expect(territory.landmarks.length).toBeGreaterThan(200)
    for (const place of [...territory.addresses, ...territory.landmarks])
      expect(communityOf(index.find(place.position)?.code ?? ''), place.key).toBe(place.communityCode)
    expect(new Set(territory.addresses.map((it) => it.text)).size).toBe(territory.addresses.length)
  })

  it('keeps streets and no-report zones within the county', () => {
    expect(territory.streets.length).toBeGreaterThan(40)
    const relation = createRelation(territory.outline)
    for (const street of territory.streets)
      expect(street.line.filter((position) => relation(position) === 'outside')).toEqual([])
    for (const zone of territory.noReportZones)
      expect(areaSquareMetres(zone.geometry)).toBeGreaterThan(50_000)
  })
})
