/** Live views over a real socket: what is pushed when, what is only a beat, who may look, and when looking ends. */
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Situation } from '#domain/cases/situation-contract.ts'
import { openStory } from '../../testing/case-story.ts'
import { openTestCounty, type TestCounty } from '../../testing/test-county.ts'
import type { Voice } from '../../testing/test-house.ts'

type Told = { event: string; data: { at: string; value: Situation | null } }
type Eye = { readonly status: number; readonly told: () => Told[]; readonly isOver: () => boolean }

let county: TestCounty
let origin: string
const controls: AbortController[] = []
beforeAll(async () => {
  county = await openTestCounty()
  county.relay.start()
  await county.app.listen({ port: 0, host: '127.0.0.1' })
  origin = `http://127.0.0.1:${(county.app.server.address() as AddressInfo).port}`
})
afterAll(async () => {
  for (const it of controls) it.abort()
  await county.close()
})

async function look(voice: Pick<Voice, 'token'>): Promise<Eye> {
  const control = new AbortController()
  controls.push(control)
  const reply = await fetch(`${origin}/api/live/situation`, {
    headers: { authorization: `Bearer ${voice.token}` },
    signal: control.signal,
  })
  let text = ''
  let isOver = false
  const read = async (): Promise<void> => {
    const decoder = new TextDecoder()
    for await (const chunk of reply.body ?? []) text += decoder.decode(chunk, { stream: true })
  }
  // Breaking off is how a looking ends.
  read()
    .catch(() => undefined)
    .finally(() => {
      isOver = true
    })
  return {
    status: reply.status,
    isOver: () => isOver,
    told: () =>
      text.split('\n\n').flatMap((block) => {
        const [, event, data] = /^event: (\w+)\ndata: (.+)$/m.exec(block) ?? []
        return event && data ? [{ event, data: JSON.parse(data) as Told['data'] }] : []
      }),
  }
}

const soon = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 20 })
const reported = ({ told }: Eye): (number | undefined)[] =>
  told().flatMap(({ event, data }) => (event === 'view' ? [data.value?.flow[0]?.total] : []))

describe('a live view', () => {
  it('is refused to strangers and to those without its permission', async () => {
    expect((await look({ token: 'nobody' })).status).toBe(401)
    expect((await look(county.unit)).status).toBe(403)
  })

  it('comes at once, then beats while it is right, and comes anew when something happens', async () => {
    const [eye, other] = [await look(county.leader), await look(county.dispatcher)]
    await soon(() => expect(reported(eye)).toEqual([0]))
    await soon(() => expect(eye.told().filter((it) => it.event === 'beat').length).toBeGreaterThan(1))
    expect(reported(eye), 'a beat does not repeat the answer').toEqual([0])
    await openStory(county)
    await soon(() => expect(reported(eye)).toEqual([0, 1]))
    await soon(() => expect(reported(other)).toEqual([0, 1]))
    const late = await look(county.leader)
    await soon(() => expect(reported(late), 'a newcomer gets the answer, not a beat').toEqual([1]))
  })

  it('turns with the clock alone', async () => {
    const eye = await look(county.leader)
    await soon(() => expect(eye.told().at(-1)?.data.at).toBe(county.clock.now().toISOString()))
    county.clock.turnTo(new Date('2026-06-15T15:00:00+08:00'))
    const red = () => eye.told().flatMap(({ data }) => data.value?.decide.red.total ?? [])
    await soon(() => expect(red().at(-1), 'a report nobody accepted is overdue by the afternoon').toBe(1))
  })

  it('is silent while it cannot be answered, so that a screen knows, and goes on afterwards', async () => {
    const eye = await look(county.leader)
    await soon(() => expect(reported(eye)).toEqual([1]))
    const away = new Error('the database is away')
    const { database } = county
    const asked = vi.spyOn(database, 'as').mockReturnValue({
      ...database,
      rows: () => Promise.reject(away),
    })
    await new Promise((resolve) => setTimeout(resolve, 1100))
    const before = eye.told().length
    await new Promise((resolve) => setTimeout(resolve, 2200))
    expect(eye.told()).toHaveLength(before)
    asked.mockRestore()
    await soon(() => expect(eye.told().length).toBeGreaterThan(before))
  })

  it('ends with the house', async () => {
    const eye = await look(county.leader)
    county.liveViews.close()
    await soon(() => expect(eye.isOver()).toBe(true))
  })
})
