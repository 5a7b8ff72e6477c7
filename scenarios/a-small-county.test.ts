/**
 * A county too small for every post: the acceptor also files, and sending on files at once. The moral: a small
 * county is a setting and not another program, and what was not merged stays closed.
 */
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { openStory } from '../server/testing/case-story.ts'
import { openTestCounty, type TestCounty } from '../server/testing/test-county.ts'

let county: TestCounty
let settings: Record<string, unknown>
beforeAll(async () => {
  county = await openTestCounty({ now: new Date('2026-06-15T09:00:00+08:00') })
  settings = (await county.sysadmin.get('/api/case-settings')).body['settings'] as Record<string, unknown>
})
afterAll(() => county.close())

const change = async (changes: Record<string, unknown>) => {
  const { version: expectedVersion } = (await county.sysadmin.get('/api/case-settings')).body
  return county.sysadmin.call('PUT', '/api/case-settings', { ...settings, ...changes, expectedVersion })
}

it('lets nobody file but the shift leader, until it is set', async () => {
  const { acceptor } = county
  const story = await openStory(county)
  await story.take('sendOn')
  expect(await story.refused('file', {}, acceptor)).toBe('access.not-permitted')
  expect(
    (await county.shiftLeader.call('PUT', '/api/case-settings', { ...settings, expectedVersion: 0 })).body,
  ).toMatchObject({
    code: 'access.not-permitted',
  })
  expect((await change({ mergedPosts: { acceptor: ['shift_leader'] } })).body).toEqual({ version: 1 })
  await county.relay.drain()
  await vi.waitFor(async () => expect((await story.post('file', {}, acceptor)).status).toBe(200), {
    timeout: 5000,
    interval: 100,
  })
  const filed = await story.show()
  expect(filed).toMatchObject({ state: 'pending_dispatch', number: expect.stringMatching(/^530127/) })
  expect(filed.timeline.at(-1)).toMatchObject({ action: 'file', post: 'acceptor', actorName: '闵受理' })
  expect((await acceptor.get(`/api/cases/${story.id}`)).body['actions']).not.toContainEqual(
    expect.objectContaining({ name: 'dispatch' }),
  )
  expect(await story.refused('dispatch', {}, acceptor)).toBe('access.not-permitted')
})

it('shows the acceptor the filing among what waits', async () => {
  const story = await openStory(county)
  await story.take('sendOn')
  const { body } = await county.acceptor.get('/api/cases?queue=mine')
  expect((body['cases'] as { id: string }[]).map((it) => it.id)).toContain(story.id)
})

it('files at once with the sending on, in one act, and only where the same person may', async () => {
  expect(
    (await change({ mergedPosts: { acceptor: ['shift_leader'] }, joinedSteps: { sendOn: 'file' } })).status,
  ).toBe(200)
  await county.relay.drain()
  const story = await openStory(county)
  const filed = await story.take('sendOn')
  expect(filed).toMatchObject({ state: 'pending_dispatch', version: 3, number: expect.any(String) })
  expect(filed.timeline.map((it) => it.action)).toEqual(['report', 'sendOn', 'file'])
  const other = await county.as({ username: 'lu', posts: ['dispatcher'] })
  expect((await other.get(`/api/cases/${story.id}`)).body['actions']).toContainEqual(
    expect.objectContaining({ name: 'dispatch' }),
  )
})

it('cannot be set to what would not work', async () => {
  const refusedBy = async (changes: Record<string, unknown>) => (await change(changes)).body['code']
  // A step that asks for an input cannot follow by itself; a step that is none does not exist.
  expect(await refusedBy({ joinedSteps: { file: 'dispatch' } })).toBe('request.invalid')
  expect(await refusedBy({ joinedSteps: { sendOn: 'closeEverything' } })).toBe('request.invalid')
  expect(await refusedBy({ mergedPosts: { acceptor: ['sysadmin'] } })).toBe('request.invalid')
  expect(await refusedBy({ yellowShare: 1 })).toBe('request.invalid')
  // Steps that would follow each other for ever, or can never follow, are no setting either.
  expect(await refusedBy({ joinedSteps: { urge: 'urge' } })).toBe('case-settings.steps-in-circle')
  expect(await refusedBy({ joinedSteps: { sendOn: 'start' } })).toBe('case-settings.step-cannot-follow')
  expect((await county.verify()).differences).toEqual([])
})
