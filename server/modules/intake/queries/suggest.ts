/** What the desk and the phone show while something is being typed: place, class, duplicates, components, unit. */
import type { z } from 'zod'
import type { Suggestions, suggestEndpoint } from '#domain/intake/contract.ts'
import { findResponsibleRule, organisationsById } from '#modules/cases/index.ts'
import { suggestClasses } from '#modules/catalogue/index.ts'
import { findNearestComponents } from '#modules/components/index.ts'
import type { Query, QueryContext } from '#platform/query.ts'
import { type Place, placeOf, warningsAt } from '../place.ts'
import { findDuplicates } from './find-duplicates.ts'

type Input = z.output<typeof suggestEndpoint.body>

const nearMetres = 100

export const suggest: Query<Input, Suggestions> = {
  name: 'report.suggest',
  async run(context, input) {
    const { db, actor, now } = context
    const place = await placeOf(db, actor.adcode, now, input)
    const [classes, duplicates, components, unit, warnings] = await Promise.all([
      findClasses(context, input),
      findDuplicates(context, input, place),
      place.point
        ? findNearestComponents(db, actor.adcode, place.point, {
            withinMetres: nearMetres,
            limit: 5,
            ...(input.kind === 'component' && input.classCode ? { classCode: input.classCode } : {}),
          })
        : [],
      findUnit(context, input, place),
      place.point ? warningsAt(db, actor.adcode, place.point, now) : [],
    ])
    const { facts, names } = place
    return {
      place: place.point
        ? {
            ...names,
            communityCode: facts.communityCode,
            cellCode: facts.cellCode,
            areaClass: facts.areaClass,
          }
        : null,
      classes,
      duplicates,
      components: components.map((it) => ({
        code: it.code,
        name: it.name,
        distanceMetres: it.distanceMetres,
      })),
      unit,
      warnings,
    }
  },
}

async function findClasses(
  { db, actor, now }: QueryContext,
  { description }: Input,
): Promise<Suggestions['classes']> {
  if (description.trim().length < 2) return []
  const { catalogueId, suggestions } = await suggestClasses(db, actor.adcode, now, { text: description })
  return suggestions.map((it) => ({
    catalogueId,
    kind: it.kind,
    code: it.code,
    name: it.name,
    score: it.score,
    reasons: it.reasons.map((reason) => reason.word),
  }))
}

async function findUnit(
  { db, actor, now }: QueryContext,
  input: Input,
  { facts }: Place,
): Promise<Suggestions['unit']> {
  if (!input.classCode) return null
  const subject = {
    kind: input.kind ?? null,
    classCode: input.classCode,
    conditionId: input.conditionId ?? null,
    townCode: facts.townCode,
    communityCode: facts.communityCode,
    cellCode: facts.cellCode,
  }
  const rule = await findResponsibleRule(db, actor.adcode, subject, now)
  if (!rule) return null
  const units = await organisationsById(db, actor.adcode)
  const named = (id: string) => ({ id, name: units.get(id)?.name ?? id })
  return { lead: named(rule.leadUnitId), assist: rule.assistUnitIds.map(named), rule: rule.basis }
}
