/** The test bench of the matrix: where a case of a class at a place would go, and why not elsewhere. */
import type { z } from 'zod'
import type { explainUnitEndpoint } from '#domain/cases/responsibility-contract.ts'
import { explainResponsible } from '#domain/cases/responsibility-explanation.ts'
import { communityOf, townOf } from '#domain/geography/area-code.ts'
import { GeographyProblem } from '#domain/geography/problems.ts'
import { locate } from '#modules/geography/index.ts'
import type { Query, QueryContext } from '#platform/query.ts'
import { findMatrixKnowledge, ruleViewer } from '../matrix-knowledge.ts'
import { loadRules } from '../responsibility-store.ts'

type Asked = z.output<typeof explainUnitEndpoint.query>
type Explanation = z.input<typeof explainUnitEndpoint.reply>

const mostLost = 50

export const explainUnit: Query<Asked, Explanation> = {
  name: 'responsibility.explain',
  async run(context, asked) {
    const { db, actor, now } = context
    const [known, rules, codes] = await Promise.all([
      findMatrixKnowledge(db, actor.adcode, now),
      loadRules(db, actor.adcode),
      codesOf(context, asked),
    ])
    const { kind, classCode } = asked
    const subject = { kind, classCode, conditionId: asked.conditionId ?? null, ...codes }
    const onDate = asked.onDate ?? known.onDate
    const { winner, lost } = explainResponsible(rules, subject, onDate)
    const toView = ruleViewer({ ...known, onDate })
    const areas = [codes.cellCode, codes.communityCode, codes.townCode].filter((it) => it !== null)
    return {
      areas: areas.map((code) => ({ code, name: known.areas.get(code) ?? code })),
      winner: winner ? toView(winner) : null,
      lost: lost.slice(0, mostLost).map(({ rule, why }) => ({ rule: toView(rule), why })),
      lostTotal: lost.length,
    }
  },
}

type Codes = { townCode: string | null; communityCode: string | null; cellCode: string | null }

/** The areas of a point, or those that a code names; none for anywhere in the county. */
async function codesOf({ db, actor, now }: QueryContext, asked: Asked): Promise<Codes> {
  const { lng, lat, areaCode } = asked
  if (lng !== undefined && lat !== undefined) {
    const found = await locate(db, actor.adcode, [lng, lat], asked.onDate ?? now)
    if (!found) throw GeographyProblem.outsideCounty({ adcode: actor.adcode, position: [lng, lat] })
    return {
      townCode: found.town?.code ?? null,
      communityCode: found.community?.code ?? null,
      cellCode: found.cell?.code ?? null,
    }
  }
  const length = areaCode?.length ?? 0
  return {
    townCode: areaCode && length >= 9 ? townOf(areaCode) : null,
    communityCode: areaCode && length >= 12 ? communityOf(areaCode) : null,
    cellCode: areaCode && length === 15 ? areaCode : null,
  }
}
