/** Ends an organisation, unless something is still open with it; what stands against it is said, all of it. */
import { chinaDayOf } from '#domain/china-time.ts'
import type { Sentence } from '#domain/problem.ts'
import { planEnding } from '#modules/identity/index.ts'
import type { Command, Context } from '#platform/act.ts'

const numbersShown = 5

/** Open cases that the organisation leads or assists in, its open inner orders, and rules that would send it new ones. */
async function findReasons({ db: sight, adcode, now }: Context, id: string): Promise<Sentence[]> {
  const db = sight.ofCounty(adcode)
  const cases = await db.rows<{ number: string; total: number }>(
    `select coalesce(number, report_number) as number, count(*) over ()::int as total from cases.cases
     where adcode = $1 and ended_at is null
       and (lead_unit_id = $2 or (details ? 'assistUnitIds' and details->'assistUnitIds' ? $2::text))
     order by id limit ${numbersShown}`,
    [adcode, id],
  )
  const [rules] = await db.rows<{ total: number }>(
    `select count(*)::int as total from cases.responsibility_rules
     where adcode = $1 and (valid_to is null or valid_to > $3)
       and (lead_unit_id = $2 or assist_unit_ids ? $2::text)`,
    [adcode, id, chinaDayOf(now)],
  )
  const [orders] = await db.rows<{ total: number }>(
    `select count(*)::int as total from cases.inner_orders
     where adcode = $1 and ended_at is null and (unit_id = $2 or town_unit_id = $2)`,
    [adcode, id],
  )
  const reasons: Sentence[] = []
  const [first] = cases
  if (first) {
    const numbers = cases.map((it) => it.number)
    const isMore = first.total > numbers.length
    reasons.push({
      zh: `还有 ${first.total} 件在办案件（${numbers.join('、')}${isMore ? '等' : ''}）`,
      en: `it has ${first.total} open cases (${numbers.join(', ')}${isMore ? ' and others' : ''})`,
    })
  }
  if (orders?.total)
    reasons.push({
      zh: `还有 ${orders.total} 个内部工单未办结`,
      en: `it has ${orders.total} open inner orders`,
    })
  if (rules?.total)
    reasons.push({
      zh: `还有 ${rules.total} 条有效的处置责任规则指向它`,
      en: `${rules.total} rules of responsibility in force name it`,
    })
  return reasons
}

export const endOrganisation: Command<{ id: string }, { id: string }> = {
  name: 'organisation.end',
  permission: 'organisation.manage',
  async run(context, { id }) {
    await planEnding(context, id, await findReasons(context, id))
    return { id }
  },
}
