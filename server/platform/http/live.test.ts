/** Live pushes over a real socket: who hears what, what was missed, and that nobody hears of what is not theirs. */
import { type AddressInfo, connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type CaseStory, openStory } from '../../testing/case-story.ts'
import { openTestCounty, type TestCounty } from '../../testing/test-county.ts'
import type { Voice } from '../../testing/test-house.ts'

type Event = { id: number; name: string; subjectId: string | null }
type Ear = { readonly heard: Event[]; readonly text: () => string; close(): void; readonly status: number }

let county: TestCounty
let origin: string
const ears: Ear[] = []
beforeAll(async () => {
  county = await openTestCounty()
  await county.app.listen({ port: 0, host: '127.0.0.1' })
  origin = `http://127.0.0.1:${(county.app.server.address() as AddressInfo).port}`
})
afterAll(async () => {
  for (const it of ears) it.close()
  await county.close()
})

/** Listens as somebody; `after` names the last event that was heard before. */
async function listen(voice: Pick<Voice, 'token'>, after?: number): Promise<Ear> {
  const control = new AbortController()
  const reply = await fetch(`${origin}/api/live`, {
    headers: {
      authorization: `Bearer ${voice.token}`,
      ...(after === undefined ? {} : { 'last-event-id': String(after) }),
    },
    signal: control.signal,
  })
  const heard: Event[] = []
  let text = ''
  const read = async (): Promise<void> => {
    const decoder = new TextDecoder()
    for await (const chunk of reply.body ?? []) {
      text += decoder.decode(chunk, { stream: true })
      heard.splice(0, heard.length, ...eventsIn(text))
    }
  }
  // Closing the ear breaks the reading off, which is how it ends.
  read().catch(() => undefined)
  const ear = { heard, text: () => text, status: reply.status, close: () => control.abort() }
  ears.push(ear)
  return ear
}

const eventsIn = (text: string): Event[] =>
  text.split('\n\n').flatMap((block) => {
    const id = /^id: (\d+)$/m.exec(block)?.[1]
    const data = /^data: (.+)$/m.exec(block)?.[1]
    return id && data
      ? [{ id: Number(id), ...(JSON.parse(data) as { name: string; subjectId: string | null }) }]
      : []
  })
const namesOf = (ear: Ear, story: CaseStory): string[] =>
  ear.heard.filter((it) => it.subjectId === story.id).map((it) => it.name)
const soon = (look: () => void) => vi.waitFor(look, { timeout: 10_000, interval: 20 })

describe('a live screen', () => {
  it('is refused to strangers', async () => {
    expect((await listen({ token: 'nobody' })).status).toBe(401)
  })

  it('hears of a case as long as its person may see it, and of nobody else’s', async () => {
    const { dispatcher, unit, otherUnit, handler, checker, collector, waterCompany } = county
    const inEast = await county.as({ username: 'dong', posts: ['dispatcher'], areaCodes: ['530127001002'] })
    const nextDoor = await county.as({ username: 'lin-xian', adcode: '530126', posts: ['dispatcher'] })
    const voices = { dispatcher, unit, otherUnit, handler, checker, collector, inEast, nextDoor }
    const heard: Record<string, Ear> = {}
    for (const [name, voice] of Object.entries(voices)) heard[name] = await listen(voice)
    const story = await openStory(county)
    await story.takeAll('sendOn', 'file')
    await story.take('dispatch', { businessKind: 'coordination', assistUnitIds: [waterCompany] })
    await story.takeAll('start', 'reportDone', 'passOn', 'issueCheck')
    await county.relay.drain()
    const whole = ['opened', 'send-on', 'file', 'dispatch', 'start', 'report-done', 'pass-on', 'issue-check']
    const ofUnit = whole.slice(3)
    const expected: Record<string, string[]> = {
      dispatcher: whole,
      collector: whole,
      unit: ofUnit,
      otherUnit: ofUnit,
      handler: ofUnit,
      checker: ['issue-check'],
      inEast: [],
      nextDoor: [],
    }
    await soon(() => {
      for (const [name, ear] of Object.entries(heard))
        expect(namesOf(ear, story), name).toEqual(expected[name]?.map((it) => `case.${it}`))
    })
    // Names and ids only: nothing of the case itself travels.
    expect(heard['dispatcher']?.text()).not.toMatch(/路灯|townCode|leadUnitId/)
  })

  it('that was away is told what it missed, in order and once, and then goes on', async () => {
    const first = await listen(county.dispatcher)
    const story = await openStory(county)
    await county.relay.drain()
    await soon(() => expect(namesOf(first, story)).toEqual(['case.opened']))
    const last = first.heard.at(-1)?.id ?? 0
    first.close()
    await story.takeAll('sendOn', 'file')
    await county.relay.drain()
    const second = await listen(county.dispatcher, last)
    const elsewhere = await listen(county.otherUnit, last)
    await story.take('dispatch')
    await county.relay.drain()
    await soon(() => expect(namesOf(second, story)).toEqual(['case.send-on', 'case.file', 'case.dispatch']))
    expect(second.heard.map((it) => it.id)).toEqual(second.heard.map((it) => it.id).toSorted((a, b) => a - b))
    expect(namesOf(elsewhere, story)).toEqual([])
  })

  it('hears at once what is announced while it joins', async () => {
    const story = await openStory(county)
    await county.relay.drain()
    const [ears] = await Promise.all([
      Promise.all(Array.from({ length: 10 }, () => listen(county.dispatcher, 0))),
      (async () => {
        await story.takeAll('sendOn', 'file')
        await county.relay.drain()
      })(),
    ])
    await soon(() => {
      for (const ear of ears)
        expect(namesOf(ear, story)).toEqual(['case.opened', 'case.send-on', 'case.file'])
    })
  })

  it('that takes nothing in is sent away before it fills the memory, and comes back for the rest', async () => {
    for (const it of ears) it.close()
    await soon(() => expect(county.live.size).toBe(0))
    const deaf = connect((county.app.server.address() as AddressInfo).port, '127.0.0.1')
    deaf.on('error', () => undefined)
    deaf.write(
      `GET /api/live HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${county.dispatcher.token}\r\n\r\n`,
    )
    deaf.pause()
    await soon(() => expect(county.live.size).toBe(1))
    const { id: actorId, adcode } = county.dispatcher.session
    const one = {
      adcode,
      id: actorId,
      seq: 0,
      at: '',
      name: 'area.changed',
      subjectId: null,
      actorId,
      data: {},
    }
    const many = Array.from({ length: 20_000 }, () => ({ ...one }))
    await soon(() => {
      county.live.push(many)
      expect(county.live.size).toBe(0)
    })
    deaf.destroy()
  })

  it('of a house that closes is told so, and ends', async () => {
    const ear = await listen(county.dispatcher)
    expect(county.live.size).toBeGreaterThan(0)
    county.live.close()
    await soon(() => expect(ear.text()).toContain('event: closing'))
    expect(county.live.size).toBe(0)
  })
})
