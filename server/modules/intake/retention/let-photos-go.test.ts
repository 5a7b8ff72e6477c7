/** Photos of ended cases that go by the county's rule: off until it is wanted, never what is still used, and off the disk. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CaseDetail } from '#domain/cases/contract.ts'
import { shippedRetention } from '#domain/intake/retention.ts'
import { putComponents } from '#modules/components/index.ts'
import { aDraft } from '#modules/components/testing.ts'
import { systemActor } from '#platform/actor.ts'
import { type CaseStory, followStory } from '../../../testing/case-story.ts'
import { openTestCounty, photoForm, type TestCounty } from '../../../testing/test-county.ts'
import { testAdcode, type Voice } from '../../../testing/test-house.ts'

let county: TestCounty
let admin: Voice
beforeAll(async () => {
  county = await openTestCounty({ now: new Date('2026-06-15T09:00:00+08:00'), sessionHours: 400_000 })
  admin = await county.as({ username: 'shu', name: '舒数据', posts: ['data_admin'] })
})
afterAll(() => county.close())

const report = async (photoIds: readonly string[]): Promise<CaseStory> => {
  const { body } = await county.collector.post('/api/reports', await county.lampReport({ photoIds }))
  return followStory(county, String(body['id']))
}
const decline = (story: CaseStory) =>
  story.take('decline', { reasonCode: 'outside-duty', reason: '不属于职责范围' })
const filesOf = async (id: string): Promise<boolean[]> => {
  const [row] = await county.database.rows<{ file: string; thumbnail: string }>(
    'select file, thumbnail from evidence.photos where id = $1',
    [id],
  )
  return [row?.file ?? '', row?.thumbnail ?? ''].map((it) =>
    existsSync(join(county.filesFolder, 'photos', it.slice(0, 2), it)),
  )
}
const night = () => county.runJob('let personal data go')
const lines = () =>
  county.database.rows(
    `select actor_name, input, output from platform.audit_entries where command = 'case.erase-photos'`,
  )
const shownPhotos = async (story: CaseStory): Promise<CaseDetail['photos']> =>
  (await story.show(county.leader)).photos
const monthsLater = (months: number): void => {
  const now = county.clock.now()
  county.clock.turnTo(new Date(now.setMonth(now.getMonth() + months)))
}
/** The same picture sent twice: two photos, one file. */
async function twins(): Promise<[string, string]> {
  const content = await sharp({ create: { width: 80, height: 60, channels: 3, background: '#123456' } })
    .jpeg()
    .toBuffer()
  const send = async (): Promise<string> => {
    const form = photoForm(content)
    const reply = await county.app.inject({
      method: 'POST',
      url: '/api/photos',
      payload: form.payload,
      headers: { ...form.headers, authorization: `Bearer ${county.collector.token}` },
    })
    return reply.json<{ id: string }>().id
  }
  return [await send(), await send()]
}

it('go from rows and disk when their months have passed, but for what is held or still used', async () => {
  const [own, shared, ofLamp] = await county.photos(county.collector, 3)
  const [twin, otherTwin] = await twins()
  const [heldOne, heldTwo] = await county.photos(county.collector, 2)
  if (!own || !shared || !ofLamp || !heldOne || !heldTwo) throw new Error('no photos')
  const ended = await report([own, shared, ofLamp, twin])
  const [inNote] = await county.photos(county.acceptor, 1)
  await county.acceptor.post(`/api/cases/${ended.id}/notes`, { text: '补充照片', photoIds: [inNote] })
  await decline(ended)
  const open = await report([shared, otherTwin])
  const held = await report([heldOne, heldTwo])
  await decline(held)
  const { reportNumber } = await held.show(county.acceptor)
  await admin.post('/api/retention/holds', { number: reportNumber, reason: '行政复议中' })
  const figures = async () =>
    Promise.all(
      ['/api/case-counts', '/api/evaluation/board?month=2026-06'].map(
        async (path) => (await county.leader.get(path)).body,
      ),
    )

  monthsLater(70)
  // As it ships the rule is off, whatever the age.
  await night()
  expect([await lines(), (await admin.get('/api/retention')).body]).toMatchObject([
    [],
    { due: { photos: 0 } },
  ])
  expect(await filesOf(own)).toEqual([true, true])

  const settings = { ...shippedRetention, photos: { isOn: true, months: 60 } }
  expect((await admin.post('/api/retention/preview', { settings })).body).toMatchObject({
    due: { photos: 4 },
  })
  await admin.call('PUT', '/api/retention', { settings, expectedVersion: 0 })
  const before = await figures()
  await night()
  expect(await Promise.all([own, ofLamp, inNote ?? ''].map(filesOf))).toEqual([
    [false, false],
    [false, false],
    [false, false],
  ])
  // The open case shares one photo with the ended one, and the file of another.
  expect(await Promise.all([shared, twin, heldOne].map(filesOf))).toEqual([
    [true, true],
    [true, true],
    [true, true],
  ])
  expect(await lines()).toMatchObject([
    { actor_name: 'retention', input: { held: 1 }, output: { photos: 4 } },
  ])
  const photos = await shownPhotos(ended)
  expect(photos.map((it) => [it.id === shared, it.erasedAt !== null])).toEqual([
    [false, true],
    [true, false],
    [false, true],
    [false, true],
  ])
  expect(photos[0]).toMatchObject({ by: '魏采集', during: 'report' })
  expect((await county.leader.get(`/api/photos/${twin}`)).body).toMatchObject({ code: 'photo.unknown' })
  expect((await shownPhotos(open)).map((it) => it.erasedAt)).toEqual([null, null])
  expect(await figures()).toEqual(before)
  expect(await county.verify()).toMatchObject({ differences: [] })

  // A night in which nothing is due leaves no line; a photo that is gone cannot be given to a case anew.
  await night()
  expect(await lines()).toHaveLength(1)
  expect(
    (await county.collector.post('/api/reports', await county.lampReport({ photoIds: [own, shared] }))).body,
  ).toMatchObject({ code: 'report.photo-unknown' })

  // Once the open case has ended too and its months have passed, the last name of the shared file is gone.
  await decline(open)
  monthsLater(61)
  await night()
  expect(await Promise.all([shared, twin, heldOne].map(filesOf))).toEqual([
    [false, false],
    [false, false],
    [true, true],
  ])
})

it('are kept while they stand for a component, and the sheet of the case says what is gone', async () => {
  const [first, second, third] = await county.photos(county.collector, 3)
  if (!first || !second || !third) throw new Error('no photos')
  const story = await report([first, second, third])
  await decline(story)
  const items = [{ row: 2, draft: aDraft(county.place) }]
  await county.act(systemActor(testAdcode), putComponents, { source: 'test', items })
  const [lamp] = await county.database.rows<{ id: string; version: number }>(
    'select id, version from components.components where adcode = $1',
    [testAdcode],
  )
  const shown = await admin.post(`/api/components/${lamp?.id}/photos`, {
    photoIds: [third],
    version: lamp?.version,
  })
  expect(shown.status, JSON.stringify(shown.body)).toBe(200)
  monthsLater(61)
  await night()
  expect(await Promise.all([first, second, third].map(filesOf))).toEqual([
    [false, false],
    [false, false],
    [true, true],
  ])
  const { number, reportNumber } = await story.show(county.leader)
  const reply = await county.app.inject({
    method: 'POST',
    url: `/api/cases/${story.id}/sheet`,
    payload: { language: 'zh' },
    headers: { authorization: `Bearer ${county.leader.token}` },
  })
  const files = unzipSync(reply.rawPayload)
  const text = strFromU8(files['word/document.xml'] ?? new Uint8Array())
  expect(text).toContain(number ?? reportNumber)
  expect(text.match(/按留存规则删除/g)).toHaveLength(2)
})
