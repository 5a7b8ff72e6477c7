/**
 * Who has a case in hand: refused without the right, one of two who take at once, handed on only to somebody for whom
 * it waits, and free again when the case moves on. None of it is a step of the case.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#platform/ids.ts'
import { type CaseStory, openStory } from '../../../testing/case-story.ts'
import { sumTables } from '../../../testing/table-sums.ts'
import { openTestCounty, type TestCounty } from '../../../testing/test-county.ts'
import type { Voice } from '../../../testing/test-house.ts'

let county: TestCounty
let colleague: Voice
let elsewhere: Voice
let story: CaseStory
beforeAll(async () => {
  county = await openTestCounty()
  colleague = await county.as({ username: 'mei', name: '梅受理', posts: ['acceptor'] })
  elsewhere = await county.as({ username: 'dong', posts: ['acceptor'], areaCodes: ['530127002002'] })
  story = await openStory(county)
})
afterAll(() => county.close())

const send = (as: Voice, verb: string, body: object = {}, id = story.id, requestId: string = newId()) =>
  as.post(`/api/cases/${id}/${verb}`, body, { 'idempotency-key': requestId })
const holderOf = async (): Promise<unknown> => (await story.show(county.acceptor)).holder?.name ?? null
const audit = (requestId: string) =>
  county.database.rows('select command, subject_id from platform.audit_entries where request_id = $1', [
    requestId,
  ])

describe('taking in hand', () => {
  it('is refused without the right, of a case that waits for others, and of one that cannot be seen', async () => {
    const before = await sumTables(county.database)
    expect((await send(county.collector, 'hold')).body).toMatchObject({ code: 'access.not-permitted' })
    expect((await send(county.dispatcher, 'hold')).body).toMatchObject({ code: 'case.not-waiting' })
    expect((await send(elsewhere, 'hold')).body).toMatchObject({ code: 'case.unknown' })
    expect((await send(county.acceptor, 'hold', {}, newId())).body).toMatchObject({ code: 'case.unknown' })
    expect(await sumTables(county.database)).toEqual(before)
  })

  it('shows colleagues who has it, with an audit line; sent twice it changes nothing more', async () => {
    const version = (await story.show()).version
    expect(await send(county.acceptor, 'hold', {}, story.id, 'hold-once')).toMatchObject({
      status: 200,
      body: { id: story.id, holderId: county.acceptor.session.id },
    })
    expect(await audit('hold-once')).toEqual([{ command: 'case.hold', subject_id: story.id }])
    const before = await sumTables(county.database)
    expect((await send(county.acceptor, 'hold', {}, story.id, 'hold-once')).status).toBe(200)
    expect(await sumTables(county.database)).toEqual(before)
    expect(await holderOf()).toBe('闵受理')
    expect((await story.show()).version).toBe(version)
    const list = async (voice: Voice, query: string) =>
      ((await voice.get(`/api/cases?queue=mine&${query}`)).body['cases'] as { id: string }[]).map(
        (it) => it.id,
      )
    expect(await list(county.acceptor, 'holder=me')).toEqual([story.id])
    expect(await list(colleague, 'holder=others')).toEqual([story.id])
    expect(await list(colleague, 'holder=free')).toEqual([])
    expect((await county.acceptor.get('/api/case-counts?queue=mine')).body).toMatchObject({
      mine: 1,
      inHand: 1,
    })
  })

  it('is refused to a colleague, who learns who has it', async () => {
    for (const verb of ['hold', 'put-back'])
      expect((await send(colleague, verb)).body).toMatchObject({
        code: 'case.in-other-hands',
        details: { holder: '闵受理' },
      })
  })

  it('goes to exactly one of many who take at once', async () => {
    const other = await openStory(county)
    const voices = await Promise.all(
      Array.from({ length: 8 }, (_, index) => county.as({ username: `many-${index}`, posts: ['acceptor'] })),
    )
    const answers = await Promise.all(voices.map((voice) => send(voice, 'hold', {}, other.id)))
    expect(answers.map((it) => it.status).sort()).toEqual([200, ...Array<number>(7).fill(409)])
  })
})

describe('handing on and putting back', () => {
  it('reaches only somebody for whom the case waits too', async () => {
    for (const wrong of [county.dispatcher, elsewhere])
      expect((await send(county.acceptor, 'hand-on', { personId: wrong.session.id })).body).toMatchObject({
        code: 'case.colleague-wrong',
      })
    const names = (await county.acceptor.get(`/api/cases/${story.id}/colleagues`)).body['colleagues'] as {
      name: string
    }[]
    expect(names.map((it) => it.name)).toContain('梅受理')
    expect(names.map((it) => it.name)).not.toContain('闵受理')
    expect(names.map((it) => it.name)).not.toContain('dong')
    const answer = await send(
      county.acceptor,
      'hand-on',
      { personId: colleague.session.id },
      story.id,
      'hand-on-once',
    )
    expect(answer.body).toEqual({ id: story.id, holderId: colleague.session.id })
    const before = await sumTables(county.database)
    await send(county.acceptor, 'hand-on', { personId: colleague.session.id }, story.id, 'hand-on-once')
    expect(await sumTables(county.database)).toEqual(before)
    expect(await holderOf()).toBe('梅受理')
    expect((await send(county.collector, 'hand-on', { personId: colleague.session.id })).status).toBe(403)
  })

  it('a case put back is free; sent twice it changes nothing more', async () => {
    expect((await send(colleague, 'put-back', {}, story.id, 'back-once')).body).toMatchObject({
      holderId: null,
    })
    const before = await sumTables(county.database)
    await send(colleague, 'put-back', {}, story.id, 'back-once')
    expect(await sumTables(county.database)).toEqual(before)
    expect(await holderOf()).toBeNull()
    expect((await send(county.collector, 'put-back')).status).toBe(403)
  })

  it('a shift leader hands on what somebody else left in hand', async () => {
    await story.take('sendOn')
    const second = await county.as({ username: 'ping', name: '平值班', posts: ['shift_leader'] })
    await send(second, 'hold')
    expect(await holderOf()).toBe('平值班')
    expect(
      (await send(county.shiftLeader, 'hand-on', { personId: county.shiftLeader.session.id })).status,
    ).toBe(200)
    expect(await holderOf()).toBe('强值班')
  })
})

it('ends when the case moves on, and the log knows nothing of it', async () => {
  await story.take('file')
  expect(await holderOf()).toBeNull()
  expect((await county.verify()).differences).toEqual([])
})
