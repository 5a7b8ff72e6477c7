/**
 * Reads among 200,000 cases, over HTTP one at a time: the newest 50 overdue of one unit, the data of a case page, and the
 * situation as the command screen asks it each second, once most of the cases have ended.
 */
import { judge, ms, repeat, type Sample, table, whole } from './measure.ts'
import { copyCase, openHandling } from './prepare-cases.ts'
import type { Served, Stand } from './stand.ts'

const answers = 400
const situations = 60

/** Measures both reads; `count` cases are laid first. */
export async function measureReads(stand: Stand, served: Served, count: number): Promise<string> {
  const template = await openHandling(stand)
  const ids: string[] = []
  // Deadlines lie a minute apart, so that most are overdue.
  while (ids.length < count)
    ids.push(...(await copyCase(stand, template, Math.min(50_000, count - ids.length), 60)))
  await stand.owner.rows('analyze cases.cases')
  await stand.owner.rows('analyze cases.case_actions')
  const headers = { authorization: `Bearer ${await served.tokenOf('dispatcher')}` }
  const get = async (path: string): Promise<string> => {
    const reply = await fetch(`${served.address}${path}`, { headers })
    const text = await reply.text()
    if (reply.status !== 200) throw new Error(`${path}: ${text}`)
    return text
  }
  const overdue = `/api/cases?sort=overdue&limit=50&unitId=${stand.unitId}`
  const found = JSON.parse(await get(overdue)) as { cases: unknown[] }
  if (found.cases.length !== 50) throw new Error(`only ${found.cases.length} overdue cases were found`)
  await repeat(50, () => get(overdue))
  const list = await repeat(answers, () => get(overdue))
  const idAt = (index: number): string => ids[(index * 7919) % ids.length] ?? ''
  await repeat(50, (index) => get(`/api/cases/${idAt(index)}`))
  const page = await repeat(answers, (index) => get(`/api/cases/${idAt(index + 50)}`))
  await endMost(stand)
  await repeat(5, () => get('/api/situation'))
  const situation = await repeat(situations, () => get('/api/situation'))
  const row = (name: string, it: Sample, most: number) => {
    const [server, aim] = [stand.name, `p95 ≤ ${most} ms`]
    judge({
      server,
      what: `${name}, ${whole(count)} cases`,
      result: `p95 ${ms(it.p95)} ms`,
      aim,
      isMet: it.p95 <= most,
    })
    return [name, ms(it.p50), ms(it.p95), ms(it.p99), aim]
  }
  return `${whole(count)} cases of one unit, ${answers} answers each.\n\n${table(
    ['read', 'p50 ms', 'p95 ms', 'p99 ms', 'aim'],
    [
      row('newest 50 overdue of one unit', list, 20),
      row('the data of a case page', page, 30),
      row('the situation, with cases of ten days open', situation, 500),
    ],
  )}`
}

/** What was reported more than ten days ago has ended, and every log lies in the time of its case. */
async function endMost({ owner: database }: Stand): Promise<void> {
  await database.rows(
    `update cases.case_actions a set at = c.reported_at + a.seq * interval '1 hour'
     from cases.cases c where c.adcode = a.adcode and c.id = a.case_id`,
  )
  await database.rows(
    `update cases.cases set state = 'closed', ended_at = reported_at + interval '3 days',
       confirmed_at = reported_at + interval '2 days', is_in_time = true, clock_due_at = null, clock_yellow_at = null,
       clock_name = null where reported_at < now() - interval '10 days'`,
  )
  for (const table of ['cases.cases', 'cases.case_actions']) await database.rows(`vacuum analyze ${table}`)
}
