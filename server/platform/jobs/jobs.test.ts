/** Reactions that fail: each for itself, tried again so often and then left where the operator is told of it. */
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { systemActorId } from '../actor.ts'
import { newId } from '../ids.ts'
import { readJobStates } from '../observe/house-state.ts'
import { type BareHouse, openBareHouse } from '../testing/bare-house.ts'
import { forgetFuture } from './forget-future.ts'
import type { Reaction } from './jobs.ts'

let house: BareHouse
/** How often each was run, by its number. */
const runs = new Map<number, number>()
const poison = 13
const count = 60

const reaction: Reaction = {
  name: 'count-when-counted',
  on: 'thing.counted',
  run: async (_, { data }) => {
    const number = Number(data['number'])
    runs.set(number, (runs.get(number) ?? 0) + 1)
    if (number === poison) throw new Error('a number that brings no luck')
  },
}

beforeAll(async () => {
  house = await openBareHouse([{ name: 'things', routes: [], reactions: [reaction] }], new Date())
  await house.jobs.start()
})
afterAll(() => house.close())

const announced = (number: number) => ({
  adcode: '530127',
  id: newId(),
  seq: number,
  at: new Date().toISOString(),
  name: 'thing.counted',
  subjectId: null,
  actorId: systemActorId,
  data: { number },
})
const within = { timeout: 60_000, interval: 100 }

it('one that always fails takes none of its neighbours along, and is given up after six times', async () => {
  await house.jobs.listener(Array.from({ length: count }, (_, number) => announced(number)))
  await vi.waitFor(() => expect(runs.size).toBe(count), within)
  await vi.waitFor(async () => {
    // Nobody waits in a test for the time between two tries.
    await house.asOwner(`update jobs.job set start_after = now() where state = 'retry'`)
    expect(await readJobStates(house.database)).toEqual([{ queue: reaction.name, state: 'failed', count: 1 }])
  }, within)
  expect(runs.get(poison)).toBe(6)
  expect([...runs].filter(([number, times]) => number !== poison && times !== 1)).toEqual([])
  const [failed] = await house.asOwner<{ said: string }>(
    `select output->>'message' as said from jobs.job where state = 'failed'`,
  )
  expect(failed?.said).toContain('brings no luck')
})

it('one whose server died is taken up by the next that runs, and its effect is asked for again', async () => {
  const number = 100
  await house.jobs.listener([announced(number)])
  await vi.waitFor(() => expect(runs.get(number)).toBe(1), within)
  // As it stands when the process was killed in the midst of it, half a minute ago.
  await house.asOwner(
    `update jobs.job set state = 'active', completed_on = null, heartbeat_on = now() - interval '1 minute'
     where data->'data'->>'number' = $1`,
    [String(number)],
  )
  await vi.waitFor(() => expect(runs.get(number)).toBe(2), within)
})

it('goes on by the clock though that was set back: no mark in the future holds anything up', async () => {
  const number = 200
  await house.asOwner(`update jobs.version set cron_on = now() + interval '11 years'`)
  await house.asOwner(`update jobs.queue set monitor_claim_on = now() + interval '1 hour'`)
  await house.jobs.listener([announced(number)])
  await house.asOwner(
    `update jobs.job set start_after = now() + interval '1 hour' where state = 'created' and data->'data'->>'number' = $1`,
    [String(number)],
  )
  await forgetFuture(house.database)
  await vi.waitFor(() => expect(runs.get(number)).toBe(1), within)
  expect(
    await house.database.rows(
      `select cron_on > now() as ahead from jobs.version union select monitor_claim_on > now() from jobs.queue`,
    ),
  ).not.toContainEqual({ ahead: true })
})
