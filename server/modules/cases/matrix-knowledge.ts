/** What the county's matrix is judged and shown by: its catalogue in force, its areas and its units. */
import type { KeptRule } from '#domain/cases/responsibility.ts'
import type { RuleView } from '#domain/cases/responsibility-contract.ts'
import type { KnownForRules } from '#domain/cases/responsibility-judging.ts'
import type { Condition } from '#domain/catalogue/catalogue.ts'
import { chinaDayOf } from '#domain/china-time.ts'
import type { Organisation } from '#domain/identity/organisation.ts'
import { findCatalogueInForce, findClasses, findConditions, findMajors } from '#modules/catalogue/index.ts'
import { findAreas } from '#modules/geography/index.ts'
import { findOrganisations } from '#modules/identity/index.ts'
import type { Database } from '#platform/database/database.ts'
import { disposingKinds } from './case-names.ts'

export type MatrixKnowledge = Omit<KnownForRules, 'conditions'> & {
  readonly conditions: readonly Condition[]
  /** Every organisation, ended ones too, by id. */
  readonly organisations: ReadonlyMap<string, Organisation>
  readonly onDate: string
}

/** Everything rules may name, as it stands now. */
export async function findMatrixKnowledge(db: Database, adcode: string, now: Date): Promise<MatrixKnowledge> {
  const onDate = chinaDayOf(now)
  const catalogue = await findCatalogueInForce(db, adcode, now)
  const [classes, majors, conditions, areas, organisations] = await Promise.all([
    catalogue ? findClasses(db, catalogue.id) : [],
    catalogue ? findMajors(db, catalogue.id) : [],
    catalogue ? findConditions(db, catalogue.id) : [],
    findAreas(db, adcode, onDate),
    findOrganisations(db, adcode),
  ])
  return {
    adcode,
    classes,
    majors,
    conditions,
    areas: new Map(areas.map((it) => [it.code, it.name])),
    units: organisations.filter((it) => !it.endedAt && disposingKinds.has(it.kind)),
    organisations: new Map(organisations.map((it) => [it.id, it])),
    onDate,
  }
}

/** Makes the view of rules; a name that is no longer known is told by its code. */
export function ruleViewer({ classes, majors, conditions, areas, organisations, onDate }: MatrixKnowledge) {
  const classNames = new Map([...majors, ...classes].map((it) => [`${it.kind} ${it.code}`, it.name]))
  const conditionTexts = new Map(conditions.map((it) => [it.id, it.filingText]))
  const unit = (id: string) => ({ id, name: organisations.get(id)?.name ?? id })
  return (rule: KeptRule): RuleView => ({
    ...rule,
    state:
      rule.validFrom > onDate
        ? 'coming'
        : rule.validTo !== null && rule.validTo <= onDate
          ? 'ended'
          : 'in-force',
    className: classNames.get(`${rule.kind} ${rule.classCode}`) ?? null,
    conditionText: (rule.conditionId && conditionTexts.get(rule.conditionId)) || null,
    areaName: (rule.areaCode && areas.get(rule.areaCode)) || null,
    lead: unit(rule.leadUnitId),
    assist: rule.assistUnitIds.map(unit),
  })
}
