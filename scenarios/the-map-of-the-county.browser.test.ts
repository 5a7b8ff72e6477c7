/**
 * A dispatcher at the map, in Chromium: sees how many cases wait, draws around some of them, opens one, and sees a new
 * one appear without doing anything. The moral: the map says the same as the list, also to somebody who uses no pointer.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStory } from '../server/testing/case-story.ts'
import { openTestCounty, type TestCounty } from '../server/testing/test-county.ts'
import { type Desk, hasChromium, openDesk, type Sitter } from './desk-driver.ts'

describe.skipIf(!hasChromium)('the map of the county (needs /usr/bin/chromium)', { timeout: 300_000 }, () => {
  let county: TestCounty
  let desk: Desk
  let dispatcher: Sitter

  beforeAll(async () => {
    county = await openTestCounty({ now: new Date() })
    for (let count = 0; count < 3; count++) await openStory(county)
    desk = await openDesk(county)
    await county.as({ username: 'mapper', posts: ['dispatcher'] })
    dispatcher = await desk.sit('mapper', { hasMap: true })
  })
  afterAll(async () => {
    await desk?.close()
    await county?.close()
  })

  it('shows how many there are, by light, and a list of them beside it', async () => {
    const { page } = dispatcher
    await dispatcher.visit('/map')
    const legend = page.getByRole('region', { name: '图层与图例' })
    await legend.getByText('在办案卷').waitFor()
    await expect.poll(() => legend.textContent()).toMatch(/在办案卷\s*3/)
    const list = page.getByRole('complementary', { name: '地图上的案卷' })
    await expect.poll(() => list.getByRole('heading').textContent()).toMatch(/当前范围\s*3/)
    expect(await dispatcher.violations()).toEqual([])
  })

  it('switches layers, and the address remembers it', async () => {
    const { page } = dispatcher
    await page.getByRole('checkbox', { name: '责任网格' }).check()
    await page.getByRole('checkbox', { name: '社区（村）' }).uncheck()
    await expect.poll(() => decodeURIComponent(page.url())).toMatch(/layers=cases,responsibilities,towns/)
    await page.reload()
    await page.getByRole('checkbox', { name: '责任网格' }).waitFor()
    expect(await page.getByRole('checkbox', { name: '责任网格' }).isChecked()).toBe(true)
    expect(await page.getByRole('checkbox', { name: '社区（村）' }).isChecked()).toBe(false)
  })

  it('is narrowed by class, and says what is left', async () => {
    const { page } = dispatcher
    const legend = page.getByRole('region', { name: '图层与图例' })
    const box = page.getByRole('combobox', { name: '小类', exact: true })
    const narrowTo = async (code: string, name: RegExp, left: RegExp): Promise<void> => {
      await box.click()
      await box.fill(code)
      await page.getByRole('option', { name }).click()
      await expect.poll(() => page.url()).toContain(`classCode=${code}`)
      await expect.poll(() => legend.textContent()).toMatch(left)
    }
    await narrowTo('01001', /供水井盖/, /在办案卷\s*0/)
    await narrowTo('01037', /路灯/, /在办案卷\s*3/)
    await dispatcher.visit('/map?layers=cases,responsibilities,towns,cells,streets,landmarks')
  })

  it('chooses by drawing: what lies inside is counted and listed, and nothing else', async () => {
    const { page } = dispatcher
    const list = page.getByRole('complementary', { name: '地图上的案卷' })
    const drag = async (fromX: number, fromY: number, toX: number, toY: number): Promise<void> => {
      const tool = page.getByRole('button', { name: '矩形' })
      await tool.click()
      await expect.poll(() => tool.getAttribute('aria-pressed')).toBe('true')
      // Until the map is drawn a word stands over it.
      await page.locator('.map .blank').waitFor({ state: 'detached' })
      // A line that comes above the map moves it, so it is looked for each time.
      const box = await page.locator('.map canvas').boundingBox()
      if (!box) throw new Error('there is no map')
      await page.mouse.move(box.x + box.width * fromX, box.y + box.height * fromY)
      await page.mouse.down()
      await page.mouse.move(box.x + box.width * toX, box.y + box.height * toY, { steps: 5 })
      await page.mouse.up()
    }
    await drag(0.4, 0.08, 0.98, 0.94)
    await list.getByText('圈内案卷').waitFor()
    await page.getByRole('button', { name: '取消圈选' }).first().click()
    await drag(0.9, 0.9, 0.98, 0.98)
    await list.getByText('这里没有在办案卷').waitFor()
    expect(await list.getByRole('heading', { level: 2 }).textContent()).toMatch(/圈内案卷\s*0/)
    await page.getByRole('button', { name: '取消圈选' }).first().click()
    await expect.poll(() => list.getByRole('heading', { level: 2 }).textContent()).toMatch(/当前范围\s*3/)
  })

  it('opens a case from its mark on the map', async () => {
    const { page } = dispatcher
    const [lng, lat] = county.place
    await dispatcher.visit(`/map?at=${lng},${lat},16`)
    const box = await page.locator('.map canvas').boundingBox()
    if (!box) throw new Error('there is no map')
    const card = page.getByRole('heading', { name: '所选案卷' })
    // The mark stands in the middle as soon as its tile was drawn.
    await expect
      .poll(
        async () => {
          await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
          return card.isVisible()
        },
        { timeout: 30_000, interval: 500 },
      )
      .toBe(true)
    expect(await dispatcher.violations()).toEqual([])
    await page.getByRole('link', { name: '打开案卷' }).click()
    await page.locator('[data-actions]').waitFor()
  })

  it('opens one by the keyboard alone', async () => {
    const { page } = dispatcher
    await dispatcher.visit('/map')
    const first = page
      .getByRole('complementary', { name: '地图上的案卷' })
      .getByRole('listitem')
      .first()
      .getByRole('button')
    await first.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '所选案卷' }).waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await first.waitFor()
  })

  it('shows a new case by itself', async () => {
    const { page } = dispatcher
    await openStory(county)
    const legend = page.getByRole('region', { name: '图层与图例' })
    await expect.poll(() => legend.textContent(), { timeout: 5000 }).toMatch(/在办案卷\s*4/)
  })
})
