/**
 * Song, the dispatcher of a town, works her queue in Chromium at 1366 × 768: she takes a case up, splits it by keyboard,
 * sees a community's report arrive by itself, sends it back, accepts it, recalls the other part, and reports the whole.
 * The moral: the town sees at every moment who has what until when, and the county's dispatcher need not ask.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CaseStory } from '../server/testing/case-story.ts'
import { openSecondLevel, type SecondLevel } from '../server/testing/second-level.ts'
import { openTestCounty, type TestCounty } from '../server/testing/test-county.ts'
import { addPhoto, type Desk, hasChromium, openDesk, type Sitter } from './desk-driver.ts'

describe.skipIf(!hasChromium)('a town at its desk (needs /usr/bin/chromium)', { timeout: 300_000 }, () => {
  let county: TestCounty
  let level: SecondLevel
  let desk: Desk
  let song: Sitter
  let bai: Sitter
  let story: CaseStory

  beforeAll(async () => {
    county = await openTestCounty({ now: new Date(), sessionHours: 2000 })
    level = await openSecondLevel(county)
    story = await level.openTownCase()
    desk = await openDesk(county)
    ;[song, bai] = [await desk.sit('song'), await desk.sit('bei')]
  })
  afterAll(async () => {
    await desk?.close()
    await county?.close()
  })

  const orders = () => song.page.locator('[data-inner-orders]')
  /** Presses a step of the order of `unit` and confirms its dialog. */
  async function step(unit: string, action: string, reason?: string): Promise<void> {
    const card = orders().locator('article', { hasText: unit })
    await card.getByRole('button', { name: action, exact: true }).click()
    const dialog = song.page.getByRole('dialog', { name: action, exact: true })
    await dialog.waitFor()
    if (reason) await dialog.getByLabel('理由').fill(reason)
    await dialog.getByRole('button', { name: `确定${action}` }).click()
    await dialog.waitFor({ state: 'hidden' })
  }

  it('takes a case up and splits it by keyboard, with the deadline before it is sent', async () => {
    const { page } = song
    await song.visit('/queue')
    await page.locator('tbody tr:not([aria-hidden])').first().waitFor()
    await song.act(story.id, '接单')
    await orders().getByText('可拆分给社区').waitFor()
    expect(await song.violations()).toEqual([])
    await page.keyboard.press('s')
    const dialog = page.getByRole('dialog', { name: '拆分派发内部工单' })
    await dialog.getByLabel('按名称查找下级单位').and(page.locator(':focus')).waitFor()
    await dialog.getByText('案件处置时限').waitFor()
    await page.keyboard.type('社区')
    for (const key of ['ArrowDown', 'Space', 'ArrowDown', 'Space']) await page.keyboard.press(key)
    await dialog.getByText('已选 2 个').waitFor()
    // What is missing is said at its unit, and nothing is sent.
    await dialog.getByRole('button', { name: '派发 2 个工单' }).press('Enter')
    expect(await dialog.getByText('请写明承办内容').count()).toBe(2)
    await dialog.getByLabel('北街社区居委会：承办内容').fill('清理北段路面')
    await dialog.getByLabel('南街社区居委会：承办内容').fill('冲洗南段路面')
    // A limit beyond the case's own is told while it is typed, and a shorter one with its deadline.
    const limit = dialog.getByRole('group', { name: /北街社区居委会/ })
    await limit.getByLabel('另设内部时限').check()
    await limit.getByLabel('时长').fill('900')
    await limit.getByText('会晚于案件处置时限').waitFor()
    await limit.getByLabel('时长').fill('0.5')
    await limit.getByText(/^到期 /).waitFor()
    expect(await song.violations()).toEqual([])
    await dialog.getByRole('button', { name: '派发 2 个工单' }).press('Enter')
    await dialog.waitFor({ state: 'hidden' })
    await orders().getByText('共 2 个：0 个初核通过，2 个未办结').waitFor()
    expect(await song.actionsOn(story.id)).not.toContain('处置完毕')
  })

  it('sees the community’s report arrive by itself, sends it back, and accepts it', async () => {
    const [order] = (await level.ordersOf(story.id)).filter((it) => it.unit?.name === '北街社区居委会')
    await bai.visit('/inner-orders')
    await bai.page.getByText('清理北段路面').first().waitFor()
    expect(await bai.violations()).toEqual([])
    await bai.page.keyboard.press('j')
    await bai.page.keyboard.press('Enter')
    await bai.page.getByRole('button', { name: '接单', exact: true }).click()
    await bai.page.getByRole('button', { name: '确定接单' }).click()
    const report = async (result: string): Promise<void> => {
      await bai.page.getByRole('button', { name: '反馈办结', exact: true }).click()
      const dialog = bai.page.getByRole('dialog', { name: '反馈办结' })
      await dialog.getByLabel('办理情况').fill(result)
      await addPhoto(dialog)
      await dialog.getByRole('button', { name: '确定反馈办结' }).click()
      await dialog.waitFor({ state: 'hidden' })
    }
    await report('已清理北段')
    await orders().getByText('办理情况：已清理北段').waitFor({ timeout: 10_000 })
    await step('北街社区居委会', '退回返工', '墙角仍有垃圾')
    await bai.page.getByText('墙角仍有垃圾').first().waitFor({ timeout: 10_000 })
    expect(await bai.violations()).toEqual([])
    await report('墙角已清理')
    await orders().getByText('办理情况：墙角已清理').waitFor({ timeout: 10_000 })
    await step('北街社区居委会', '初核通过')
    expect(order && (await level.ordersOf(story.id)).find((it) => it.id === order.id)).toMatchObject({
      state: 'accepted',
      reworks: 1,
    })
  })

  it('recalls the other part, and only then reports the whole; the county reads what was done inside', async () => {
    await step('南街社区居委会', '撤回', '北街社区已一并冲洗')
    await orders().getByText('共 2 个：1 个初核通过，0 个未办结').waitFor()
    expect(await song.violations()).toEqual([])
    await song.act(story.id, '处置完毕', async (dialog) => {
      await dialog.getByLabel('处置措施').fill('社区清理冲洗')
      await addPhoto(dialog)
    })
    const bao = await desk.sit('bao')
    await bao.visit(`/cases/${story.id}`)
    const inside = bao.page.locator('[data-inner-orders]')
    await inside.getByText('由二级平台内部分派，仅供查看').waitFor()
    expect(await inside.getByRole('button', { name: /初核通过|撤回|改派/ }).count()).toBe(0)
    expect(await bao.violations()).toEqual([])
    expect((await story.show()).confirmedAt).not.toBeNull()
    expect((await county.verify()).differences).toEqual([])
  })
  it('shows the town its month by inner unit, with the orders and the case behind each figure', async () => {
    const { page } = song
    await song.visit('/evaluation')
    // The navigation has a link of this name too, and is there before the page is.
    await page.locator('main').getByRole('link', { name: '内部工单' }).click()
    const north = page.getByRole('row', { name: /北街社区居委会/ })
    await north.waitFor()
    // Given, due, finished, in time, late, not judged, sent back, recalled.
    expect((await north.getByRole('cell').allInnerTexts()).slice(0, 8)).toEqual('1 1 1 1 0 0 1 0'.split(' '))
    const south = page.getByRole('row', { name: /南街社区居委会/ })
    expect((await south.getByRole('cell').allInnerTexts()).slice(0, 8)).toEqual('0 0 0 0 0 0 0 1'.split(' '))
    await page.getByText('各项指标怎么算').click()
    await page.getByText('按期数 ÷（应办结数 − 不计时数）').waitFor()
    expect(await song.violations()).toEqual([])
    await north.getByRole('cell').nth(6).getByRole('link').click()
    await page.getByRole('heading', { name: /返工数 · 北街社区居委会/ }).waitFor()
    await page.getByText('清理北段路面').waitFor()
    expect(await song.violations()).toEqual([])
    await page.locator(`main a[href$="/cases/${story.id}"]`).click()
    await page.locator('[data-inner-orders]').waitFor()
  })
})
