/**
 * A leader with a phone in one hand: sees what is late, says something to it in two taps, sees who has read it, and gets
 * an answer in time. The unit finds the word above its queue and answers it.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CaseStory, openStory } from '../server/testing/case-story.ts'
import { openTestCounty, type TestCounty } from '../server/testing/test-county.ts'
import { type Desk, hasChromium, openDesk, type Sitter } from './desk-driver.ts'

describe.skipIf(!hasChromium)('a leader on the phone', () => {
  let county: TestCounty
  let desk: Desk
  let leader: Sitter
  let unit: Sitter
  let story: CaseStory

  beforeAll(async () => {
    county = await openTestCounty({ sessionHours: 2000 })
    story = await openStory(county)
    await story.takeAll('sendOn', 'file', 'dispatch', 'start')
    county.clock.turnTo(new Date('2026-06-25T09:00:00+08:00'))
    desk = await openDesk(county)
    leader = await desk.sit('zhang', { isPhone: true })
    unit = await desk.sit('deng')
  })
  afterAll(async () => {
    await desk.close()
    await county.close()
  })

  it('sees the figures and what is late, on a page that fits', async () => {
    const { page } = leader
    await leader.visit('/lead')
    await page.getByRole('link', { name: '已超时 1' }).waitFor()
    await page.getByText('还没有批示或督办').waitFor()
    const width = await page.evaluate('document.documentElement.scrollWidth')
    expect(width).toBe(390)
    expect(await leader.violations()).toEqual([])
    for (const button of await page.locator('main .acts button').all())
      expect((await button.boundingBox())?.height, 'large enough for a thumb').toBeGreaterThanOrEqual(44)
  })

  it('supervises in two taps', async () => {
    const { page } = leader
    await page.getByRole('button', { name: /^督办 / }).tap()
    const dialog = page.getByRole('dialog', { name: /^督办：/ })
    await dialog.waitFor()
    await dialog.getByText('在 8 个工作小时内回复').waitFor()
    expect(await leader.violations()).toEqual([])
    await dialog.getByRole('button', { name: '请立即处置，并回复结果。' }).tap()
    await dialog.waitFor({ state: 'hidden' })
    await page.getByText('已读 0／1').waitFor()
    await page.getByText('未读：邓路灯').waitFor()
    expect(await story.show()).toMatchObject({
      supervisions: [{ opinion: '请立即处置，并回复结果。', answeredAt: null }],
    })
    await page.getByRole('link', { name: '督办未回复 1' }).waitFor()
  })

  it('instructs in two taps', async () => {
    const { page } = leader
    await page.getByRole('button', { name: /^批示 / }).tap()
    await page.getByRole('button', { name: '请抓紧办理，注意安全。' }).tap()
    await page.getByText('批示', { exact: true }).nth(1).waitFor()
    await page.locator('main').getByText('请抓紧办理，注意安全。').waitFor()
    expect(await leader.violations()).toEqual([])
  })

  it('is heard: the unit finds both words above its queue, reads them on the case, and answers', async () => {
    const { page } = unit
    await unit.visit('/queue')
    const bar = page.locator('details', { hasText: '待您阅读或回复' })
    await bar.locator('summary').click()
    await bar.getByText('请立即处置，并回复结果。').waitFor()
    expect(await unit.violations()).toEqual([])
    await bar.getByRole('link').first().click()
    await page.getByRole('heading', { name: '批示督办' }).waitFor()
    await page.getByText('已读 1／1').nth(1).waitFor()
    expect(await unit.violations()).toEqual([])
    await unit.act(story.id, '督办回复', (dialog) => dialog.getByLabel('答复').fill('已安排抢修，今日完成'))
    await page.getByText('已安排抢修，今日完成').first().waitFor()
  })

  it('and the leader sees who has read it and the answer, without asking', async () => {
    const { page } = leader
    await page.getByText('已安排抢修，今日完成').waitFor()
    await page
      .getByText(/已读 1／1：邓路灯/)
      .first()
      .waitFor()
    await page.getByRole('link', { name: '督办未回复 0' }).waitFor()
    expect(await leader.violations()).toEqual([])
  })
})
