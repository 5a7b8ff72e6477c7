/** What is wrong with a delivery of areas, row by row: codes, names, outlines, and ground that two areas of a level share. */
import type { Finding } from '../table.ts'
import { AreaCode } from './area-code.ts'
import type { AreaGeometry } from './geometry.ts'
import { findSelfCrossing } from './outline-check.ts'
import { findOverlaps } from './survey-check.ts'
import { type SurveyFault, sayFault } from './survey-fault.ts'

export type DeliveredArea = {
  readonly row: number
  readonly code: string
  readonly name: string
  /** Null for an area without ground, or whose border is not known. */
  readonly geometry: AreaGeometry | null
}

/** Checks areas of the county `adcode`; overlaps up to the tolerance are let pass. */
export function checkAreas(
  adcode: string,
  areas: readonly DeliveredArea[],
  toleranceSquareMetres = 1,
): Finding[] {
  const first = new Map<string, number>()
  const faults = areas.flatMap(({ row, code, name, geometry }): SurveyFault[] => {
    const found: SurveyFault[] = []
    if (!AreaCode.safeParse(code).success || !code.startsWith(adcode))
      found.push({ kind: 'foreign-area', row, column: 'code', code })
    const earlier = first.get(code)
    if (earlier === undefined) first.set(code, row)
    else found.push({ kind: 'duplicate-code', row, column: 'code', code, otherRow: earlier })
    if (name.trim() === '') found.push({ kind: 'missing-attribute', row, column: 'name' })
    const position = geometry === null ? undefined : findSelfCrossing(geometry)
    if (position !== undefined) found.push({ kind: 'self-crossing', row, column: null, position })
    return found
  })
  const isComparable = !faults.some((it) => it.kind === 'self-crossing' || it.kind === 'duplicate-code')
  const drawn = areas.flatMap((it) => (it.geometry === null ? [] : [{ ...it, geometry: it.geometry }]))
  const overlaps = isComparable
    ? [...Map.groupBy(drawn, (it) => it.code.length).values()].flatMap((level) =>
        findOverlaps(level, toleranceSquareMetres),
      )
    : []
  return [...faults, ...overlaps].map(sayFault).sort((a, b) => a.row - b.row)
}
