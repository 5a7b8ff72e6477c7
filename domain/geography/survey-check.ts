/**
 * What is wrong with a delivery of unit grids, row by row, before anything of it is believed: attributes, codes, outlines,
 * overlaps, gaps, and ground outside the community. Slivers up to a tolerance are ground that surveyors' rounding makes.
 */
import Flatbush from 'flatbush'
import { difference, type Geom, intersection } from 'polyclip-ts'
import type { Finding } from '../table.ts'
import { communityOf } from './area-code.ts'
import { CellCode, whyNotCellCode } from './cell-code.ts'
import { type AreaGeometry, boxOf, doubleSignedArea, type Geometry, polygonsOf } from './geometry.ts'
import { areaSquareMetres } from './measure.ts'
import { areCertainlyApart, findSelfCrossing, isCertainlyWithin } from './outline-check.ts'
import { type SurveyFault, sayFault } from './survey-fault.ts'

/** Which attributes of the delivery mean what. */
export type CellColumns = { readonly code: string; readonly areaClass: string }
export const defaultCellColumns: CellColumns = { code: 'code', areaClass: 'area_class' }

export type SurveyRow = {
  readonly row: number
  readonly properties: Readonly<Record<string, string | number | boolean | null>>
  readonly geometry: Geometry | null
}

/** What the county already knows. */
export type KnownGround = {
  /** Its communities on the first day of the delivery, with their ground where it is known. */
  readonly communities: ReadonlyMap<string, AreaGeometry | null>
  /** The ground of the county, for communities whose own is not known. */
  readonly outline: AreaGeometry | null
}

export type SurveyedCell = {
  readonly row: number
  readonly code: string
  readonly areaClass: 'A' | 'B' | 'C'
  readonly geometry: AreaGeometry
}

/** What the comparison of ground needs of a cell. */
export type ComparedCell = Pick<SurveyedCell, 'row' | 'code' | 'geometry'>

export type SurveyCheck = {
  /** The rows that could be read as cells; only when nothing is refused may they be used. */
  readonly cells: readonly SurveyedCell[]
  readonly refused: readonly Finding[]
}

export type CheckOptions = {
  readonly columns?: CellColumns
  /** Overlaps, gaps and overhangs up to this size are let pass. */
  readonly toleranceSquareMetres?: number
}

const areaClasses = ['A', 'B', 'C'] as const
const isAreaClass = (text: string): text is 'A' | 'B' | 'C' => areaClasses.some((it) => it === text)

/** Checks a delivery of unit grids as a whole. */
export function checkCells(
  rows: readonly SurveyRow[],
  known: KnownGround,
  options: CheckOptions = {},
): SurveyCheck {
  const columns = options.columns ?? defaultCellColumns
  const tolerance = options.toleranceSquareMetres ?? 1
  const faults: SurveyFault[] = []
  const cells = rows.flatMap((row) => readCell(row, columns, known, faults) ?? [])
  findDuplicates(cells, columns, faults)
  // Ground is compared only between sound outlines: a crossing one would show up again as any number of overlaps.
  const sound = cells.filter((cell) => {
    const position = findSelfCrossing(cell.geometry)
    if (position !== undefined) faults.push({ kind: 'self-crossing', row: cell.row, column: null, position })
    return position === undefined
  })
  faults.push(...findOverlaps(sound, tolerance), ...findOverhangs(sound, known, tolerance))
  const isComparable = !faults.some((it) => it.kind === 'self-crossing' || it.kind === 'overlap')
  const gaps = isComparable ? findGaps(sound, known, tolerance) : []
  return {
    cells,
    refused: [...faults, ...gaps].map(sayFault).sort((a, b) => a.row - b.row),
  }
}

/** Reads the rows of a delivery as cells without comparing their ground; two rows with one code are refused. */
export function readCells(rows: readonly SurveyRow[], known: KnownGround, columns: CellColumns): SurveyCheck {
  const faults: SurveyFault[] = []
  const cells = rows.flatMap((row) => readCell(row, columns, known, faults) ?? [])
  findDuplicates(cells, columns, faults)
  return { cells, refused: faults.map(sayFault).sort((a, b) => a.row - b.row) }
}

/** Reads one row as a cell; what hinders it goes to `faults`. */
function readCell(
  { row, properties, geometry }: SurveyRow,
  columns: CellColumns,
  known: KnownGround,
  faults: SurveyFault[],
): SurveyedCell | undefined {
  const text = (column: string) => String(properties[column] ?? '').trim()
  const [code, areaClass] = [text(columns.code), text(columns.areaClass).toUpperCase()]
  const before = faults.length
  if (code === '') faults.push({ kind: 'missing-attribute', row, column: columns.code })
  else {
    const why = whyNotCellCode(code, known.communities)
    if (why === 'malformed') faults.push({ kind: 'malformed-code', row, column: columns.code, code })
    if (why === 'unknown-community')
      faults.push({ kind: 'unknown-community', row, column: columns.code, code })
  }
  if (areaClass === '') faults.push({ kind: 'missing-attribute', row, column: columns.areaClass })
  else if (!isAreaClass(areaClass))
    faults.push({ kind: 'unknown-class', row, column: columns.areaClass, found: areaClass })
  for (const [column, value] of Object.entries(properties))
    if (typeof value === 'string' && value.includes('\ufffd'))
      faults.push({ kind: 'unreadable-text', row, column })
  const isArea = geometry?.type === 'Polygon' || geometry?.type === 'MultiPolygon'
  if (!isArea) faults.push({ kind: 'no-area', row, column: null })
  if (faults.length > before || !isArea || !isAreaClass(areaClass)) return undefined
  return { row, code: CellCode.parse(code), areaClass, geometry }
}

function findDuplicates(cells: readonly SurveyedCell[], columns: CellColumns, faults: SurveyFault[]): void {
  const first = new Map<string, number>()
  for (const { row, code } of cells) {
    const earlier = first.get(code)
    if (earlier === undefined) first.set(code, row)
    else faults.push({ kind: 'duplicate-code', row, column: columns.code, code, otherRow: earlier })
  }
}

const toGeom = (area: AreaGeometry): Geom => polygonsOf(area)

const metresOfDegree = 111_000

/**
 * The ground of what two outlines do not share. A border is straight on the map and bent over the ellipsoid, so between a border
 * of a kilometre and the same one with a node in its middle there seem to lie some square metres; on the map there are none.
 */
function squareMetresOf(polygons: [number, number][][][]): number {
  if (polygons.length === 0) return 0
  const onMap = polygons.reduce((sum, rings) => {
    const narrowing = Math.cos(((rings[0]?.[0]?.[1] ?? 0) * Math.PI) / 180)
    const degrees = rings.reduce(
      (all, ring, at) => all + (at === 0 ? 1 : -1) * Math.abs(doubleSignedArea(ring)),
      0,
    )
    return sum + (degrees / 2) * narrowing * metresOfDegree ** 2
  }, 0)
  const onGround = areaSquareMetres({ type: 'MultiPolygon', coordinates: polygons })
  return onMap < onGround / 2 ? onMap : onGround
}

/** Pairs of sound areas that share more ground than the tolerance, told at the later row. */
export function findOverlaps(
  cells: readonly { readonly row: number; readonly geometry: AreaGeometry }[],
  tolerance: number,
): SurveyFault[] {
  if (cells.length === 0) return []
  const tree = new Flatbush(cells.length)
  for (const cell of cells) tree.add(...boxOf(cell.geometry))
  tree.finish()
  return cells.flatMap((cell, index) =>
    tree
      .search(...boxOf(cell.geometry), (other) => other > index)
      .flatMap((other): SurveyFault[] => {
        const against = cells[other]
        if (against === undefined || areCertainlyApart(cell.geometry, against.geometry)) return []
        const common = intersection(toGeom(cell.geometry), toGeom(against.geometry))
        const squareMetres = squareMetresOf(common)
        const position = common[0]?.[0]?.[0]
        if (squareMetres <= tolerance || position === undefined) return []
        return [
          { kind: 'overlap', row: against.row, column: null, otherRow: cell.row, squareMetres, position },
        ]
      }),
  )
}

/** Ground of a cell outside its community, or outside the county where the community's ground is not known. */
export function findOverhangs(
  cells: readonly ComparedCell[],
  known: KnownGround,
  tolerance: number,
): SurveyFault[] {
  return cells.flatMap((cell): SurveyFault[] => {
    const community = known.communities.get(communityOf(cell.code)) ?? null
    const home = community ?? known.outline
    if (home === null || isCertainlyWithin(cell.geometry, home)) return []
    const beyond = difference(toGeom(cell.geometry), toGeom(home))
    const squareMetres = squareMetresOf(beyond)
    const position = beyond[0]?.[0]?.[0]
    if (squareMetres <= tolerance || position === undefined) return []
    const kind = community === null ? 'outside-county' : 'outside-community'
    return [{ kind, row: cell.row, column: null, squareMetres, position }]
  })
}

/** Ground of a delivered community that no cell covers. Told at row 0: no row is to blame. */
export function findGaps(
  cells: readonly ComparedCell[],
  known: KnownGround,
  tolerance: number,
): SurveyFault[] {
  const delivered = Map.groupBy(cells, (cell) => communityOf(cell.code))
  return [...delivered].flatMap(([community, own]) => {
    const home = known.communities.get(community) ?? null
    if (home === null) return []
    const covered = own.reduce((sum, cell) => sum + areaSquareMetres(cell.geometry), 0)
    // Without overlaps the sum tells whether anything is missing; only then is it worth finding where.
    if (Math.abs(areaSquareMetres(home) - covered) <= tolerance) return []
    const gaps = difference(toGeom(home), ...own.map((cell) => toGeom(cell.geometry)))
    return gaps.flatMap((polygon): SurveyFault[] => {
      const squareMetres = squareMetresOf([polygon])
      const position = polygon[0]?.[0]
      if (squareMetres <= tolerance || position === undefined) return []
      return [{ kind: 'gap', row: 0, column: null, community, squareMetres, position }]
    })
  })
}
