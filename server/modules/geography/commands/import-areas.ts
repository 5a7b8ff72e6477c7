/**
 * Brings areas of a county (its outline, towns, communities, or the districts of a foreign data set) up to a delivery: an area
 * that is drawn anew ends and begins again on the first day of the delivery. At most 1,000 rows an act.
 */
import { checkAreas, type DeliveredArea } from '#domain/geography/area-check.ts'
import { communityKind, findAreaLevel, findParentCode, townKind } from '#domain/geography/area-code.ts'
import { GeographyProblem } from '#domain/geography/problems.ts'
import type { Command } from '#platform/act.ts'
import { announceRedrawing } from '../announce-redrawing.ts'
import { findAreaVersions } from '../queries/list-areas.ts'
import * as store from '../store.ts'
import { mostRowsOfAct } from './import-cells.ts'

export type ImportAreas = {
  validFrom: string
  areas: readonly DeliveredArea[]
  /** They are part of a survey that was checked as a whole, in a thread, since comparing outlines takes its time. */
  isChecked?: boolean
}

export const importAreas: Command<ImportAreas, { written: number; ended: number }> = {
  name: 'area.import',
  permission: 'area.manage',
  auditInput: ({ validFrom, areas }) => ({
    validFrom,
    count: areas.length,
    codes: areas.slice(0, 20).map((it) => it.code),
  }),
  async run(context, { validFrom, areas, isChecked }) {
    const { db, adcode, write } = context
    if (areas.length > mostRowsOfAct) throw GeographyProblem.surveyTooLarge({ rows: areas.length })
    const refused = isChecked ? [] : checkAreas(adcode, areas)
    if (refused.length > 0) throw GeographyProblem.surveyFaulty({ refused })
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
