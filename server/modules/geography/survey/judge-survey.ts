/**
 * What a delivery holds and what is wrong with it, packed for the acts that shall take it. It knows no database, so that
 * a thread can do it: a county's survey takes seconds to compare.
 */
import { checkAreas, type DeliveredArea } from '#domain/geography/area-check.ts'
import { communityOf } from '#domain/geography/area-code.ts'
import type { AreaGeometry } from '#domain/geography/geometry.ts'
import {
  type CellColumns,
  type CheckOptions,
  checkCells,
  type KnownGround,
  readCells,
  type SurveyedCell,
} from '#domain/geography/survey-check.ts'
import { sayFault } from '#domain/geography/survey-fault.ts'
import type { Finding, TableRow } from '#domain/table.ts'
import type { Survey, SurveyFeature } from './survey.ts'

/** The areas of the county on the first day, their shapes as text: only the thread that compares them reads them. */
export type KnownArea = { readonly code: string; readonly level: string; readonly shape: string | null }

export type AreaColumns = { readonly code: string; readonly name: string }

/** What is asked of a delivery. */
export type SurveyQuestion =
  | { readonly kind: 'cells'; readonly areas: readonly KnownArea[]; readonly options: CheckOptions }
  | { readonly kind: 'draft'; readonly communities: readonly string[]; readonly columns: CellColumns }
  | {
      readonly kind: 'areas'
      readonly adcode: string
      readonly columns: AreaColumns
      readonly toleranceSquareMetres: number | undefined
    }
  | { readonly kind: 'rows' }

/** What the acts take, each pack in one of them. */
export type SurveyPack = readonly SurveyedCell[] | readonly DeliveredArea[] | readonly TableRow[]

export type SurveyTold = {
  readonly read: number
  readonly accepted: number
  readonly refused: readonly Finding[]
}

/** So many rows an act at most; a community that has more goes alone. A longer act keeps others waiting. */
const rowsOfPack = 250

const nothing = { outline: null }

/** Judges `survey` as `question` asks. */
export function judgeSurvey(
  { features }: Survey,
  question: SurveyQuestion,
): { readonly told: SurveyTold; readonly packs: readonly SurveyPack[] } {
  const answer = (refused: readonly Finding[], packs: readonly SurveyPack[]) => ({
    told: {
      read: features.length,
      accepted: refused.length > 0 ? 0 : packs.reduce((sum, it) => sum + it.length, 0),
      refused,
    },
    packs: refused.length > 0 ? [] : packs,
  })
  switch (question.kind) {
    case 'cells': {
      const { cells, refused } = checkCells(features, groundOf(question.areas), question.options)
      return answer(refused, packCommunities(cells))
    }
    case 'draft': {
      const communities = new Map(question.communities.map((it) => [it, null]))
      const { cells, refused } = readCells(features, { ...nothing, communities }, question.columns)
      return answer(refused, [...Map.groupBy(cells, (it) => communityOf(it.code)).values()])
    }
    case 'areas': {
      const areas = toAreas(features, question.columns)
      const shapeless = areas
        .filter((it) => it.geometry === null)
        .map(({ row }) => sayFault({ kind: 'no-area', row, column: null }))
      const wrong = checkAreas(question.adcode, areas, question.toleranceSquareMetres)
      return answer([...shapeless, ...wrong], pack(areas))
    }
    case 'rows':
      return answer(
        [],
        pack(
          features.map(({ row, properties, geometry }) => ({
            rowNumber: row,
            columns: properties,
            geometry,
          })),
        ),
      )
  }
}

const shapeOf = ({ shape }: KnownArea): AreaGeometry | null =>
  shape === null ? null : (JSON.parse(shape) as AreaGeometry)

function groundOf(areas: readonly KnownArea[]): KnownGround {
  const county = areas.find((it) => it.level === 'county')
  return {
    communities: new Map(areas.filter((it) => it.level === 'community').map((it) => [it.code, shapeOf(it)])),
    outline: county ? shapeOf(county) : null,
  }
}

/** Whole communities packed into acts. */
function packCommunities(cells: readonly SurveyedCell[]): SurveyedCell[][] {
  const acts: SurveyedCell[][] = []
  for (const own of Map.groupBy(cells, (cell) => communityOf(cell.code)).values()) {
    const last = acts.at(-1)
    if (last !== undefined && last.length + own.length <= rowsOfPack) last.push(...own)
    else acts.push([...own])
  }
  return acts
}

function pack<Item>(items: readonly Item[]): Item[][] {
  const count = Math.ceil(items.length / rowsOfPack)
  return Array.from({ length: count }, (_, it) => items.slice(it * rowsOfPack, (it + 1) * rowsOfPack))
}

const isArea = (shape: SurveyFeature['geometry']): shape is AreaGeometry =>
  shape?.type === 'Polygon' || shape?.type === 'MultiPolygon'

function toAreas(features: readonly SurveyFeature[], columns: AreaColumns): DeliveredArea[] {
  const text = (feature: SurveyFeature, column: string) => String(feature.properties[column] ?? '').trim()
  return features.map((feature) => ({
    row: feature.row,
    code: text(feature, columns.code),
    name: text(feature, columns.name),
    geometry: isArea(feature.geometry) ? feature.geometry : null,
  }))
}
