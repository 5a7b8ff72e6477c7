/**
 * Brings areas of a county (its outline, towns, communities, or the districts of a foreign data set) up to a delivery: an area
 * that is drawn anew ends and begins again on the first day of the delivery. At most 1,000 rows an act.
 */
import {
  AreaCode,
  communityKind,
  findAreaLevel,
  findParentCode,
  townKind,
} from '#domain/geography/area-code.ts'
import type { AreaGeometry } from '#domain/geography/geometry.ts'
import { findSelfCrossing } from '#domain/geography/outline-check.ts'
import { GeographyProblem } from '#domain/geography/problems.ts'
import { type SurveyFault, sayFault } from '#domain/geography/survey-fault.ts'
import type { Command } from '#platform/act.ts'
import { announceRedrawing } from '../announce-redrawing.ts'
import { findAreaVersions } from '../queries/list-areas.ts'
import * as store from '../store.ts'
import { mostRowsOfAct } from './import-cells.ts'

export type DeliveredArea = {
  row: number
  code: string
  name: string
  /** Null for an area without ground, or whose border is not known. */
  geometry: AreaGeometry | null
}

export type ImportAreas = { validFrom: string; areas: readonly DeliveredArea[] }

export const importAreas: Command<ImportAreas, { written: number; ended: number }> = {
  name: 'area.import',
  permission: 'area.manage',
  auditInput: ({ validFrom, areas }) => ({
    validFrom,
    count: areas.length,
    codes: areas.slice(0, 20).map((it) => it.code),
  }),
  async run(context, { validFrom, areas }) {
    const { db, adcode, write } = context
    if (areas.length > mostRowsOfAct) throw GeographyProblem.surveyTooLarge({ rows: areas.length })
    const faults = checkAreas(adcode, areas)
    if (faults.length > 0) throw GeographyProblem.surveyFaulty({ refused: faults.map(sayFault) })
    const codes = areas.map((it) => it.code)
    const open = (await findAreaVersions(db, adcode, codes)).filter((it) => it.validTo === null)
    const later = open.find((it) => it.validFrom > validFrom)
    if (later !== undefined)
      throw GeographyProblem.surveyTooEarly({ code: later.code, validFrom: later.validFrom })
    const ended = open.filter((it) => it.validFrom < validFrom)
    store.writeAreaEnds(write, adcode, ended, validFrom)
    store.writeAreas(
      write,
      adcode,
      areas.map((it) => toNewArea(it, validFrom)),
    )
    await announceRedrawing(context, { what: 'areas', validFrom })
    return { written: areas.length, ended: ended.length }
  },
}

function checkAreas(adcode: string, areas: readonly DeliveredArea[]): SurveyFault[] {
  const first = new Map<string, number>()
  return areas.flatMap(({ row, code, name, geometry }): SurveyFault[] => {
    const faults: SurveyFault[] = []
    if (!AreaCode.safeParse(code).success || !code.startsWith(adcode))
      faults.push({ kind: 'foreign-area', row, column: 'code', code })
    const earlier = first.get(code)
    if (earlier === undefined) first.set(code, row)
    else faults.push({ kind: 'duplicate-code', row, column: 'code', code, otherRow: earlier })
    if (name.trim() === '') faults.push({ kind: 'missing-attribute', row, column: 'name' })
    const position = geometry === null ? undefined : findSelfCrossing(geometry)
    if (position !== undefined) faults.push({ kind: 'self-crossing', row, column: null, position })
    return faults
  })
}

function toNewArea({ code, name, geometry }: DeliveredArea, validFrom: string): store.NewArea {
  const level = findAreaLevel(code) ?? 'county'
  const kind = level === 'county' ? 'county' : level === 'town' ? townKind(code) : communityKind(code)
  return {
    code,
    level,
    kind,
    name,
    parentCode: findParentCode(code) ?? code.slice(0, 4),
    // The digits say what an area is only where the code is a Chinese one: ground is ground.
    isVirtual: geometry === null && (kind === 'virtual' || kind === 'zone'),
    geometry,
    synthetic: false,
    validFrom,
    validTo: null,
  }
}
