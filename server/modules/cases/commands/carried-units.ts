/** The units that lead and assist in cases of another system: each by code, name, short name or alias, none guessed. */
import { type CarriedCase, isWithUnit } from '#domain/cases/carried-over/carried-case.ts'
import type { FieldRemark } from '#domain/cases/carried-over/judge-carried.ts'
import type { Organisation } from '#domain/identity/organisation.ts'
import { disposingKinds } from '../case-names.ts'

const remark = (field: string, zh: string, en: string): FieldRemark => ({ field, reason: { zh, en } })

export type UnitTies = {
  refusalsOf(it: CarriedCase): FieldRemark[]
  warningsOf(it: CarriedCase): FieldRemark[]
  of(it: CarriedCase): { readonly unitId: string | null; readonly assistUnitIds: string[] }
}

/** Ties cases to `units`. */
export function tieUnits(units: Iterable<Organisation>): UnitTies {
  const byName = namesOf(units)
  const called = (name: string): readonly Organisation[] => byName.get(name) ?? []
  const leadOf = (it: CarriedCase) => (it.unit === null ? undefined : called(it.unit)[0])
  return {
    refusalsOf: (it) =>
      isWithUnit(it.state)
        ? [
            ...(it.unit === null ? [] : unitRefusals('unit', it.unit, called(it.unit))),
            ...it.assistUnits.flatMap((name) => unitRefusals('assistUnits', name, called(name))),
          ]
        : [],
    warningsOf: (it) => leadAssists(it, leadOf(it), called),
    of: (it) => {
      // Each once, under whatever name, and never the unit that leads.
      const lead = leadOf(it)
      const assist = new Set(it.assistUnits.flatMap((name) => called(name)[0]?.id ?? []))
      if (lead) assist.delete(lead.id)
      return { unitId: lead?.id ?? null, assistUnitIds: [...assist] }
    },
  }
}

/** Organisations by everything they may be called; more than one under a name is nobody's to choose. */
function namesOf(units: Iterable<Organisation>): Map<string, Organisation[]> {
  const byName = new Map<string, Organisation[]>()
  for (const it of units) {
    if (it.endedAt) continue
    for (const name of new Set([it.externalCode, it.name, it.shortName, ...it.aliases]))
      if (name) byName.set(name, [...(byName.get(name) ?? []), it])
  }
  return byName
}

function unitRefusals(field: string, name: string, found: readonly Organisation[]): FieldRemark[] {
  if (!found.length)
    return [
      remark(
        field,
        `没有编号、名称或别名为“${name}”的单位`,
        `no organisation has "${name}" for code, name or alias`,
      ),
    ]
  if (found.length > 1)
    return [
      remark(
        field,
        `有 ${found.length} 个单位叫“${name}”`,
        `${found.length} organisations are called "${name}"`,
      ),
    ]
  return disposingKinds.has(found[0]?.kind ?? '')
    ? []
    : [remark(field, `“${name}”不是可以派遣的单位`, `cases are not dispatched to "${name}"`)]
}

/** A unit that leads and assists sees the case anyway; no dispatch here would name it twice. */
const leadAssists = (
  it: CarriedCase,
  lead: Organisation | undefined,
  called: (name: string) => readonly Organisation[],
): FieldRemark[] =>
  isWithUnit(it.state) && lead && it.assistUnits.some((name) => called(name)[0]?.id === lead.id)
    ? [
        remark(
          'assistUnits',
          `“${lead.name}”是主办单位，不再列为协办单位`,
          `"${lead.name}" leads, and is not taken as an assisting unit too`,
        ),
      ]
    : []
