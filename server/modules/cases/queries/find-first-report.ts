/** Since when there are reports on record in a county; before that, nothing is known of what is usual. */
import { createMemory } from '#platform/database/memory.ts'
import type { QueryContext } from '#platform/query.ts'

const firsts = createMemory<Date | undefined>(600_000)

/** The instant of the first report; undefined when there is none, which may change with the next. */
export async function findFirstReport({ db, actor }: QueryContext): Promise<Date | undefined> {
  const first = await firsts.recall(db, actor.adcode, async (house) => {
    const [row] = await house.rows<{ first: Date | null }>(
      'select min(reported_at) as first from cases.cases where adcode = $1',
      [actor.adcode],
    )
    return row?.first ?? undefined
  })
  if (!first) firsts.forget(db, actor.adcode)
  return first
}
