/** Who would get a case and why, and where the matrix has gaps: the coverage report and its test bench. */
import type { z } from 'zod'
import { findResponsible } from '#domain/cases/responsibility.ts'
import type {
  responsibilityCoverageEndpoint,
  suggestUnitEndpoint,
} from '#domain/cases/responsibility-contract.ts'
import { chinaDayOf } from '#domain/china-time.ts'
import { findCatalogueInForce, findClasses } from '#modules/catalogue/index.ts'
import { findAreas } from '#modules/geography/index.ts'
import type { Query } from '#platform/query.ts'
import { organisationsById } from '../case-names.ts'
import { findResponsibleRule, findRules } from '../responsibility-store.ts'

type Coverage = z.input<typeof responsibilityCoverageEndpoint.reply>
type Suggestion = z.input<typeof suggestUnitEndpoint.reply>
type Asked = z.output<typeof suggestUnitEndpoint.query>

/** Lead and assisting units for a place and a class, with the rule's words. */
export const suggestUnit: Query<Asked, Suggestion> = {
  name: 'responsibility.suggest',
  async run({ db, actor, now }, { kind, classCode, conditionId, areaCode }) {
    const subject = {
      kind: kind ?? null,
      classCode: classCode ?? null,
      conditionId: conditionId ?? null,
      townCode: areaCode ?? null,
      communityCode: areaCode ?? null,
      cellCode: areaCode ?? null,
    }
    const rule = await findResponsibleRule(db, actor.adcode, subject, now)
    const units = await organisationsById(db, actor.adcode)
    const named = (id: string) => ({ id, name: units.get(id)?.name ?? id })
    return {
      unit: rule
        ? {
            ruleId: rule.id,
            lead: named(rule.leadUnitId),
            assist: rule.assistUnitIds.map(named),
            rule: rule.basis,
          }
        : null,
    }
  },
}

/** Of all pairs of class and community, how many have a rule, and which classes have gaps where. */
export const getResponsibilityCoverage: Query<object, Coverage> = {
  name: 'responsibility.coverage',
  async run({ db, actor, now }) {
    const { adcode } = actor
    const catalogue = await findCatalogueInForce(db, adcode, now)
    if (!catalogue) return { pairs: 0, covered: 0, gaps: [] }
    const onDate = chinaDayOf(now)
    const [classes, communities, rules] = await Promise.all([
      findClasses(db, catalogue.id),
      findAreas(db, adcode, onDate, { level: 'community' }),
      findRules(db, adcode),
    ])
    const gaps: Coverage['gaps'] = []
    let covered = 0
    for (const it of classes) {
      const missing = communities.filter(
        ({ code }) =>
          !findResponsible(
            rules,
            {
              kind: it.kind,
              classCode: it.code,
              conditionId: null,
              townCode: code.slice(0, 9),
              communityCode: code,
              cellCode: null,
            },
            onDate,
          ),
      )
      covered += communities.length - missing.length
      if (missing.length)
        gaps.push({
          kind: it.kind,
          classCode: it.code,
          className: it.name,
          communities: missing.length,
          examples: missing.slice(0, 3).map((area) => area.name),
        })
    }
    return { pairs: classes.length * communities.length, covered, gaps }
  },
}
