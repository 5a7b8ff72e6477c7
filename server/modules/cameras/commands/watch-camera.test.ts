/** Watching: by area and right, logged, through the server alone, and only what the registered host gives. */
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sumTables } from '../../../testing/table-sums.ts'
import { openTestCounty, type TestCounty, tinyMiddle } from '../../../testing/test-county.ts'
import type { Voice } from '../../../testing/test-house.ts'
import { largeBytes, openVideoSource, type VideoSource } from '../testing.ts'
import { fetchVideo, isOwnAddress } from '../video/fetch-video.ts'

let county: TestCounty
let source: VideoSource
let keeper: Voice
beforeAll(async () => {
  source = await openVideoSource(
    await sharp({ create: { width: 32, height: 24, channels: 3, background: '#335' } })
      .jpeg()
      .toBuffer(),
  )
  county = await openTestCounty({ videoHosts: [source.host, '127.0.0.3'] })
  keeper = await county.as({ username: 'keeper', posts: ['data_admin'] })
})
afterAll(async () => {
  await county.close()
  await source.close()
})

let serial = 0
async function register(changes: object = {}): Promise<string> {
  const { status, body } = await keeper.post('/api/cameras', {
    code: `W-${++serial}`,
    name: '文化路口',
    point: tinyMiddle(0, 3),
    purpose: '市容巡查',
    legalBasis: '县政府批复',
    streamUrl: `${source.address}/live/stall.m3u8?token=t0ken`,
    ...changes,
  })
  expect(status, JSON.stringify(body)).toBe(200)
  return String(body['id'])
}
const watch = (by: Voice, id: string, headers = {}) =>
  by.post(`/api/cameras/${id}/watch`, { reason: '巡查市容' }, headers)

describe('watching a camera', () => {
  it('is refused without the right, outside the own areas, and where it is restricted', async () => {
    const id = await register({ point: tinyMiddle(0, 3) })
    const restricted = await register({ access: 'restricted' })
    const elsewhere = await county.as({ username: 'east', posts: ['acceptor'], areaCodes: ['530127001002'] })
    const here = await county.as({ username: 'west', posts: ['acceptor'], areaCodes: ['530127001001'] })
    const sums = await sumTables(county.database)
    for (const by of [county.unit, county.collector, county.sysadmin, keeper])
      expect((await watch(by, id)).body).toMatchObject({ code: 'access.not-permitted' })
    expect((await watch(elsewhere, id)).body).toMatchObject({ code: 'camera.not-yours' })
    expect((await watch(county.acceptor, restricted)).body).toMatchObject({ code: 'camera.not-yours' })
    expect(await sumTables(county.database)).toEqual(sums)
    expect((await watch(here, id)).status).toBe(200)
    expect((await watch(county.shiftLeader, restricted)).status).toBe(200)
    const seen = (await elsewhere.get('/api/cameras')).body['cameras'] as { id: string }[]
    expect(seen.map((it) => it.id)).not.toContain(id)
  })

  it('is logged once with who, which, when and what for, and read by whoever reads the logs', async () => {
    const id = await register()
    const key = { 'idempotency-key': 'watched-once' }
    const first = await watch(county.acceptor, id, key)
    const lines = await county.database.rows(
      "select command, subject_id, actor_name from platform.audit_entries where request_id = 'watched-once'",
    )
    expect(lines).toEqual([{ command: 'camera.watch', subject_id: id, actor_name: '闵受理' }])
    const sums = await sumTables(county.database)
    expect((await watch(county.acceptor, id, key)).body).toEqual(first.body)
    expect(await sumTables(county.database)).toEqual(sums)
    expect((await county.acceptor.get('/api/camera-watches')).body).toMatchObject({
      code: 'access.not-permitted',
    })
    const log = await county.auditAdmin.get(`/api/camera-watches?cameraId=${id}`)
    expect(log.body['watches']).toMatchObject([
      {
        cameraName: '文化路口',
        personName: '闵受理',
        reason: '巡查市容',
        startedAt: county.clock.now().toISOString(),
      },
    ])
  })

  it('gives playlist and parts through the server, without a word of where they come from', async () => {
    const { body } = await watch(county.acceptor, await register())
    const path = String(body['playlistPath'])
    const playlist = await county.acceptor.get(path)
    expect(playlist.status).toBe(200)
    const text = String(playlist.body['text'])
    expect(text).toMatch(/^#EXTM3U/)
    expect(text).not.toMatch(/127\.0\.0\.1|t0ken|part-0|init/)
    const [init] = /\/api\/[^"]+/.exec(text) ?? []
    const part = await county.acceptor.get(String(init))
    expect([part.status, part.headers['content-type'], part.headers['cache-control']]).toEqual([
      200,
      'video/mp4',
      'no-store',
    ])
    expect(source.asked).toContain('/live/init.mp4')
    // Sealed for this watch: neither another watch nor another person gets anything by it.
    const other = await watch(county.acceptor, await register())
    const [, sealed] = String(init).split('?')
    expect((await county.acceptor.get(`${other.body['playlistPath']}?${sealed}`)).body).toMatchObject({
      code: 'camera.watch-over',
    })
    expect((await county.shiftLeader.get(path)).body).toMatchObject({ code: 'camera.watch-over' })
    expect((await county.acceptor.get(`${path}?part=aHR0cDovLzEyNy4wLjAuMS8`)).body).toMatchObject({
      code: 'camera.watch-over',
    })
  })

  it('hands on a large part whole', async () => {
    const id = await register({ streamUrl: `${source.address}/large.m3u8` })
    const { body } = await watch(county.acceptor, id)
    const [, part] = String((await county.acceptor.get(String(body['playlistPath']))).body['text']).split(
      ',\n',
    )
    const { body: bytes } = await county.acceptor.get(String(part))
    expect(String(bytes['text']).length).toBe(largeBytes)
  })

  it('is over when it is ended, after two hours, and when the camera ends', async () => {
    const id = await register()
    const { body } = await watch(county.acceptor, id)
    const path = String(body['playlistPath'])
    expect((await county.shiftLeader.post(`/api/camera-watches/${body['watchId']}/end`)).body).toMatchObject({
      code: 'camera.watch-over',
    })
    const key = { 'idempotency-key': 'watch-ended-once' }
    const ended = await county.acceptor.post(`/api/camera-watches/${body['watchId']}/end`, {}, key)
    expect(ended.body).toEqual({ id: body['watchId'] })
    const sums = await sumTables(county.database)
    expect((await county.acceptor.post(`/api/camera-watches/${body['watchId']}/end`, {}, key)).body).toEqual(
      ended.body,
    )
    expect(await sumTables(county.database)).toEqual(sums)
    expect((await county.acceptor.get(path)).body).toMatchObject({ code: 'camera.watch-over' })
    const again = await watch(county.acceptor, id)
    expect((await county.acceptor.get(String(again.body['playlistPath']))).status).toBe(200)
    county.clock.advance(2 * 3_600_000)
    expect((await county.acceptor.get(String(again.body['playlistPath']))).body).toMatchObject({
      code: 'camera.watch-over',
    })
    await keeper.post(`/api/cameras/${id}/end`, { expectedVersion: 1 })
    expect((await watch(county.acceptor, id)).body).toMatchObject({ code: 'camera.out-of-use' })
  })

  it.each([
    ['elsewhere.m3u8', '别的主机'],
    ['astray.m3u8', '别的主机'],
    ['page.m3u8', '不是 HLS'],
    ['missing.m3u8', '404'],
  ])('says why %s gives no picture: %s', async (name, word) => {
    const { body } = await watch(county.acceptor, await register({ streamUrl: `${source.address}/${name}` }))
    const answer = await county.acceptor.get(String(body['playlistPath']))
    expect(answer.status).toBe(503)
    expect(JSON.stringify(answer.body)).toContain(word)
    expect(JSON.stringify(answer.body)).not.toContain('127.0.0')
  })

  it('says so where the host does not answer, and where no stream is registered', async () => {
    const { body } = await watch(county.acceptor, await register({ streamUrl: 'http://127.0.0.3:1/a.m3u8' }))
    expect((await county.acceptor.get(String(body['playlistPath']))).body).toMatchObject({
      code: 'camera.unreachable',
    })
    expect((await watch(county.acceptor, await register({ streamUrl: null }))).body).toMatchObject({
      code: 'camera.no-stream',
    })
  })
})

describe('the guard of the server', () => {
  it.each([
    ['127.0.0.1', true],
    ['127.9.9.9', true],
    ['::1', true],
    ['::ffff:127.0.0.1', true],
    ['169.254.169.254', true],
    ['0.0.0.0', true],
    ['fe80::1', true],
    ['10.1.2.3', false],
    ['192.168.1.4', false],
    ['2001:db8::1', false],
  ])('%s is an own address: %s', (address, isOwn) => {
    expect(isOwnAddress(address)).toBe(isOwn)
  })

  it('never connects to this machine by number or by name where the county named no host', async () => {
    const before = source.asked.length
    const { port } = new URL(source.address)
    for (const host of ['127.0.0.1', 'localhost', '[::ffff:7f00:1]', '2130706433'])
      await expect(
        fetchVideo(new URL(`http://${host}:${port}/live/stall.m3u8`), { hosts: [] }),
      ).rejects.toMatchObject({
        code: 'camera.unreachable',
      })
    expect(source.asked.length).toBe(before)
  })

  it('takes no other host than those the county named', async () => {
    await expect(
      fetchVideo(new URL(`${source.address}/live/stall.m3u8`), { hosts: ['video.example'] }),
    ).rejects.toMatchObject({
      code: 'camera.unreachable',
    })
    const answer = await keeper.post('/api/cameras', {
      code: 'other-host',
      name: '别处',
      point: tinyMiddle(0, 3),
      purpose: '市容巡查',
      legalBasis: '县政府批复',
      streamUrl: 'http://10.1.2.3/a.m3u8',
    })
    expect(answer.body).toMatchObject({ code: 'camera.address-refused' })
  })
})
