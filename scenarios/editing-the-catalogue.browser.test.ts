/**
 * A data administrator changes the county's catalogue at the desk. The moral: what is being prepared touches nobody, a
 * fault is found with its place before anybody files by it, and everybody sees what changed once it counts.
 */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStory } from '../server/testing/case-story.ts'
import { bringNationalList } from '../server/testing/national-list.ts'
import { openTestCounty, type TestCounty } from '../server/testing/test-county.ts'
import { type Desk, hasChromium, openDesk } from './desk-driver.ts'

let county: TestCounty
let desk: Desk
beforeAll(async () => {
  if (!hasChromium) return
  county = await openTestCounty({ now: new Date('2026-06-15T09:00:00+08:00'), sessionHours: 72 })
  await bringNationalList(county)
  await county.as({ username: 'editor', name: '戴数据', posts: ['data_admin'] })
  desk = await openDesk(county)
})
afterAll(async () => {
  await desk?.close()
  await county?.close()
})

it.skipIf(!hasChromium)(
  'drafts, is told of a fault, mends it, looks at the difference, publishes',
  async () => {
    const story = await openStory(county)
    await story.takeAll('sendOn', 'file')
    const admin = await desk.sit('editor')
    const { page } = admin
    await admin.visit('/admin/catalogue')
    await page.getByText('没有正在编辑的草稿').waitFor()
    expect(await admin.violations()).toEqual([])
    await page.getByRole('button', { name: '从现行目录起草' }).click()

    const tree = page.getByRole('navigation', { name: '目录编辑' }).last()
    await tree.getByLabel('按名称、编码、俗称查找').fill('路灯')
    await tree.getByRole('button', { name: /^01037 路灯/ }).click()
    await page.getByText('GB/T 47678.5-2026 附录 A').waitFor()
    const form = page.getByRole('region', { name: '01037 路灯' })
    expect(await form.getByRole('textbox', { name: /^名称/ }).getAttribute('readonly')).not.toBeNull()
    await form.getByRole('button', { name: '添加立案条件' }).click()
    await form.getByRole('textbox', { name: /^立案条件/ }).fill('灯罩破损，玻璃有坠落危险')
    expect(await admin.violations()).toEqual([])
    await page.keyboard.press('Control+Enter')
    await page.getByText('已保存到草稿').first().waitFor()

    await page.getByRole('button', { name: '检查与发布' }).click()
    await page.getByText('错误 1 处').waitFor()
    await page.getByText('没有写结案条件').waitFor()
    await page.getByText('在办 1 件，其中 1 件').waitFor()
    expect(await page.getByRole('button', { name: '发布新版目录' }).isDisabled()).toBe(true)
    expect(await admin.violations()).toEqual([])
    await page
      .getByRole('link', { name: /^去改 部件 01037/ })
      .first()
      .click()
    await form.getByRole('textbox', { name: /^结案条件/ }).fill('更换灯罩，消除危险')
    await form.getByRole('button', { name: /^保存/ }).click()
    await form.getByText('未保存', { exact: true }).waitFor({ state: 'detached' })

    await page.getByRole('button', { name: '差异' }).click()
    await page.getByText('灯罩破损，玻璃有坠落危险').waitFor()
    await page.getByRole('button', { name: '新增 1' }).waitFor()
    expect(await admin.violations()).toEqual([])
    await page.getByRole('button', { name: '检查与发布' }).click()
    await page.getByText('没有错误，可以发布').waitFor()
    await page.getByLabel('发布说明', { exact: false }).fill('补充灯罩破损')
    await page.getByRole('button', { name: '发布新版目录' }).click()
    await page.getByText('已发布第 1 版，2026-06-15 起生效').first().waitFor()
    await page.getByText('没有正在编辑的草稿').waitFor()
    await county.settle()
    // The case that runs keeps the edition it was filed under.
    expect((await county.verify()).differences).toEqual([])
  },
)

it.skipIf(!hasChromium)(
  'and the acceptor is told of it, and finds the new condition in a report',
  async () => {
    const acceptor = await desk.sit('min')
    const { page } = acceptor
    await acceptor.visit('/queue')
    await page.getByText('部件事项目录第 1 版自 2026-06-15 起生效（戴数据 发布）').waitFor()
    await page.getByRole('link', { name: '看差异' }).click()
    await page.getByRole('heading', { name: '目录差异' }).waitFor()
    await page.getByText('灯罩破损，玻璃有坠落危险').waitFor()
    expect(await acceptor.violations()).toEqual([])
    await page.getByRole('button', { name: '知道了' }).click()
    await page.getByText('部件事项目录第 1 版自').waitFor({ state: 'detached' })

    await acceptor.visit('/report')
    await page.getByLabel('描述', { exact: false }).first().fill('路灯灯罩破损')
    await page.getByRole('button', { name: /路灯/ }).first().click()
    await page.getByText('灯罩破损，玻璃有坠落危险').first().waitFor()
  },
)
