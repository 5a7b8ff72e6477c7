/**
 * Who is responsible for which class in the demonstration county: the catalogue names a kind of unit for each class,
 * and the organisations say which kinds they are and where they work.
 */
import type { CatalogueClass } from '#domain/catalogue/catalogue.ts'
import { type UnitKind, unitKindName } from '#domain/catalogue/unit-kind.ts'
import type { DemonstrationOrganisation } from './organisations.ts'

export type PlannedRule = {
  readonly kind: CatalogueClass['kind']
  readonly classCode: string
  readonly areaCode: string | null
  /** The organisation by its slug. */
  readonly lead: string
  readonly basis: string
}

/** A class with the kinds of units that its conditions name. */
export type AnsweredClass = Pick<CatalogueClass, 'kind' | 'code'> & {
  readonly responsibleKind: UnitKind | null
  readonly competentKind: UnitKind | null
}

/** Where a kind of unit is several organisations: which of them works in which area. */
export type Share = { readonly areaCode: string | null; readonly slug: string }

/** Who takes what lies outside all squads and towns. */
const lastResort = 'urban-management'

/** The organisations that are of a kind, with the area each has; `shares` names those of kinds that are split up. */
function sharesOf(
  kind: UnitKind,
  organisations: readonly DemonstrationOrganisation[],
  shares: Partial<Record<UnitKind, readonly Share[]>>,
): Share[] {
  const elsewhere = { areaCode: null, slug: lastResort }
  const given = shares[kind]
  if (given) return [...given, elsewhere]
  const found = organisations.filter((it) => it.unitKinds.includes(kind))
  const placed = found.flatMap((it) => (it.areaCodes ?? []).map((areaCode) => ({ areaCode, slug: it.slug })))
  if (placed.length) return [...placed, elsewhere]
  return found.slice(0, 1).map((it) => ({ areaCode: null, slug: it.slug }))
}

/** The rules of the matrix; a class that names nobody, or only its owner, goes to the competent department. */
export function planResponsibility(
  classes: readonly AnsweredClass[],
  organisations: readonly DemonstrationOrganisation[],
  shares: Partial<Record<UnitKind, readonly Share[]>>,
): PlannedRule[] {
  return classes.flatMap(({ kind, code, responsibleKind, competentKind }) => {
    const isNamed = responsibleKind !== null && responsibleKind !== 'owner'
    const unitKind = isNamed ? responsibleKind : (competentKind ?? 'urban_management')
    const basis = isNamed
      ? `演示规则：目录规定由${unitKindName(unitKind).zh}处置`
      : `演示规则：产权或经营单位不明，由${unitKindName(unitKind).zh}牵头`
    return sharesOf(unitKind, organisations, shares).map(({ areaCode, slug }) => ({
      kind,
      classCode: code,
      areaCode,
      lead: slug,
      basis,
    }))
  })
}
