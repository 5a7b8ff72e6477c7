/**
 * Somebody sets up their county at the desk. The moral: what a change does is seen before it is saved, and nobody's
 * change is lost to somebody who looked at an older state.
 */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStory } from '../server/testing/case-story.ts'
import { openTestCounty, type TestCounty } from '../server/testing/test-county.ts'
import { choose, type Desk, hasChromium, openDesk } from './desk-driver.ts'

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

const settings = async () => (await county.sysadmin.get('/api/case-settings')).body

it.skipIf(!hasChromium)('a system administrator changes settings while a colleague does', async () => {
  const admin = await desk.sit('root-admin')
  await admin.visit('/admin/case-settings')
  const { page } = admin
  await page.getByLabel('受理 数值').fill('0')
  await page.getByText('填大于 0 的数').waitFor()
  expect(await page.getByRole('button', { name: '保存', exact: true }).isDisabled()).toBe(true)
  await page.getByLabel('受理 数值').fill('20')
  await page.getByLabel('受理员兼办值班长的工作').check()
  await page.getByText('2 项更改尚未保存').waitFor()
  expect(await admin.violations()).toEqual([])

  const { settings: shipped } = await settings()
  const theirs = { ...(shipped as object), mostExtensions: 1, expectedVersion: 0 }
  expect((await county.sysadmin.call('PUT', '/api/case-settings', theirs)).status).toBe(200)
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await page.getByText('他人已改为第 1 版').waitFor()
  await page.getByRole('button', { name: '载入新版，保留我的更改' }).click()
  await page.getByText('2 项更改尚未保存').waitFor()
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await page.getByText('第 2 版', { exact: true }).waitFor()
  expect(await settings()).toMatchObject({
    version: 2,
    settings: { mostExtensions: 1, mergedPosts: { acceptor: ['shift_leader'] } },
  })
  const history = page.getByRole('complementary', { name: '变更记录' })
  await history.getByText('延期次数').waitFor()
  await history.getByText('岗位合并 · 受理员').waitFor()
  expect(await admin.violations()).toEqual([])
})

it.skipIf(!hasChromium)(
  'and gives a class without a unit one, having seen the gap and trying the rule',
  async () => {
    const admin = await desk.sit('root-admin')
    const { page } = admin
    await admin.visit('/admin/responsibility?view=coverage')
    const gap = page.getByRole('button', { name: /^补规则 供水井盖/ })
    await gap.waitFor()
    expect(await admin.violations()).toEqual([])
    await gap.click()
    const dialog = page.getByRole('dialog', { name: '新增规则' })
    await choose(dialog, '主办单位', '供水公司')
    await choose(dialog, '区域', '社区')
    await dialog.getByRole('button', { name: '保存' }).click()
    await dialog.locator('[data-fault="true"]').waitFor()
    await dialog.getByLabel('依据').fill('县政府专题会议纪要')
    expect(await admin.violations()).toEqual([])
    await dialog.getByRole('button', { name: '保存' }).click()
    await page.getByText('规则已新增').first().waitFor()

    await admin.visit('/admin/responsibility?class=component:01001')
    await page.getByRole('button', { name: /供水井盖 01001/ }).click()
    await page.getByRole('complementary', { name: '权责清单' }).getByText('县政府专题会议纪要').waitFor()
    expect(await admin.violations()).toEqual([])
    await page.getByRole('link', { name: '试查' }).click()
    await page.getByRole('heading', { name: '派给 供水公司' }).waitFor()
    expect(await admin.violations()).toEqual([])
  },
)

it.skipIf(!hasChromium)(
  'the data administrator sees what a day off would move, enters it, and the unit is told',
  async () => {
    const story = await openStory(county)
    story.at('2026-06-16 17:00')
    await story.takeAll('sendOn', 'file', 'dispatch')
    await county.as({ username: 'calendar-admin', name: '数据员', posts: ['data_admin'] })
    const admin = await desk.sit('calendar-admin')
    const { page } = admin
    await admin.visit('/admin/calendars?year=2026')
    await page.getByRole('button', { name: /^2026-06-17 / }).click()
    const day = page.getByRole('dialog')
    await day.getByLabel('名称', { exact: false }).first().fill('县庆')
    expect(await admin.violations()).toEqual([])
    await day.getByRole('button', { name: '确定' }).click()
    const changes = page.getByRole('region', { name: '未保存的更改' })
    await changes.getByText('2026-06-17 县庆：放假').waitFor()
    await changes.getByRole('button', { name: '预览影响' }).click()
    await changes.getByText('1 件期限变化：1 件推后').waitFor()
    await changes.getByText('推后 1 天：1 件').waitFor()
    expect(await admin.violations()).toEqual([])
    await changes.getByRole('button', { name: '保存并重算' }).click()
    await page.getByText('本县日历，第 1 版').waitFor()
    await county.settle()

    const unit = await desk.sit('deng')
    await unit.visit('/queue')
    await unit.page.getByText('您的 1 件案件期限变化').waitFor()
    expect(await unit.violations()).toEqual([])
    await unit.page.getByRole('button', { name: '查看' }).click()
    await unit.page.getByRole('dialog').getByText('06-18 17:00').waitFor()
    await unit.page.getByRole('dialog').getByRole('button', { name: '知道了' }).click()
    await unit.page.getByText('您的 1 件案件期限变化').waitFor({ state: 'detached' })
  },
)
