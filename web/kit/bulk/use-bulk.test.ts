/** A deed for many: a result for each, few at once, and what did not arrive is sent again under the same request id. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ProblemReply, unreachable } from '../call/problem-reply.ts'
import { useBulk } from './use-bulk.ts'

const asked: string[] = []
beforeEach(() => {
  asked.length = 0
  vi.stubGlobal('window', {
    addEventListener: (name: string) => asked.push(`+${name}`),
    removeEventListener: (name: string) => asked.push(`-${name}`),
  })
})
afterEach(() => vi.unstubAllGlobals())

const refused = new ProblemReply('case.stale-version', 409, { zh: '已被更新', en: 'changed' })

it('tells for each thing what became of it, and asks before one leaves meanwhile', async () => {
  const bulk = useBulk<number>(async (thing) => {
    if (thing % 3 === 0) throw refused
  })
  await bulk.run([1, 2, 3, 4, 5, 6])
  expect(bulk.items.value.map((it) => it.outcome)).toEqual([
    'done',
    'done',
    'refused',
    'done',
    'done',
    'refused',
  ])
  expect(bulk.items.value[2]?.sentence).toEqual(refused.sentence)
  expect([bulk.count('done'), bulk.count('refused'), bulk.isRunning.value]).toEqual([4, 2, false])
  expect(asked.slice(0, 2)).toEqual(['+beforeunload', '-beforeunload'])
})

it('sends again only what did not arrive, under the same request id', async () => {
  const ids = new Map<string, string[]>()
  let isAway = true
  const bulk = useBulk<string>(async (thing, requestId) => {
    ids.set(thing, [...(ids.get(thing) ?? []), requestId])
    if (thing === 'b' && isAway) throw unreachable()
  })
  await bulk.run(['a', 'b'])
  expect(bulk.count('unreached')).toBe(1)
  isAway = false
  await bulk.retry()
  expect(bulk.count('done')).toBe(2)
  expect(ids.get('a')).toHaveLength(1)
  expect(new Set(ids.get('b')).size).toBe(1)
  expect(ids.get('b')).toHaveLength(2)
})

it('does a few at once, and begins no more once it is stopped', async () => {
  let now = 0
  let most = 0
  const bulk = useBulk<number>(async (thing) => {
    now += 1
    most = Math.max(most, now)
    await new Promise((resolve) => setTimeout(resolve, 1))
    now -= 1
    if (thing === 7) bulk.stop()
  }, 3)
  await bulk.run(Array.from({ length: 40 }, (_, index) => index))
  expect(most).toBe(3)
  expect(bulk.count('done')).toBeLessThan(40)
  expect(bulk.count('done') + bulk.count('waiting')).toBe(40)
})
