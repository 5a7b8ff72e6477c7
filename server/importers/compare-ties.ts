/** Units and components of a case taken over: what the file names beside what the case is tied to here. */
import { type CarriedCase, isWithUnit } from '#domain/cases/carried-over/carried-case.ts'
import type { CarriedDifference } from '#domain/cases/carried-over/reconcile.ts'
import type { CaseRecord } from '#domain/cases/case-record.ts'

type Named = {
  readonly name: string
  readonly shortName: string | null
  readonly externalCode: string | null
  readonly aliases: readonly string[]
}

/** The name of an organisation under everything it is called, so that an alias is no difference. */
export function canonicalNames(units: Iterable<Named>): Map<string, string> {
  const names = new Map<string, string>()
  for (const it of units)
    for (const name of [it.externalCode, it.shortName, ...it.aliases, it.name])
      if (name) names.set(name, it.name)
  return names
}

/** The units that assist by the file, each once and without the one that leads. */
export function assistIn(
  { state, unit, assistUnits }: CarriedCase,
  canonical: ReadonlyMap<string, string>,
): string[] {
  if (!isWithUnit(state)) return []
  const names = new Set(assistUnits.map((it) => canonical.get(it) ?? it))
  names.delete(canonical.get(unit ?? '') ?? '')
  return [...names].sort()
}

/** Ours by name, and in what the file says otherwise. */
export function compareTies(
  it: CarriedCase,
  opened: CaseRecord,
  units: ReadonlyMap<string, Named>,
  canonical: ReadonlyMap<string, string>,
): { readonly unit: string; readonly assist: string[]; readonly differences: CarriedDifference[] } {
  const nameOf = (id: string | null): string => (id && units.get(id)?.name) || ''
  const unit = nameOf(opened.leadUnitId)
  const assist = opened.assistUnitIds.map(nameOf).sort()
  const said = it.unit === null ? '' : (canonical.get(it.unit) ?? it.unit)
  const saidAssist = assistIn(it, canonical)
  const differences: CarriedDifference[] = []
  if (isWithUnit(it.state) && said !== unit) differences.push({ field: 'unit', file: said, ours: unit })
  if (saidAssist.join('、') !== assist.join('、'))
    differences.push({ field: 'assistUnits', file: saidAssist.join('、'), ours: assist.join('、') })
  if (it.componentCode !== null && opened.componentId === null)
    differences.push({ field: 'componentCode', file: it.componentCode, ours: '' })
  return { unit, assist, differences }
}
