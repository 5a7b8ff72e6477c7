/** The units that the responsibility matrix names for a case; a case without a rule is refused and left to a person. */
import { showCaseEndpoint } from '#domain/cases/contract.ts'
import { suggestUnitEndpoint } from '#domain/cases/responsibility-contract.ts'
import { call } from '#kit/call/call.ts'
import { ProblemReply } from '#kit/call/problem-reply.ts'

/** What the dispatch of the case of `id` is to say. */
export async function toUnitOfMatrix(id: string): Promise<{ leadUnitId: string; assistUnitIds: string[] }> {
  const { kind, classCode, conditionId, cellCode, communityCode } = await call(showCaseEndpoint, {
    params: { id },
  })
  const areaCode = cellCode ?? communityCode
  const query = {
    ...(kind ? { kind } : {}),
    ...(classCode ? { classCode } : {}),
    ...(conditionId ? { conditionId } : {}),
    ...(areaCode ? { areaCode } : {}),
  }
  const { unit } = await call(suggestUnitEndpoint, { query })
  if (!unit)
    throw new ProblemReply('screen.no-rule', 409, {
      zh: '权责清单中没有对应的处置单位，请单独派遣。',
      en: 'The responsibility matrix names no unit; dispatch this case by itself.',
    })
  return { leadUnitId: unit.lead.id, assistUnitIds: unit.assist.map((it) => it.id) }
}
