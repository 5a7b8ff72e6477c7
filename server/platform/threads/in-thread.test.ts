/** Work in a thread of its own: what it answers, how it fails, and that nothing of it is left when nobody waits for it. */
import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Problem } from '#domain/problem.ts'
import type { OddWork } from '../testing/odd-thread.ts'
import { breathing } from './breathing.ts'
import { inThread, type ThreadOptions } from './in-thread.ts'
import { spool } from './spool.ts'

const script = new URL('../testing/odd-thread.ts', import.meta.url)
const ask = (work: OddWork, options: ThreadOptions = {}) => inThread<OddWork, unknown>(script, work, options)
const codeOf = (asked: Promise<unknown>): Promise<unknown> =>
  asked.then(
    () => 'answered',
    (error: Partial<Problem> & Error) => error.code ?? error.message,
  )

describe('work in a thread', () => {
  it('is answered, and does not see the secrets of the server', async () => {
    expect(await ask({ kind: 'add', numbers: [1, 2, 3] })).toBe(6)
    expect(await ask({ kind: 'environment' })).toEqual(['TMPDIR'])
  })

  it('that is refused keeps code, kind, sentences and details; a bug keeps what it says and where', async () => {
    await expect(ask({ kind: 'problem' })).rejects.toMatchObject({
      code: 'odd.refused',
      kind: 'conflict',
      sentence: { zh: '第 7 行不行', en: 'row 7 will not do' },
      details: { row: 7 },
    })
    const bug = await ask({ kind: 'bug' }).catch((error: Error) => error)
    expect([(bug as Error).message, (bug as Error).stack]).toEqual([
      'nobody thought of this',
      expect.stringContaining('odd-thread.ts'),
    ])
    expect(await codeOf(ask({ kind: 'exit' }))).toMatch(/ended with 0 before/)
  })

  it('ends at its limits of memory and time, and the server goes on', async () => {
    expect(await codeOf(ask({ kind: 'memory' }, { mostMegabytes: 32 }))).toBe('work.too-much-memory')
    expect(await codeOf(ask({ kind: 'endless' }, { mostSeconds: 1 }))).toBe('work.too-long')
    expect(await ask({ kind: 'add', numbers: [2] })).toBe(2)
  })

  it('ends when nobody waits for it, gives its turn to others, and too many are refused', async () => {
    const leaving = new AbortController()
    const options = { signal: leaving.signal }
    const endless = Array.from({ length: 22 }, () => codeOf(ask({ kind: 'endless' }, options)))
    // The first two are begun in a turn of their own.
    await Promise.resolve()
    expect(await codeOf(ask({ kind: 'add', numbers: [1] }))).toBe('work.busy')
    leaving.abort()
    expect(new Set(await Promise.all(endless))).toEqual(new Set(['work.cancelled']))
    expect(await ask({ kind: 'add', numbers: [3] })).toBe(3)
  })
})

describe('what a thread lays down', () => {
  const folders: string[] = []
  const laid = (work: { count: number; breaksAfter?: number }) =>
    spool<number, { number: number; name: string }>((to) => {
      folders.push(dirname(to))
      return inThread<OddWork, number>(script, { kind: 'spool', to, ...work })
    })

  it('is taken up in order, and nothing of it is left', async () => {
    const { told, items } = await laid({ count: 20_000 })
    const names: string[] = []
    for await (const { name } of items) names.push(name)
    expect([told, names.length, names[0], names.at(-1)]).toEqual([20_000, 20_000, '路灯\n0', '路灯\n19999'])
    expect(folders.map((it) => existsSync(it))).toEqual([false])
  })

  it('is gone also where it breaks off, where nobody reads it, and where its reader stops', async () => {
    await expect(laid({ count: 10, breaksAfter: 5 })).rejects.toMatchObject({ code: 'odd.refused' })
    await (await laid({ count: 10 })).drop()
    for await (const { number } of (await laid({ count: 10 })).items) if (number === 3) break
    expect(folders.filter((it) => existsSync(it))).toEqual([])
  })
})

it('items in memory let others have their turn', async () => {
  let turns = 0
  const timer = setInterval(() => (turns += 1), 1)
  let sum = 0
  for await (const it of breathing(Array.from({ length: 60 }, (_, index) => index))) {
    const until = performance.now() + 2
    while (performance.now() < until) sum += it
  }
  clearInterval(timer)
  expect(sum).toBeGreaterThan(0)
  expect(turns).toBeGreaterThan(3)
})
