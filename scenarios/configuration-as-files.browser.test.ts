/**
 * A system administrator takes the configuration of the county out as files, and brings changed ones in. The moral:
 * what files would do is seen before they do it, and a file with a fault does nothing.
 */
import { readFile } from 'node:fs/promises'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestCounty, type TestCounty } from '../server/testing/test-county.ts'
import { type Desk, hasChromium, openDesk } from './desk-driver.ts'

let county: TestCounty
let desk: Desk
beforeAll(async () => {
  if (!hasChromium) return
  county = await openTestCounty({ now: new Date('2026-06-15T09:00:00+08:00'), sessionHours: 72 })
  desk = await openDesk(county)
})
afterAll(async () => {
  await desk?.close()
  await county?.close()
})

it.skipIf(!hasChromium)(
  'exports, changes a file, is told of a fault, and imports what is sound',
  async () => {
    const admin = await desk.sit('root-admin')
    const { page } = admin
    await admin.visit('/admin/configuration')
    await page.getByText('还没有选择文件').waitFor()
    expect(await admin.violations()).toEqual([])
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '导出配置' }).click(),
    ])
    const files = unzipSync(new Uint8Array(await readFile(await download.path())))
    const settings = JSON.parse(strFromU8(files['case-settings.json'] ?? new Uint8Array())) as object
    const give = async (changed: object): Promise<void> => {
      const archive = { ...files, 'case-settings.json': strToU8(JSON.stringify(changed)) }
      const buffer = Buffer.from(zipSync(archive))
      await page
        .locator('input[type=file]')
        .setInputFiles({ name: 'county.zip', mimeType: 'application/zip', buffer })
    }

    await give({ ...settings, yellowShare: 4 })
    await page.getByText('文件有 1 处错误').waitFor()
    await page.getByText('case-settings.json yellowShare').waitFor()
    expect(await admin.violations()).toEqual([])

    await give({ ...settings, mostExtensions: 7 })
    const section = page.getByRole('region', { name: '案件参数' })
    await section.getByText('1 处差异').first().waitFor()
    await page.getByRole('region', { name: '权责清单' }).getByText('没有差异').waitFor()
    expect(await admin.violations()).toEqual([])
    await page.getByRole('button', { name: '导入选中的 1 个部分' }).click()
    await page.getByRole('region', { name: '导入结果' }).getByText('已导入 1 处').waitFor()
    await section.getByText('没有差异').waitFor()
    expect((await county.sysadmin.get('/api/case-settings')).body).toMatchObject({
      settings: { mostExtensions: 7 },
    })
    expect(await admin.violations()).toEqual([])
  },
)
