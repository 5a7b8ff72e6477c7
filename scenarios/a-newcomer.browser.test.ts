/**
 * A first day at the desk: the tour is offered and never gets in the way, it shows what is on this person's page, and it
 * is not offered again; help stands beside the page, also for somebody who is typing, and follows to the next page.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStory } from '../server/testing/case-story.ts'
import { openTestCounty, type TestCounty } from '../server/testing/test-county.ts'
import { type Desk, hasChromium, openDesk } from './desk-driver.ts'

describe.skipIf(!hasChromium)('a newcomer', () => {
  let county: TestCounty
  let desk: Desk

  beforeAll(async () => {
    county = await openTestCounty()
    const story = await openStory(county)
    await story.takeAll('sendOn', 'file')
    desk = await openDesk(county)
  })
  afterAll(async () => {
    await desk.close()
    await county.close()
  })

  it('looks around once, by keyboard to the end, and is not asked again', async () => {
    const bao = await desk.sit('bao')
    const { page } = bao
    await page.getByText('第一次来？').waitFor()
    expect(await bao.violations()).toEqual([])
    await page.getByRole('button', { name: '开始导览' }).click()
    const titles: string[] = []
    for (const title of ['您能去的地方', '缩小范围', '先办最上面的', '找案卷', '命令面板', '随时看帮助']) {
      const step = page.locator('.el-tour__content').filter({ hasText: title })
      await step.waitFor()
      titles.push(title)
      // The place it points at is on the page: a dispatcher enters no reports, so that step is left out.
      await step.getByText(`${titles.length} / 6`).waitFor()
      if (titles.length === 2) expect(await bao.violations()).toEqual([])
      await step.getByRole('button', { name: titles.length === 6 ? '看完了' : '下一步' }).press('Enter')
    }
    await page.locator('.el-tour__content').waitFor({ state: 'detached' })
    await bao.visit('/queue')
    await page.getByRole('heading', { name: '我的待办' }).waitFor()
    await page.getByText('第一次来？').waitFor({ state: 'detached' })
    const elsewhere = await desk.sit('bao', { language: 'en', width: 1920, height: 1080 })
    await elsewhere.page.locator('tbody a').first().waitFor()
    expect(await elsewhere.page.getByText('New here?').count()).toBe(0)
  })

  it('has help beside the page while typing, and on the next page its own', async () => {
    const min = await desk.sit('min')
    const { page } = min
    await page.getByRole('button', { name: '不用了' }).click()
    await min.visit('/report')
    await page.locator('textarea:focus').waitFor()
    await page.keyboard.type('路灯')
    await page.keyboard.press('F1')
    const help = page.getByRole('complementary', { name: '帮助' })
    await help.getByRole('heading', { name: '登记上报' }).waitFor()
    // Whoever types goes on typing.
    await page.keyboard.type('不亮')
    expect(await page.locator('textarea').first().inputValue()).toBe('路灯不亮')
    const answer = help.getByText('在地图上点一下，立即显示社区与单元网格')
    expect(await answer.isVisible()).toBe(false)
    await help.getByText('地址找不到').click()
    await answer.waitFor()
    expect(await min.violations()).toEqual([])
    await page.getByRole('link', { name: '我的待办' }).click()
    await help.getByRole('heading', { name: '待办与案卷列表' }).waitFor()
    await help.getByText('领取或放回').waitFor()
    await page.keyboard.press('F1')
    await help.waitFor({ state: 'detached' })
  })
})
