/**
 * Base maps in Chromium: the keeper of data brings in a file, looks at it before saving and makes it the first; a dispatcher
 * sees it with its review number and may choose another; a map service that is down says so and hides no case. The moral:
 * nobody needs the internet, and whoever shows a map shows whose it is.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStory } from '../server/testing/case-story.ts'
import { openTestCounty, type TestCounty, tinyMiddle } from '../server/testing/test-county.ts'
import type { Voice } from '../server/testing/test-house.ts'
import { makeMbtiles, plainPicture, tilesAround } from '../server/testing/tile-files.ts'
import { type Desk, hasChromium, openDesk, type Sitter } from './desk-driver.ts'

describe.skipIf(!hasChromium)('base maps (needs /usr/bin/chromium)', { timeout: 300_000 }, () => {
  let county: TestCounty
  let desk: Desk
  let keeper: Sitter
  let keeperVoice: Voice
  let dispatcher: Sitter
  let caseId: string
  let provider: Server
  let isDown = false
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'jingwei-base-'))
    const picture = await plainPicture([40, 150, 70])
    makeMbtiles(
      join(folder, 'photo.mbtiles'),
      tilesAround(tinyMiddle(0, 3), [10, 11, 12, 13, 14, 15, 16, 17], picture, 3),
      { name: '县城正射影像', attribution: '县自然资源局' },
    )
    provider = createServer((_request, reply) =>
      isDown ? reply.writeHead(403).end() : reply.setHeader('content-type', 'image/png').end(picture),
    )
    await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve))
    county = await openTestCounty({ now: new Date() })
    caseId = (await openStory(county)).id
    desk = await openDesk(county)
    keeperVoice = await county.as({ username: 'keeper', posts: ['data_admin'] })
    await county.as({ username: 'mapper', posts: ['dispatcher'] })
    keeper = await desk.sit('keeper', { hasMap: true })
    dispatcher = await desk.sit('mapper', { hasMap: true })
  })
  afterAll(async () => {
    await desk?.close()
    await county?.close()
    provider?.closeAllConnections()
    provider?.close()
    await rm(folder, { recursive: true, force: true })
  })

  /** Whether the picture of the tests, which is green, covers the map; the own territory is white and grey. */
  const isPicture = async ({ page }: Sitter): Promise<boolean> => {
    const { channels } = await sharp(await page.locator('figure.map canvas').last().screenshot()).stats()
    const [red, green] = channels.map((it) => it.mean)
    return (green ?? 0) - (red ?? 0) > 25
  }

  it('a file is brought in, looked at before it is saved, and made the first', async () => {
    const { page } = keeper
    await keeper.visit('/admin/basemaps')
    await page.getByRole('button', { name: '新增底图' }).click()
    const dialog = page.getByRole('dialog', { name: '新增底图' })
    await dialog.getByLabel('来源', { exact: false }).first().selectOption('file')
    await dialog.locator('input[type=file]').setInputFiles({
      name: 'broken.mbtiles',
      mimeType: 'application/octet-stream',
      buffer: Buffer.from('no tiles'),
    })
    await dialog.getByText('不是 MBTiles、PMTiles 或 GeoPackage 文件').waitFor()
    await dialog.locator('input[type=file]').setInputFiles(join(folder, 'photo.mbtiles'))
    await dialog.getByText('10–17 级').waitFor()
    expect(await dialog.getByLabel('名称').inputValue()).toBe('县城正射影像')
    await dialog.getByLabel('审图号', { exact: false }).first().fill('云S（2026）12号')
    await dialog.getByRole('button', { name: '试看' }).click()
    await dialog.getByText('审图号：云S').waitFor()
    await expect.poll(() => isPicture(keeper), { timeout: 20_000 }).toBe(true)
    expect(await keeper.violations()).toEqual([])
    expect((await keeperVoice.get('/api/basemaps/managed')).body).toMatchObject({ baseMaps: [] })
    await dialog.getByRole('button', { name: '确定' }).click()
    await page.getByText('已保存 县城正射影像').waitFor()
    await page.getByRole('button', { name: '设为默认' }).last().click()
    await page.getByText('默认底图已改为 县城正射影像').waitFor()
    expect(await keeper.violations()).toEqual([])
  })

  it('a dispatcher sees it with its review number on the map and on a case, and may go back to the own territory', async () => {
    const { page } = dispatcher
    const credit = page.getByText('审图号：云S(2026)12号 · 县自然资源局')
    await dispatcher.visit('/map')
    await credit.waitFor()
    await page.locator('.map .blank').waitFor({ state: 'detached' })
    await expect.poll(() => isPicture(dispatcher), { timeout: 20_000 }).toBe(true)
    // On paper the drawing is a picture, and the review number stands under it as on the screen.
    await page.emulateMedia({ media: 'print' })
    await page.evaluate(`window.dispatchEvent(new Event('beforeprint'))`)
    await page.locator('img.paper').waitFor()
    expect(await credit.isVisible()).toBe(true)
    await page.emulateMedia({ media: null })
    await dispatcher.visit(`/cases/${caseId}`)
    await credit.waitFor()
    await page.locator('.map .blank').waitFor({ state: 'detached' })
    const button = page.getByRole('button', { name: '底图', exact: true })
    await button.focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Escape')
    await credit.waitFor({ state: 'detached' })
    await expect.poll(() => page.locator('button:focus').getAttribute('aria-label')).toBe('底图')
    await dispatcher.visit('/map')
    await page.locator('.map .blank').waitFor({ state: 'detached' })
    expect(await credit.count()).toBe(0)
    await expect.poll(() => isPicture(dispatcher)).toBe(false)
    expect(await dispatcher.violations()).toEqual([])
  })

  it('a service that refuses says so on the map, and cases are seen as before', async () => {
    const { port } = provider.address() as AddressInfo
    const source = { kind: 'xyz', template: `http://127.0.0.1:${port}/{z}/{x}/{y}.png` }
    const common = { datum: 'gcj02', minZoom: 1, maxZoom: 18, reviewNumber: 'GS(2024)0650号' }
    await keeperVoice.post('/api/basemaps', { ...common, name: '某地图', source })
    isDown = true
    const { page } = dispatcher
    await dispatcher.visit('/map')
    await page.getByRole('button', { name: '底图', exact: true }).click()
    await page.getByRole('radio', { name: '某地图' }).check()
    const warning = page.getByText(`底图“某地图”被 127.0.0.1:${port} 拒绝（403）`)
    await warning.waitFor()
    const legend = page.getByRole('region', { name: '图层与图例' })
    await expect.poll(() => legend.textContent()).toMatch(/在办案卷\s*1/)
    expect(await page.locator('.map .blank').count()).toBe(0)
    await page.keyboard.press('Escape')
    expect(await dispatcher.violations()).toEqual([])
    isDown = false
    await expect
      .poll(
        async () => {
          const retry = page.getByRole('button', { name: '重试' })
          if (await retry.isVisible()) await retry.click()
          return (await warning.isVisible()) ? false : isPicture(dispatcher)
        },
        { timeout: 25_000, interval: 1500 },
      )
      .toBe(true)
  })
})
