/** Who would get a case and why, and where the matrix has gaps: the coverage report and its test bench. */
import type { z } from 'zod'
import { applies, findResponsible } from '#domain/cases/responsibility.ts'
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

/** Of all pairs of class and community, how many have a rule, which classes have gaps where, and how communities fare. */
export const getResponsibilityCoverage: Query<object, Coverage> = {
  name: 'responsibility.coverage',
  async run({ db, actor, now }) {
    const { adcode } = actor
    const catalogue = await findCatalogueInForce(db, adcode, now)
    if (!catalogue) return { pairs: 0, covered: 0, classes: 0, communities: [], gaps: [] }
    const onDate = chinaDayOf(now)
    const [classes, areas, rules] = await Promise.all([
      findClasses(db, catalogue.id),
      findAreas(db, adcode, onDate),
      findRules(db, adcode),
    ])
    const names = new Map(areas.map((it) => [it.code, it.name]))
    const communities = areas
      .filter((it) => it.level === 'community')
      .map(({ code, name }) => ({ code, name, townName: names.get(code.slice(0, 9)) ?? null, covered: 0 }))
    const gaps: Coverage['gaps'] = []
    for (const { kind, code: classCode, name: className } of classes) {
      const anywhere = {
        kind,
        classCode,
        conditionId: null,
        townCode: null,
        communityCode: null,
        cellCode: null,
      }
      // Most rules speak of other classes; they are asked once a class and not once a pair.
      const ofClass = rules.filter((it) => applies({ ...it, areaCode: null }, anywhere))
      const missing = communities.filter((it) => {
        const subject = { ...anywhere, townCode: it.code.slice(0, 9), communityCode: it.code }
        if (!findResponsible(ofClass, subject, onDate)) return true
        it.covered += 1
        return false
      })
      const examples = missing.slice(0, 3).map((it) => it.name)
      if (missing.length) gaps.push({ kind, classCode, className, communities: missing.length, examples })
    }
    const covered = communities.reduce((sum, it) => sum + it.covered, 0)
    return { pairs: classes.length * communities.length, covered, classes: classes.length, communities, gaps }
  },
}
