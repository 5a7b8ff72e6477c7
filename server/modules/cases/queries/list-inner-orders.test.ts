/** Who sees which inner orders, in which order, and that list, counts, single view and facts say the same. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { InnerRow } from '#domain/cases/inner-orders/inner-contract.ts'
import type { CaseStory } from '../../../testing/case-story.ts'
import { openSecondLevel, type SecondLevel } from '../../../testing/second-level.ts'
import { openTestCounty, type TestCounty } from '../../../testing/test-county.ts'
import type { Voice } from '../../../testing/test-house.ts'

let county: TestCounty
let level: SecondLevel
let first: CaseStory
let second: CaseStory
const ids: string[] = []
beforeAll(async () => {
  county = await openTestCounty()
  level = await openSecondLevel(county)
  first = await level.openTownCase()
  second = await level.openTownCase()
  const hours = (value: number) => ({ value, unit: 'work_hour' })
  const issued = [
    ...(await level.splitInto(
      first.id,
      { unitId: level.north, part: '清理', limit: hours(3) },
      { unitId: level.south, part: '冲洗', limit: hours(1) },
      { unitId: level.contractor, part: '清运' },
    )),
    ...(await level.splitInto(second.id, { unitId: level.north, part: '修补', limit: hours(2) })),
  ]
  ids.push(...issued.map((it) => it.id))
})
afterAll(() => county.close())

const list = async (voice: Voice, query = ''): Promise<InnerRow[]> =>
  (await voice.get(`/api/inner-orders?queue=all${query}`)).body['orders'] as InnerRow[]
const partsOf = (rows: readonly InnerRow[]): string[] => rows.map((it) => it.part)

describe('the queue', () => {
  it('has on top what runs out first, and for each side what waits for it', async () => {
    expect(partsOf(await list(level.desk))).toEqual(['冲洗', '修补', '清理', '清运'])
    const mine = async (voice: Voice) =>
      partsOf((await voice.get('/api/inner-orders')).body['orders'] as InnerRow[])
    expect(await mine(level.northUnit)).toEqual(['修补', '清理'])
    expect(await mine(level.southHandler)).toEqual(['冲洗'])
    expect(await mine(level.desk)).toEqual([])
    await level.step(ids[1] ?? '', 'start', level.southHandler)
    await level.step(ids[1] ?? '', 'report', level.southHandler)
    expect(await mine(level.southHandler)).toEqual([])
    expect(await mine(level.desk)).toEqual(['冲洗'])
    expect((await level.desk.get('/api/inner-order-counts')).body).toMatchObject({ mine: 1, mineRed: 0 })
  })

  it('goes on page by page without losing or repeating', async () => {
    const seen: string[] = []
    let after = ''
    do {
      const { body } = await level.desk.get(`/api/inner-orders?queue=all&limit=1${after}`)
      seen.push(...partsOf(body['orders'] as InnerRow[]))
      after = body['next'] ? `&after=${String(body['next'])}` : ''
    } while (after)
    expect(seen).toEqual(partsOf(await list(level.desk)))
    expect((await level.desk.get('/api/inner-orders?after=xyz')).status).toBe(400)
  })

  it('counts by state and light what the list shows', async () => {
    county.clock.turnTo(new Date(county.clock.now().getTime() + 4 * 3_600_000))
    const { states } = (await level.desk.get('/api/inner-order-counts')).body as {
      states: { state: string; total: number; red: number; yellow: number }[]
    }
    const rows = await list(level.desk)
    for (const it of states) {
      const of = rows.filter((row) => row.state === it.state)
      const lit = (light: string) => of.filter((row) => row.light === light).length
      expect([it.total, it.red, it.yellow], it.state).toEqual([of.length, lit('red'), lit('yellow')])
    }
    for (const light of ['red', 'yellow', 'green', 'paused'])
      expect(partsOf(await list(level.desk, `&light=${light}`))).toEqual(
        partsOf(rows.filter((it) => it.light === light)),
      )
    expect(states.reduce((sum, it) => sum + it.red, 0)).toBeGreaterThan(0)
  })
})

describe('sight', () => {
  it('gives an inner unit its own order and nothing of the case beside it', async () => {
    expect(partsOf(await list(level.northUnit)).sort()).toEqual(['修补', '清理'].sort())
    expect((await level.northUnit.get(`/api/cases/${first.id}`)).body['code']).toBe('case.unknown')
    expect((await level.northUnit.get(`/api/cases/${first.id}/inner-orders`)).body['code']).toBe(
      'case.unknown',
    )
    expect((await level.northUnit.get(`/api/inner-orders/${ids[1]}`)).body['code']).toBe(
      'inner-order.unknown',
    )
    const own = (await level.northUnit.get(`/api/inner-orders/${ids[0]}`)).body
    expect(own).toMatchObject({ part: '清理', description: '路灯不亮，单灯熄灭' })
    expect((own['casePhotoIds'] as string[]).length).toBe(2)
    const told = JSON.stringify(own)
    for (const name of ['魏采集', '闵受理', 'reporterId', 'caller']) expect(told).not.toContain(name)
  })

  it('lets the county read and do nothing, and another town know nothing', async () => {
    const orders = await level.ordersOf(first.id, county.dispatcher)
    expect(orders.map((it) => it.actions)).toEqual([[], [], []])
    expect((await list(county.dispatcher)).length).toBe(4)
    expect(await list(level.otherDesk)).toEqual([])
    expect((await level.otherDesk.get(`/api/inner-orders/${ids[0]}`)).body['code']).toBe(
      'inner-order.unknown',
    )
  })

  it('lets a dispatcher of other areas see none', async () => {
    const elsewhere = await county.as({ username: 'far', posts: ['dispatcher'], areaCodes: ['530127999'] })
    expect(await list(elsewhere)).toEqual([])
    expect((await elsewhere.get(`/api/inner-orders/${ids[0]}`)).body['code']).toBe('inner-order.unknown')
  })
})

it('gives evaluation a row of facts for each order', async () => {
  const facts = await county.database.rows<Record<string, unknown>>(
    'select unit_id, state, is_in_time, reworks, class_code from cases.inner_order_facts where case_id = $1 order by serial',
    [first.id],
  )
  expect(facts.map((it) => [it['unit_id'], it['state'], it['is_in_time'], it['class_code']])).toEqual([
    [level.north, 'issued', null, '01037'],
    [level.south, 'reported', true, '01037'],
    [level.contractor, 'issued', null, '01037'],
  ])
})

it('finds an order that was changed behind the back of its log', async () => {
  const set = (reworks: number) =>
    county.database.rows('update cases.inner_orders set reworks = $1 where id = $2', [reworks, ids[0]])
  expect((await county.verify()).innerOrders).toBe(4)
  await set(3)
  expect((await county.verify()).differences).toMatchObject([
    { caseId: first.id, field: 'inner order 1: reworks', stored: 3, replayed: 0 },
  ])
  await set(0)
  expect((await county.verify()).differences).toEqual([])
})
