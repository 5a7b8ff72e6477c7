/**
 * A shift leader looks through a camera on the map, sees a stall and takes its picture; an acceptor makes it a report that
 * appears in the queue with its photo, and discards another with a reason. A unit sees nothing of cameras. The moral: what a
 * camera shows becomes a case only through a person, and who looked is known. The stream is a real one over HTTP.
 */
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestCounty, type TestCounty } from '../server/testing/test-county.ts'
import { openVideoSource, type VideoSource } from '../server/testing/video-source.ts'
import { type Desk, hasChromium, openDesk, type Sitter } from './desk-driver.ts'

describe.skipIf(!hasChromium)('a camera sees a stall (needs /usr/bin/chromium)', { timeout: 300_000 }, () => {
  let county: TestCounty
  let desk: Desk
  let source: VideoSource
  let leader: Sitter
  let acceptor: Sitter
  let cameraId: string
  let stalled: string

  beforeAll(async () => {
    const picture = await sharp({ create: { width: 320, height: 180, channels: 3, background: '#456' } })
      .jpeg()
      .toBuffer()
    source = await openVideoSource(picture)
    county = await openTestCounty({ now: new Date(), videoHosts: [source.host] })
    const keeper = await county.as({ username: 'keeper', posts: ['data_admin'] })
    const register = async (changes: object): Promise<string> => {
      const { status, body } = await keeper.post('/api/cameras', {
        name: '文化路口',
        address: '文化路与育才街交叉口',
        point: county.place,
        purpose: '市容巡查',
        legalBasis: '县政府批复',
        bearing: 90,
        angle: 70,
        ...changes,
      })
      expect(status, JSON.stringify(body)).toBe(200)
      return String(body['id'])
    }
    cameraId = await register({
      code: '53012700001310000001',
      streamUrl: `${source.address}/live/stall.m3u8?token=t0ken`,
      snapshotUrl: `${source.address}/snapshot.jpg`,
    })
    stalled = await register({ code: 'C-2', name: '育才街口', streamUrl: `${source.address}/gone.m3u8` })
    desk = await openDesk(county)
    ;[leader, acceptor] = [await desk.sit('qiang', { hasMap: true }), await desk.sit('min')]
  })
  afterAll(async () => {
    await desk?.close()
    await county?.close()
    await source?.close()
  })

  const isPlaying = () =>
    leader.page.evaluate(
      "document.querySelector('video')?.dataset.state === 'playing' && document.querySelector('video').currentTime > 0",
    )

  it('opens from the map, with a reason, and plays; the player is loaded only then', async () => {
    const { page } = leader
    const scripts: string[] = []
    page.on('request', (it) => scripts.push(it.url()))
    await leader.visit(`/map?layers=cases,cameras,streets&at=${county.place.join(',')},16`)
    const legend = page.getByRole('region', { name: '图层与图例' })
    expect(await legend.getByRole('checkbox', { name: '视频探头' }).isChecked()).toBe(true)
    await legend.getByRole('button', { name: '查看 文化路口' }).click()
    const card = page.getByRole('complementary')
    await card.getByLabel('查看事由').fill('巡查市容')
    expect(scripts.filter((it) => it.includes('hls-engine'))).toEqual([])
    await page.keyboard.press('Enter')
    await expect.poll(isPlaying, { timeout: 20_000 }).toBe(true)
    expect(scripts.some((it) => it.includes('hls-engine'))).toBe(true)
    expect(scripts.some((it) => it.includes('t0ken') || it.includes(source.host))).toBe(false)
    expect(await leader.violations()).toEqual([])
  })

  it('takes two pictures that wait for a review, and makes no case of them', async () => {
    const card = leader.page.getByRole('complementary')
    for (const note of ['人行道上摆摊', '没有看清']) {
      await card.getByLabel('看到了什么').fill(note)
      await card.getByRole('button', { name: '截图待审', exact: true }).click()
      await expect.poll(() => card.getByLabel('看到了什么').inputValue()).toBe('')
    }
    await leader.visit('/findings')
    await leader.page.getByText('人行道上摆摊').click()
    await leader.page.getByText('由受理员审核。').waitFor()
    expect((await county.database.rows('select 1 from cases.cases')).length).toBe(0)
  })

  it('says in words why another has no picture', async () => {
    const { page } = leader
    await leader.visit(`/cameras?id=${stalled}`)
    await page.getByRole('button', { name: '打开画面' }).click()
    await page.getByText('视频源没有画面').waitFor()
    expect(await leader.violations()).toEqual([])
  })

  it('becomes a report by the acceptor, and the other is discarded with a reason', async () => {
    const { page } = acceptor
    await acceptor.visit('/findings')
    await page.getByRole('link', { name: /视频发现.*2/ }).waitFor()
    await page.getByRole('button', { name: /人行道上摆摊/ }).click()
    const review = page.getByRole('complementary', { name: '审核' })
    await review.getByText('附近没有可能重复的案卷').waitFor()
    await expect
      .poll(() => page.evaluate("document.querySelector('aside.aside img')?.naturalWidth"))
      .toBe(320)
    expect(await acceptor.violations()).toEqual([])
    await review.getByLabel('问题描述').fill('流动摊贩占用人行道')
    await review.getByRole('button', { name: '转为上报' }).click()
    await page.getByText('已转为上报').waitFor()
    await review.getByLabel('不采用的原因').fill('画面看不清')
    await review.getByRole('button', { name: '不采用', exact: true }).click()
    await page.getByText('没有待审核的视频发现').waitFor()
  })

  it('stands in the queue with its photo and its camera, and the camera beside it', async () => {
    const { page } = acceptor
    await acceptor.visit('/queue')
    await page.getByText('流动摊贩占用人行道').first().waitFor()
    const [row] = await county.database.rows<{ id: string; source: string }>(
      'select id, source from cases.cases',
    )
    expect(row?.source).toBe('video')
    await acceptor.visit(`/cases/${row?.id}`)
    await page.getByText('视频探头：文化路口 53012700001310000001').first().waitFor()
    await page.getByRole('heading', { name: /附近探头/ }).waitFor()
    await page.getByRole('button', { name: '查看 文化路口' }).click()
    await expect
      .poll(() => page.evaluate("document.querySelector('video')?.dataset.state"), { timeout: 20_000 })
      .toBe('playing')
    expect(await acceptor.violations()).toEqual([])
    await page.keyboard.press('Escape')
    const log = (await county.auditAdmin.get(`/api/camera-watches?cameraId=${cameraId}`)).body['watches']
    expect(log).toMatchObject([{ personName: '闵受理' }, { personName: '强值班', reason: '巡查市容' }])
  })

  it('plays on the command screen too', async () => {
    const { page } = leader
    await page.goto(`${desk.address}/screen/`)
    await page.getByRole('button', { name: '视频探头' }).click()
    const wall = page.getByRole('region', { name: '视频查看' })
    await wall.getByLabel('选择探头').selectOption({ label: '文化路口' })
    await wall.getByRole('button', { name: '打开画面' }).click()
    await expect.poll(isPlaying, { timeout: 20_000 }).toBe(true)
    expect(await leader.violations()).toEqual([])
  })

  it('is not seen by whoever has no right', async () => {
    const unit = await desk.sit('deng')
    await unit.visit('/map?layers=cases,cameras')
    const { page } = unit
    expect(await page.getByRole('checkbox', { name: '视频探头' }).count()).toBe(0)
    expect(await page.getByRole('link', { name: /视频/ }).count()).toBe(0)
    expect((await county.unit.post(`/api/cameras/${cameraId}/watch`, { reason: '看看' })).status).toBe(403)
  })
})
