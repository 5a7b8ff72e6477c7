/**
 * A tiny county for tests: 4 × 4 unit grids of a hundredth of a degree each, two communities of one town, a responsibility
 * grid for each, and a no-report zone at night. Fast to lay, and every figure can be worked out by hand.
 */
import { cellCode } from '#domain/geography/cell-code.ts'
import { dissolve } from '#domain/geography/dissolve.ts'
import type { PolygonGeometry, Position } from '#domain/geography/geometry.ts'
import type { Command } from '#platform/act.ts'
import { newId } from '#platform/ids.ts'
import { announceRedrawing } from './announce-redrawing.ts'
import { writeNewPlaces } from './place-store.ts'
import * as store from './store.ts'

/** The south-western corner and the side of a cell, in degrees. */
export const tinyOrigin: Position = [103, 25]
export const tinyStep = 0.01

/** A rectangle on the lattice, in cells from the south-western corner. */
export function tinySquare(i: number, j: number, columns = 1, rows = 1): PolygonGeometry {
  const at = (x: number, y: number): Position => [tinyOrigin[0] + x * tinyStep, tinyOrigin[1] + y * tinyStep]
  return {
    type: 'Polygon',
    coordinates: [[at(i, j), at(i + columns, j), at(i + columns, j + rows), at(i, j + rows), at(i, j)]],
  }
}

/** The middle of a cell of the tiny county. */
export const tinyMiddle = (i: number, j: number): Position => [
  tinyOrigin[0] + (i + 0.5) * tinyStep,
  tinyOrigin[1] + (j + 0.5) * tinyStep,
]

const validity = { validFrom: '2025-01-01', validTo: null }

/** Lays the tiny county: community …001 in the west, …002 in the east, serials from north-west, classes A, B and C by row. */
export const seedTinyTerritory: Command<
  { organisationId?: string },
  { town: string; communities: string[] }
> = {
  name: 'area.seed-tiny',
  permission: 'area.manage',
  async run(context, { organisationId }) {
    const { adcode, actor, now, write } = context
    const town = `${adcode}001`
    const communities = [`${town}001`, `${town}002`]
    const cells = communities.flatMap((community, side) =>
      [3, 2, 1, 0].flatMap((j, row) =>
        [0, 1].map((i) => ({
          code: cellCode(community, row * 2 + i + 1),
          areaClass: row === 0 ? 'A' : row === 1 ? 'B' : 'C',
          squareMetres: 1_117_000,
          geometry: tinySquare(side * 2 + i, j),
          synthetic: true,
          ...validity,
        })),
      ),
    )
    const area = (code: string, level: string, name: string, geometry: PolygonGeometry) => ({
      code,
      level,
      kind: level,
      name,
      parentCode: code.length > 6 ? code.slice(0, -3) : null,
      isVirtual: false,
      geometry,
      synthetic: true,
      ...validity,
    })
    store.writeAreas(write, adcode, [
      area(adcode, 'county', '小小县', tinySquare(0, 0, 4, 4)),
      area(town, 'town', '小小镇', tinySquare(0, 0, 4, 4)),
      ...communities.map((code, side) =>
        area(
          code,
          'community',
          side === 0 ? '西社区居民委员会' : '东社区居民委员会',
          tinySquare(side * 2, 0, 2, 4),
        ),
      ),
    ])
    store.writeCells(write, adcode, cells)
    store.writeLayers(write, adcode, [{ layer: 'collection', zh: '信息采集', en: 'Collection' }])
    const grids = communities.map((community, side) => ({
      code: `collection-0${side + 1}`,
      members: cells.filter((cell) => cell.code.startsWith(community)),
    }))
    store.writeResponsibilities(
      write,
      adcode,
      grids.map(({ code, members }) => ({
        layer: 'collection',
        code,
        name: `采集网格${code.slice(-1)}`,
        organisationId: organisationId ?? null,
        staff: [{ name: '张建平', role: '信息采集员' }],
        geometry: dissolve(members.map((cell) => cell.geometry)),
        synthetic: true,
        ...validity,
      })),
    )
    store.writeMembers(
      write,
      adcode,
      grids.flatMap(({ code, members }) =>
        members.map((cell) => ({ layer: 'collection', gridCode: code, cellCode: cell.code, ...validity })),
      ),
    )
    store.writeNoReportZones(write, adcode, [
      {
        id: newId(),
        name: '夜市管控区',
        reason: '夜市经营时段',
        geometry: tinySquare(0, 3),
        hours: [{ from: '18:00', to: '01:00' }],
        synthetic: true,
        ...validity,
      },
    ])
    writeNewPlaces(write, { adcode, actor, at: now, command: 'area.seed-tiny' }, [
      {
        id: newId(),
        kind: 'street',
        name: '文化路',
        fullText: '小小镇文化路',
        communityCode: communities[0] ?? null,
        position: tinyMiddle(0, 2),
        geometry: { type: 'LineString', coordinates: [tinyMiddle(0, 2), tinyMiddle(1, 2)] },
        properties: {},
        synthetic: true,
      },
    ])
    await announceRedrawing(context, { what: 'territory', validFrom: '2025-01-01' })
    return { town, communities }
  },
}
