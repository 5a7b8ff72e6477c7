/** What stands around a case, as far as whoever asks may see it. */
import type { CaseRecord } from '#domain/cases/case-record.ts'
import { CaseProblem } from '#domain/cases/problems.ts'
import type { Surroundings } from '#domain/cases/surroundings-contract.ts'
import { sameSpotMetres } from '#domain/cases/surroundings-contract.ts'
import { chinaDayOf } from '#domain/china-time.ts'
import { findNearestComponents } from '#modules/components/index.ts'
import { may } from '#platform/actor.ts'
import type { Query, QueryContext } from '#platform/query.ts'
import { areaNames, organisationsById } from '../case-names.ts'
import { findResponsibleRule } from '../responsibility-store.ts'
import { findEarlier, findNeighbours } from './find-neighbours.ts'
import { findVisibleCase } from './get-case.ts'

const mostComponents = 6

export const showSurroundings: Query<{ id: string }, Surroundings> = {
  name: 'case.surroundings',
  async run(context, { id }) {
    const record = await findVisibleCase(context.db, context.actor, id)
    if (!record) throw CaseProblem.unknown({ id })
    const [rule, neighbours, earlier, components] = await Promise.all([
      findRule(context, record),
      findNeighbours(context, record),
      findEarlier(context, record),
      findComponents(context, record),
    ])
    return { rule, neighbours, earlier, components }
  },
}

async function findRule({ db, actor, now }: QueryContext, record: CaseRecord): Promise<Surroundings['rule']> {
  if (!record.classCode) return null
  const at = record.dispatchedAt ? new Date(record.dispatchedAt) : now
  const rule = await findResponsibleRule(db, actor.adcode, record, at)
  if (!rule) return null
  const onDate = chinaDayOf(at)
  const [units, areas] = await Promise.all([
    organisationsById(db, actor.adcode),
    areaNames(db, actor.adcode, onDate),
  ])
  const named = (id: string) => ({ id, name: units.get(id)?.name ?? id })
  return {
    basis: rule.basis,
    lead: named(rule.leadUnitId),
    assist: rule.assistUnitIds.map(named),
    areaName: rule.areaCode ? (areas.get(rule.areaCode) ?? rule.areaCode) : null,
    classCode: rule.classCode,
    onDate,
    isFollowed: record.leadUnitId ? record.leadUnitId === rule.leadUnitId : null,
  }
}

async function findComponents(
  { db, actor }: QueryContext,
  { point, componentId }: CaseRecord,
): Promise<Surroundings['components']> {
  if (!point || !may(actor, 'component.read')) return []
  const found = await findNearestComponents(db, actor.adcode, point, {
    withinMetres: sameSpotMetres,
    limit: mostComponents,
  })
  return found
    .map(({ code, name, className, distanceMetres, position }) => ({
      code,
      name,
      className,
      distanceMetres: Math.round(distanceMetres),
      position: [position[0], position[1]] as [number, number],
      isOfCase: code === componentId,
    }))
    .sort((a, b) => Number(b.isOfCase) - Number(a.isOfCase) || a.distanceMetres - b.distanceMetres)
}
