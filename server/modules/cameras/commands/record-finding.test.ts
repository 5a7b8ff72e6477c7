/** Findings: a picture waits for a person, becomes a report with its case or is discarded and later erased. */
import { readdir } from 'node:fs/promises'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '#platform/actor.ts'
import { sumTables } from '../../../testing/table-sums.ts'
import { openTestCounty, photoForm, type TestCounty, tinyMiddle } from '../../../testing/test-county.ts'
import type { Voice } from '../../../testing/test-house.ts'
import { testAdcode } from '../../../testing/test-house.ts'
import { openVideoSource, type VideoSource } from '../testing.ts'
import { eraseFinding } from './erase-finding.ts'

let county: TestCounty
let source: VideoSource
let cameraId: string
let watchId: string
const picture = (shade: number) =>
  sharp({ create: { width: 32, height: 24, channels: 3, background: { r: shade, g: 60, b: 90 } } })
    .jpeg()
    .toBuffer()
beforeAll(async () => {
  source = await openVideoSource(await picture(200))
  county = await openTestCounty({ videoHosts: [source.host], sessionHours: 2000 })
  const keeper = await county.as({ username: 'keeper', posts: ['data_admin'] })
  const { body } = await keeper.post('/api/cameras', {
    code: '53012700001310000001',
    name: '文化路口',
    address: '文化路与育才街交叉口',
    point: tinyMiddle(0, 3),
    purpose: '市容巡查',
    legalBasis: '县政府批复',
    retentionDays: 3,
    waitDays: 10,
    streamUrl: `${source.address}/live/stall.m3u8`,
    snapshotUrl: `${source.address}/snapshot.jpg`,
  })
  cameraId = String(body['id'])
  const watched = await county.shiftLeader.post(`/api/cameras/${cameraId}/watch`, { reason: '巡查市容' })
  watchId = String(watched.body['watchId'])
})
afterAll(async () => {
  await county.close()
  await source.close()
})

async function record(content: Buffer, by: Voice = county.shiftLeader, headers = {}) {
  const form = photoForm(content)
  const reply = await county.app.inject({
    method: 'POST',
    url: `/api/camera-watches/${watchId}/findings?note=${encodeURIComponent('占道摆摊')}`,
    payload: form.payload,
    headers: { ...form.headers, ...headers, authorization: `Bearer ${by.token}` },
  })
  return reply.json<Record<string, unknown>>()
}
type Finding = Record<string, unknown> & { id: string; photoId: string | null; version: number }
const list = async (state = 'waiting', by: Voice = county.acceptor): Promise<Finding[]> =>
  (await by.get(`/api/camera-findings?state=${state}`)).body['findings'] as Finding[]
const newest = async (): Promise<Finding> => {
  const found = (await list()).at(-1)
  if (!found) throw new Error('nothing waits')
  return found
}

describe('a picture from a camera', () => {
  it('is taken by nobody without the right or without the watch, and once', async () => {
    const content = await picture(1)
    const sums = await sumTables(county.database)
    expect(await record(content, county.unit)).toMatchObject({ code: 'access.not-permitted' })
    expect(await record(content, county.acceptor)).toMatchObject({ code: 'camera.watch-over' })
    expect(await record(Buffer.from('no picture'))).toMatchObject({ code: 'photo.not-a-photo' })
    expect(await sumTables(county.database)).toEqual(sums)
    const key = { 'idempotency-key': 'finding-recorded-once' }
    const first = await record(content, county.shiftLeader, key)
    const lines = await county.database.rows(
      "select command, subject_id from platform.audit_entries where request_id = 'finding-recorded-once'",
    )
    expect(lines).toEqual([{ command: 'finding.record', subject_id: first['id'] }])
    const after = await sumTables(county.database)
    expect(await record(content, county.shiftLeader, key)).toEqual(first)
    expect(await sumTables(county.database)).toEqual(after)
    expect(await newest()).toMatchObject({
      note: '占道摆摊',
      takenBy: '强值班',
      isFetched: false,
      camera: { name: '文化路口' },
    })
    expect((await county.database.rows('select 1 from cases.cases')).length).toBe(0)
  })

  it('is fetched by the server where the camera gives stills', async () => {
    expect((await county.unit.post(`/api/cameras/${cameraId}/snapshots`, { note: '' })).body).toMatchObject({
      code: 'access.not-permitted',
    })
    const answer = await county.dispatcher.post(`/api/cameras/${cameraId}/snapshots`, { note: '' })
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    const { body } = await county.auditAdmin.get(`/api/camera-watches?cameraId=${cameraId}`)
    expect((body['watches'] as { personName: string }[]).map((it) => it.personName)).toContain('鲍派遣')
    expect((await list()).find((it) => it.id === answer.body['id'])).toMatchObject({
      isFetched: true,
      takenBy: '鲍派遣',
    })
  })

  it('is not seen by whoever may not watch the camera', async () => {
    const elsewhere = await county.as({ username: 'east', posts: ['acceptor'], areaCodes: ['530127001002'] })
    const { body } = await elsewhere.get('/api/camera-findings')
    expect(body).toEqual({ waiting: 0, findings: [] })
    const { id, version } = await newest()
    expect(
      (
        await elsewhere.post(`/api/camera-findings/${id}/discard`, {
          expectedVersion: version,
          reason: '看错了',
        })
      ).body,
    ).toMatchObject({
      code: 'camera.not-yours',
    })
  })
})

describe('the picture of a finding', () => {
  const sees = async (voice: Voice, photoId: unknown): Promise<boolean> => {
    const { status, body } = await voice.get(`/api/photos/${String(photoId)}?size=thumbnail`)
    if (status !== 200) expect(body).toMatchObject({ code: 'photo.unknown' })
    return status === 200
  }

  it('is shown to those who may watch the camera, and once it is of a case to those who may see that', async () => {
    await record(await picture(11))
    const { id, photoId } = await newest()
    const elsewhere = await county.as({ username: 'far', posts: ['acceptor'], areaCodes: ['530127001002'] })
    const { acceptor, shiftLeader, dispatcher, unit, otherUnit, collector, sysadmin } = county
    for (const voice of [acceptor, shiftLeader, dispatcher]) expect(await sees(voice, photoId)).toBe(true)
    for (const voice of [unit, otherUnit, collector, elsewhere, sysadmin])
      expect(await sees(voice, photoId)).toBe(false)
    const url = `/api/photos/${photoId}`
    const headers = { authorization: `Bearer ${acceptor.token}` }
    expect((await county.app.inject({ url, headers })).headers['cache-control']).toBe('no-store')
    const report = { expectedVersion: 1, description: '井盖缺失，需要处理' }
    const { body } = await acceptor.post(`/api/camera-findings/${id}/report`, report)
    const caseId = String(body['id'])
    for (const voice of [unit, collector, elsewhere]) expect(await sees(voice, photoId)).toBe(false)
    await county.database.rows(`update cases.cases set lead_unit_id = $1 where id = $2`, [
      county.lampStation,
      caseId,
    ])
    expect([await sees(unit, photoId), await sees(otherUnit, photoId)]).toEqual([true, false])
    await county.database.rows(`update cases.cases set lead_unit_id = null where id = $1`, [caseId])
  })

  it('cannot be given to a report of one’s own by its id, which would print it', async () => {
    await record(await picture(12))
    const { photoId } = await newest()
    const sums = await sumTables(county.database)
    const { body } = await county.collector.post(
      '/api/reports',
      await county.lampReport({ photoIds: [photoId, ...(await county.photos(county.collector, 2))] }),
    )
    expect(body).toMatchObject({ code: 'report.photo-unknown' })
    const now = await sumTables(county.database)
    expect(Object.keys(now).filter((it) => now[it] !== sums[it] && /cases|intake/.test(it))).toEqual([])
  })
})

describe('a review', () => {
  it('makes a report once: a case under the source video, with the picture and the name of the camera', async () => {
    await record(await picture(2))
    const { id, photoId } = await newest()
    const body = { expectedVersion: 1, description: '占道经营，摊位占用人行道' }
    expect((await county.shiftLeader.post(`/api/camera-findings/${id}/report`, body)).body).toMatchObject({
      code: 'access.not-permitted',
    })
    const key = { 'idempotency-key': 'finding-reported-once' }
    const first = await county.acceptor.post(`/api/camera-findings/${id}/report`, body, key)
    expect(first.status, JSON.stringify(first.body)).toBe(200)
    const lines = await county.database.rows(
      "select command, subject_id from platform.audit_entries where request_id = 'finding-reported-once'",
    )
    expect(lines).toEqual([{ command: 'finding.report', subject_id: id }])
    const sums = await sumTables(county.database)
    expect((await county.acceptor.post(`/api/camera-findings/${id}/report`, body, key)).body).toEqual(
      first.body,
    )
    expect((await county.acceptor.post(`/api/camera-findings/${id}/report`, body)).body).toMatchObject({
      code: 'finding.reviewed',
    })
    expect(await sumTables(county.database)).toEqual(sums)
    const opened = await county.acceptor.get(`/api/cases/${first.body['id']}`)
    expect(opened.body).toMatchObject({
      source: 'video',
      address: '文化路与育才街交叉口',
      townCode: '530127001',
    })
    expect(JSON.stringify(opened.body)).toContain('视频探头：文化路口 53012700001310000001')
    expect(JSON.stringify(opened.body)).toContain(String(photoId))
    const reported = (await list('reported')).find((it) => it.id === id)
    expect(reported).toMatchObject({
      caseId: first.body['id'],
      reviewedBy: '闵受理',
      reportNumber: first.body['reportNumber'],
    })
    await county.verify()
  })

  it('lets a report join an open case that is the same trouble', async () => {
    const [before] = await county.database.rows<{ id: string }>(
      'select id from cases.cases order by id limit 1',
    )
    await record(await picture(3))
    const { id } = await newest()
    const answer = await county.acceptor.post(`/api/camera-findings/${id}/report`, {
      expectedVersion: 1,
      description: '还在原处',
      joinsCaseId: before?.id,
    })
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    expect((await list('reported')).find((it) => it.id === id)).toMatchObject({ caseId: before?.id })
  })

  it('discards once with a reason; the picture is erased after the days of the camera and the line stays', async () => {
    await record(await picture(4))
    const { id, photoId } = await newest()
    const body = { expectedVersion: 1, reason: '摊主已自行离开' }
    const discard = (by: Voice, headers = {}) => by.post(`/api/camera-findings/${id}/discard`, body, headers)
    expect((await discard(county.dispatcher)).body).toMatchObject({ code: 'access.not-permitted' })
    expect(
      (await county.acceptor.post(`/api/camera-findings/${id}/discard`, { expectedVersion: 1, reason: '' }))
        .body,
    ).toMatchObject({
      code: 'request.invalid',
    })
    const key = { 'idempotency-key': 'finding-discarded-once' }
    const first = await discard(county.acceptor, key)
    expect(first.body).toEqual({ id, version: 2 })
    const sums = await sumTables(county.database)
    expect((await discard(county.acceptor, key)).body).toEqual(first.body)
    expect(await sumTables(county.database)).toEqual(sums)
    const files = async () =>
      (await readdir(county.filesFolder, { recursive: true })).filter((it) => it.endsWith('.jpg')).length
    const kept = await files()
    county.clock.advance(3 * 86_400_000 - 60_000)
    await county.runJob('camera.erase-findings')
    expect((await county.acceptor.get(`/api/photos/${photoId}`)).status).toBe(200)
    county.clock.advance(120_000)
    await county.runJob('camera.erase-findings')
    await county.runJob('camera.erase-findings')
    expect((await county.acceptor.get(`/api/photos/${photoId}`)).body).toMatchObject({
      code: 'photo.unknown',
    })
    expect(await files()).toBe(kept - 2)
    expect((await list('discarded')).find((it) => it.id === id)).toMatchObject({
      photoId: null,
      reason: '摊主已自行离开',
      reviewedBy: '闵受理',
      takenBy: '强值班',
    })
    // Pictures of reports belong to their cases and are not touched.
    for (const it of await list('reported'))
      expect((await county.acceptor.get(`/api/photos/${it.photoId}`)).status).toBe(200)
  })
})

describe('a finding that nobody reviews', () => {
  it('is told of in the queue, and discarded with its picture by the job at night, once', async () => {
    const watched = await county.shiftLeader.post(`/api/cameras/${cameraId}/watch`, { reason: '巡查市容' })
    watchId = String(watched.body['watchId'])
    await record(await picture(13))
    const { id, photoId, erasesAt } = await newest()
    const due = county.clock.now().getTime() + 10 * 86_400_000
    expect(erasesAt).toBe(new Date(due).toISOString())
    // Nobody erases by hand, whatever they may do, and the job not before its day.
    await expect(county.act(county.acceptor.session, eraseFinding, { id })).rejects.toMatchObject({
      code: 'access.not-permitted',
    })
    await expect(county.act(systemActor(testAdcode), eraseFinding, { id })).rejects.toMatchObject({
      code: 'finding.unknown',
    })
    county.clock.turnTo(new Date(due - 60_000))
    await county.runJob('camera.erase-findings')
    expect((await list()).find((it) => it.id === id)).toMatchObject({ photoId })
    county.clock.turnTo(new Date(due))
    await county.runJob('camera.erase-findings')
    const lines = await county.database.rows(
      'select command, actor_name from platform.audit_entries where subject_id = $1 and command = $2',
      [id, 'finding.erase'],
    )
    expect(lines).toEqual([{ command: 'finding.erase', actor_name: '系统 system' }])
    expect((await list('discarded')).find((it) => it.id === id)).toMatchObject({
      photoId: null,
      erasesAt: null,
      reviewedBy: '系统 system',
      reason: expect.stringContaining('无人审核'),
    })
    expect((await county.acceptor.get(`/api/photos/${photoId}`)).body).toMatchObject({
      code: 'photo.unknown',
    })
    const sums = await sumTables(county.database)
    await county.runJob('camera.erase-findings')
    const after = await sumTables(county.database)
    expect(Object.keys(after).filter((it) => after[it] !== sums[it] && !/jobs/.test(it))).toEqual([])
  })
})
