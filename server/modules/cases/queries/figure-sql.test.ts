/** Each figure in SQL against its rule in the domain, over cases and logs made by chance; and day figures of other days. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CaseEntry } from '#domain/cases/case-entry.ts'
import { type CaseFigure, caseFigureCodes, caseFigures, stepActions } from '#domain/cases/case-figure.ts'
import type { CaseRecord } from '#domain/cases/case-record.ts'
import { blankCase } from '#domain/cases/evolve.ts'
import { caseStateCodes, caseStates } from '#domain/cases/state.ts'
import { createChance, pick } from '#domain/geography/synthetic/chance.ts'
import type { Command } from '#platform/act.ts'
import { systemActor } from '#platform/actor.ts'
import { newId } from '#platform/ids.ts'
import { openTestHouse, type TestHouse, testAdcode, type Voice } from '../../../testing/test-house.ts'
import { writeOpened } from '../store.ts'

const chance = createChance(20261126)
const now = new Date('2026-06-15T14:30:00+08:00')
const minute = 60_000
/** Around this day and its neighbours, some at the very edges of days. */
const edges = ['2026-06-14T16:00:00Z', '2026-06-15T15:59:59.999Z', '2026-06-15T16:00:00Z', now.toISOString()]
const instant = (): string =>
  chance() < 0.15
    ? pick(chance, edges)
    : new Date(now.getTime() + Math.floor((chance() - 0.6) * 4 * 1440) * minute).toISOString()
const maybe = <T>(make: () => T): T | null => (chance() < 0.4 ? null : make())
const few = (): number => Math.floor(chance() * 3)
const actions = [...Object.values(stepActions).flat(), 'start', 'recallDispatch', 'urge'] as const

const supervision = (): CaseRecord['supervisions'][number] => ({
  id: newId(),
  at: instant(),
  by: '张领导',
  opinion: '请尽快办理',
  dueOnDate: pick(chance, ['2026-06-14', '2026-06-15', '2026-06-16']),
  ...(chance() < 0.5 ? {} : { dueAt: instant() }),
  answeredAt: maybe(instant),
  answer: null,
})

type Made = { readonly record: CaseRecord; readonly entries: readonly CaseEntry[] }

function makeCase(index: number): Made {
  const state = pick(chance, caseStateCodes)
  const record: CaseRecord = {
    ...blankCase,
    id: newId(),
    adcode: testAdcode,
    version: 1,
    state,
    reportNumber: `S${index}`,
    source: 'hotline_12345',
    reportedAt: instant(),
    isSelfHandled: chance() < 0.1,
    confirmedAt: maybe(instant),
    disposeDueAt: maybe(instant),
    isInTime: maybe(() => chance() < 0.6),
    // Imported history may have ended on a day that nobody knows.
    endedAt: caseStates[state].isOpen ? null : maybe(instant),
    supervisions: chance() < 0.6 ? [] : Array.from({ length: 1 + few() }, supervision),
    counters: { ...blankCase.counters, returns: few(), sendBacks: few(), reworks: few() },
  }
  const entries = Array.from(
    { length: 1 + few() * 2 },
    (_, at): CaseEntry => ({
      caseId: record.id,
      adcode: testAdcode,
      seq: at + 1,
      action: at ? pick(chance, actions) : 'register',
      at: instant(),
      actorId: 'somebody',
      actorName: '某人',
      post: null,
      organisationId: null,
      fromState: null,
      toState: state,
      data: {},
      marks: [],
      due: { ...blankCase },
    }),
  )
  return { record, entries }
}

const made = Array.from({ length: 600 }, (_, index) => makeCase(index))

const keepCases: Command<object, { kept: number }> = {
  name: 'test.keep-cases',
  permission: 'test.keep-cases',
  run: async ({ write }) => {
    writeOpened(
      write,
      made.map(({ record, entries: [entry] }) => ({ record, entries: [entry as CaseEntry] })),
    )
    return { kept: made.length }
  },
}

let house: TestHouse
let leader: Voice
beforeAll(async () => {
  house = await openTestHouse({ now })
  leader = await house.as({ username: 'zhang', posts: ['leader'] })
  await house.act(systemActor(testAdcode), keepCases, {})
  const later = made.flatMap((it) => it.entries.slice(1))
  await house.database.rows(
    `insert into cases.case_actions (adcode, case_id, seq, action, at, actor_id, actor_name, to_state, data, marks, due)
     select $1, (it->>'caseId')::uuid, (it->>'seq')::int, it->>'action', (it->>'at')::timestamptz, '', '', it->>'toState', '{}', '[]', '{}'
     from jsonb_array_elements($2::jsonb) it`,
    [testAdcode, JSON.stringify(later)],
  )
})
afterAll(() => house.close())

/** Every case of a list, page by page. */
async function listAll(query: string): Promise<string[]> {
  const found: string[] = []
  let after = ''
  do {
    const { status, body } = await leader.get(`/api/cases?limit=200&sort=newest&${query}${after}`)
    expect(status, JSON.stringify(body)).toBe(200)
    found.push(...(body['cases'] as { id: string }[]).map((it) => it.id))
    after = body['next'] ? `&after=${encodeURIComponent(String(body['next']))}` : ''
  } while (after)
  return found.sort()
}

const byRule = (figure: CaseFigure, onDate: string): string[] =>
  made
    .filter((it) => caseFigures[figure].holds(it, { now, onDate }))
    .map((it) => it.record.id)
    .sort()

it.each(caseFigureCodes)('the list of %s holds what the rule counts', async (figure) => {
  const expected = byRule(figure, '2026-06-15')
  expect(expected.length, 'the chance made no such case').toBeGreaterThan(3)
  expect(expected.length).toBeLessThan(made.length)
  expect(await listAll(`figure=${figure}`)).toEqual(expected)
  for (const onDate of ['2026-06-14', '2026-06-15', '2026-06-17'])
    expect(await listAll(`figure=${figure}&onDate=${onDate}`), onDate).toEqual(byRule(figure, onDate))
})

it('the situation counts what the rules count', async () => {
  const { body } = await leader.get('/api/situation')
  const { decide, flow } = body as unknown as {
    decide: Record<string, { total: number }>
    flow: { figure: CaseFigure; total: number }[]
  }
  const count = (figure: CaseFigure): number => byRule(figure, '2026-06-15').length
  expect(decide).toMatchObject({
    supervisionOpen: { total: count('supervision-open') },
    supervisionLate: { total: count('supervision-late') },
    goingRound: { total: count('going-round') },
  })
  for (const { figure, total } of flow) expect([figure, total]).toEqual([figure, count(figure)])
})
