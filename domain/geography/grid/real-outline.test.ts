/** Cuts of the real outline of a county, whose border has hundreds of corners, and a draft as large as the largest community. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type AreaGeometry, boxOf, PolygonGeometry, type Position } from '../geometry.ts'
import { applyOperation } from './apply-operation.ts'
import { applyPatch, byCode, type GridState } from './grid-cell.ts'
import { checkGrid } from './grid-check.ts'
import { findDifference } from './grid-difference.ts'
import { codeOf, corner, exampleCommunity, exampleGrid, rectangle } from './testing/grid-example.ts'

const folder = process.env['JINGWEI_REAL_DATA'] ?? join(import.meta.dirname, '../../../../shared/data')
const file = join(folder, 'songming-geo/songming_county_wgs84_derived.geojson')

function readOutline(): PolygonGeometry | undefined {
  try {
    const { features } = JSON.parse(readFileSync(file, 'utf8')) as { features: { geometry: unknown }[] }
    const geometry = features[0]?.geometry as AreaGeometry | undefined
    return geometry?.type === 'MultiPolygon'
      ? PolygonGeometry.parse({ type: 'Polygon', coordinates: geometry.coordinates[0] })
      : PolygonGeometry.parse(geometry)
  } catch {
    return undefined
  }
}

const outline = readOutline()
const around = (ground: AreaGeometry) => ({
  ground: { communities: new Map([[exampleCommunity, ground]]), outline: null },
  sizes: { source: 'test', leastSquareMetres: 0, mostSquareMetres: { A: null, B: null, C: null } },
  gridsElsewhere: new Set<string>(),
  names: new Map<string, string>(),
})

describe.skipIf(!outline)('the real outline of Songming (needs the real data)', () => {
  it('is cut by nine lines at all angles and has no gap, overlap or overhang', () => {
    const ground = outline ?? rectangle(0, 0)
    const [west, south, east, north] = boxOf(ground)
    const base = byCode([
      { code: codeOf(1), areaClass: 'C', name: null, geometry: ground, grids: {}, from: [codeOf(1)] },
    ])
    let state: GridState = { communityCode: exampleCommunity, cells: base, base, given: new Set(base.keys()) }
    const at = (x: number, y: number): Position => [west + (east - west) * x, south + (north - south) * y]
    let cuts = 0
    for (let turn = 0; turn < 9; turn++) {
      const share = ((turn * 7) % 20) / 20 + 0.02
      const line =
        turn % 2 ? [at(share, -0.1), at((share * 3) % 1, 1.1)] : [at(-0.1, share), at(1.1, (share * 3) % 1)]
      for (const code of [...state.cells.keys()]) {
        const applied = applyOperation(state, { kind: 'split', code, line, snapMetres: 0 })
        if ('refused' in applied) continue
        state = { ...state, cells: applyPatch(state.cells, applied.patch) }
        cuts += 1
      }
    }
    expect(cuts).toBeGreaterThan(20)
    expect(checkGrid(state, around(ground)).filter((it) => it.level === 'error')).toEqual([])
  })
})

describe('a draft of 961 cells', () => {
  it('is split, checked and compared as a whole', () => {
    const state = exampleGrid(31)
    const applied = applyOperation(state, {
      kind: 'split',
      code: codeOf(1),
      line: [corner(0.5, 31), corner(0.5, 30)],
      snapMetres: 1,
    })
    if ('refused' in applied) throw new Error(applied.refused)
    const cells = applyPatch(state.cells, applied.patch)
    expect(cells.size).toBe(962)
    expect(checkGrid({ ...state, cells }, around(rectangle(0, 0, 31, 31)))).toEqual([])
    expect(findDifference(state.base, cells)).toMatchObject({ begun: { length: 2 }, ended: { length: 1 } })
  })
})
