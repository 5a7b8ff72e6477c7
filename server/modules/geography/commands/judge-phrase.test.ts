/**
 * What callers call a place is learnt from cases that were found true on the spot: heard, counted, judged by a person, and only then
 * found. Told as a story over HTTP, for the words come from cases.
 */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemActor } from '#platform/actor.ts'
import { openStory } from '../../../testing/case-story.ts'
import { openTestCounty, type TestCounty } from '../../../testing/test-county.ts'
import { testAdcode, type Voice } from '../../../testing/test-house.ts'
import { geographyReactions } from '../reactions/hear-phrase-when-case-is-confirmed.ts'
import { hearPhrase } from './hear-phrase.ts'

let county: TestCounty
let keeper: Voice
let schoolId = ''
beforeAll(async () => {
  county = await openTestCounty({ now: new Date('2026-06-15T09:00:00+08:00') })
  keeper = await county.as({ username: 'keeper', name: '地名员', posts: ['data_admin'] })
  const school = { kind: 'landmark', name: '实验小学', point: county.place }
  schoolId = String((await keeper.post('/api/addresses/library', school)).body['id'])
})
afterAll(() => county?.close())

const phrases = async () => {
  const { body } = await keeper.get('/api/addresses/phrases')
  return (body['phrases'] as { phrase: string; count: number; candidates: { id: string }[] }[]) ?? []
}
/** A call about a place, and the collector who finds it true. */
async function call(address: string, result = 'true'): Promise<string> {
  const report = { address, photoIds: [], source: 'hotline_12345' }
  const story = await openStory(county, { report, as: county.acceptor })
  await story.take('issueVerification')
  await story.take('answerVerification', { result })
  await county.settle()
  return story.id
}
const findText = async (q: string): Promise<unknown> => {
  const { body } = await county.acceptor.get(`/api/addresses?q=${encodeURIComponent(q)}`)
  return (body['addresses'] as { text: string }[])[0]?.text
}

it('hears nothing of a case that was found untrue, of a name that is known, or of words that tell of a person', async () => {
  await call('老供销社对面', 'false')
  await call('实验小学对面')
  await call('王大爷家门口')
  expect(await phrases()).toEqual([])
})

it('hears what the library does not know, counts the cases, and still finds nothing', async () => {
  const first = await call('老供销社对面')
  expect(await findText('老供销社')).toBeUndefined()
  await call('小小镇老供销社')
  const [heard, ...others] = await phrases()
  expect(others).toEqual([])
  expect(heard).toMatchObject({ phrase: '老供销社', count: 2, candidates: [{ id: schoolId }] })
  // The same announcement heard again, and heard by another one of the same case.
  const again = { id: '01980000-0000-7000-8000-00000000000a', adcode: testAdcode, subjectId: first }
  const context = { act: county.act, db: county.database, clock: county.clock } as never
  for (const _ of [1, 2]) await geographyReactions[0]?.run(context, again as never)
  await county.act(systemActor(testAdcode), hearPhrase, { caseId: first })
  expect(await phrases()).toMatchObject([{ phrase: '老供销社', count: 2 }])
})

it('is learnt when a person says so, once, and by nobody else', async () => {
  const judge = { phrase: '老供销社', placeId: schoolId }
  expect((await county.acceptor.post('/api/addresses/phrases/judge', judge)).status).toBe(403)
  const request = { ...judge, requestId: 'learn-phrase-1' }
  const done = await keeper.post('/api/addresses/phrases/judge', request)
  expect(done).toMatchObject({ status: 200, body: { decision: 'accepted' } })
  expect((await keeper.post('/api/addresses/phrases/judge', request)).body).toEqual(done.body)
  const lines = await county.database.rows(
    `select subject_id from platform.audit_entries where command = 'address.judge-phrase'`,
  )
  expect(lines).toEqual([{ subject_id: schoolId }])
  expect(await findText('老供销社')).toBe('小小镇实验小学')
  expect(await findText('lgxs')).toBe('小小镇实验小学')
  expect(await phrases()).toEqual([])
  expect(await keeper.post('/api/addresses/phrases/judge', judge)).toMatchObject({
    body: { code: 'address.phrase-not-found' },
  })
})

it('is not proposed again once it was refused', async () => {
  await call('大槐树底下旁边')
  expect(await phrases()).toMatchObject([{ phrase: '大槐树底下' }])
  const refuse = { phrase: '大槐树底下', placeId: null }
  expect(await keeper.post('/api/addresses/phrases/judge', refuse)).toMatchObject({
    body: { decision: 'refused' },
  })
  await call('大槐树底下旁边')
  expect(await phrases()).toEqual([])
  expect(await findText('大槐树底下')).toBeUndefined()
})
