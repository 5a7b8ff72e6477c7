import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lightAt } from '#domain/cases/light.ts'
import { type CaseState, caseStateCodes, openStates } from '#domain/cases/state.ts'
import { verifyCases } from '#modules/cases/index.ts'
import { testAdcode } from '../testing/test-house.ts'
import { readParameters, type SimulatorParameters } from './parameters.ts'
import { type Simulated, simulate } from './simulate.ts'
import { type DemonstrationCounty, openDemonstrationCounty } from './testing.ts'
import type { Refused } from './timeline.ts'

/** A Tuesday evening: units have gone home, the centre has not. */
const now = new Date('2026-06-16T19:00:00+08:00')
const dayMs = 86_400_000
const parameters = readParameters()

let county: DemonstrationCounty
beforeAll(async () => {
  county = await openDemonstrationCounty(now)
}, 240_000)
afterAll(() => county.close())

const run = (
  key: string,
  {
    days,
    changes = {},
    withToday = false,
    seed = 7,
  }: { days: number; changes?: Partial<SimulatorParameters>; withToday?: boolean; seed?: number },
): Promise<Simulated> =>
  simulate(county, {
    adcode: testAdcode,
    from: new Date(now.getTime() - days * dayMs),
    reportsUntil: now,
    until: now,
    seed,
    withToday,
    key,
    files: county.files,
    progress: () => {},
    signal: new AbortController().signal,
    parameters: { ...parameters, ...changes },
  })

const toLine = ({ name, code, step }: Refused): string =>
  `${name} ${step.kind === 'action' ? step.action : step.kind}: ${code}`

type Row = {
  state: CaseState
  source: string
  isInTime: boolean | null
  clockDueAt: string | null
  clockYellowAt: string | null
  isSelfHandled: boolean
  counters: Record<string, number>
  className: string | null
}

const findCases = (): Promise<Row[]> =>
  county.database.rows<Row>(
    `select state, source, is_in_time as "isInTime", is_self_handled as "isSelfHandled", counters,
       to_json(clock_due_at)#>>'{}' as "clockDueAt", to_json(clock_yellow_at)#>>'{}' as "clockYellowAt"
     from cases.cases where adcode = $1`,
    [testAdcode],
  )

/** A case as it was told, without what differs from run to run: ids and numbers. */
async function findHistories(key: string): Promise<string[]> {
  const rows = await county.database.rows<{
    id: string
    action: string
    at: Date
    actor_name: string
    data: object
  }>(
    `select a.case_id as id, a.action, a.at, a.actor_name, a.data from cases.case_actions a
     where a.adcode = $1 and a.case_id in (select subject_id from platform.audit_entries
       where adcode = $1 and starts_with(request_id, $2))
     order by a.case_id, a.seq`,
    [testAdcode, `simulation:${key}:`],
  )
  const withoutIds = (data: object): unknown =>
    JSON.parse(JSON.stringify(data, (name, value) => (/Ids?$|[nN]umber$/.test(name) ? undefined : value)))
  return [...Map.groupBy(rows, (it) => it.id).values()]
    .map((log) => JSON.stringify(log.map((it) => [it.action, it.at, it.actor_name, withoutIds(it.data)])))
    .sort()
}

describe('a simulated county', () => {
  let simulated: Simulated
  beforeAll(async () => {
    simulated = await run('month', { days: 30, changes: { reportsPerMonth: 300 }, withToday: true })
  }, 240_000)

  it('was refused nothing, and its logs replay', async () => {
    expect(simulated.refused.map(toLine)).toEqual([])
    const { cases, entries, differences } = await verifyCases(county.database)
    expect(differences).toEqual([])
    expect(cases).toBeGreaterThan(400)
    expect(entries).toBeGreaterThan(4000)
  })

  it('has cases in every state and lights in every colour', async () => {
    const cases = await findCases()
    const states = new Set(cases.map((it) => it.state))
    expect(caseStateCodes.filter((it) => !states.has(it))).toEqual([])
    for (const [state, fewest] of Object.entries(parameters.today))
      expect(cases.filter((it) => it.state === state).length, state).toBeGreaterThanOrEqual(fewest)
    const lit = cases.filter((it) => openStates.includes(it.state)).map((it) => lightAt(it, now))
    for (const light of ['green', 'yellow', 'red', 'paused'])
      expect(lit.filter((it) => it === light).length, light).toBeGreaterThan(8)
  })

  it('has a town that splits cases, with orders in every state that is worked in, none due after its case', async () => {
    const rows = await county.database.rows<{ state: string; n: number; beyond: number; reworked: number }>(
      `select i.state, count(*)::int as n, count(*) filter (where i.reworks > 0)::int as reworked,
         count(*) filter (where i.ended_at is null and i.due_at > c.dispose_due_at)::int as beyond
       from cases.inner_orders i join cases.cases c on c.adcode = i.adcode and c.id = i.case_id
       where i.adcode = $1 group by i.state`,
      [testAdcode],
    )
    const of = Object.fromEntries(rows.map((it) => [it.state, it.n]))
    for (const state of ['issued', 'working', 'reported', 'accepted'])
      expect(of[state] ?? 0, `${state} in ${JSON.stringify(of)}`).toBeGreaterThan(0)
    expect(
      rows.reduce((sum, it) => sum + it.beyond, 0),
      'no order is due after its case',
    ).toBe(0)
    expect(rows.reduce((sum, it) => sum + it.reworked, 0)).toBeGreaterThan(0)
  })

  it('keeps to the shares of its parameters', async () => {
    const cases = (await findCases()).filter((it) => it.state !== 'merged')
    const share = (of: readonly Row[], is: (it: Row) => boolean): number => of.filter(is).length / of.length
    const judged = cases.filter((it) => it.state === 'closed' && it.isInTime !== null)
    const near = (found: number, wanted: number, of: number) => {
      const tolerance = 3.5 * Math.sqrt((wanted * (1 - wanted)) / of) + 0.01
      expect(Math.abs(found - wanted), `${found} is not near ${wanted}`).toBeLessThan(tolerance)
    }
    near(
      share(judged, (it) => it.isInTime === false),
      parameters.disposal.lateShare,
      judged.length,
    )
    near(
      share(judged, (it) => (it.counters['reworks'] ?? 0) > 0),
      parameters.shares.checkFailed,
      judged.length,
    )
    near(
      share(judged, (it) => (it.counters['returns'] ?? 0) > 0),
      parameters.shares.returnRequested * 0.75,
      judged.length,
    )
    const outside = judged.filter((it) => it.source !== 'collector')
    near(
      share(outside, (it) => (it.counters['verifications'] ?? 0) > 0),
      parameters.shares.verifiedWhenPublic,
      outside.length,
    )
    const ofPeriod = cases.filter((it) => !openStates.includes(it.state))
    near(
      share(ofPeriod, (it) => it.source === 'collector'),
      parameters.sources.collector ?? 0,
      ofPeriod.length,
    )
  })

  it('tells the same histories for the same seed, others for another, and a run that is run again changes nothing', async () => {
    const small = { days: 20, changes: { reportsPerMonth: 60 } }
    const first = await run('one', { ...small, seed: 3 })
    await run('two', { ...small, seed: 3 })
    await run('three', { ...small, seed: 4 })
    const [one, two, three] = await Promise.all([
      findHistories('one'),
      findHistories('two'),
      findHistories('three'),
    ])
    expect(one.length).toBeGreaterThan(25)
    expect(two).toEqual(one)
    expect(three).not.toEqual(one)

    const before = await verifyCases(county.database)
    const again = await run('one', { ...small, seed: 3 })
    expect(again.refused.map(toLine)).toEqual([])
    expect(again.actions).toBe(first.actions)
    expect(await verifyCases(county.database)).toEqual(before)
  }, 240_000)
})
