/**
 * The command screen on the wall of the centre: it shows what is now and opens the cases behind each number, and when
 * its line falls silent or is cut it says so by itself, and goes on when the line is mended.
 */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStory } from '../server/testing/case-story.ts'
import { openTestCounty, type TestCounty } from '../server/testing/test-county.ts'
import { type BreakableLine, layLine } from './breakable-line.ts'
import { type Desk, hasChromium, openDesk, type Sitter } from './desk-driver.ts'

describe.skipIf(!hasChromium)('the command screen', () => {
  let county: TestCounty
  let desk: Desk
  let line: BreakableLine
  let leader: Sitter
  let screen: Page

  beforeAll(async () => {
    county = await openTestCounty({ sessionHours: 1000 })
    const supervised = await openStory(county)
    await supervised.takeAll('sendOn', 'file', 'dispatch', 'start', 'supervise')
    const asked = await openStory(county)
    await asked.takeAll('sendOn', 'file', 'dispatch', 'start', 'requestExtension')
    await openStory(county)
    desk = await openDesk(county)
    line = await layLine(desk.address)
    leader = await desk.sit('zhang')
    screen = leader.page
    await screen.goto(`${line.address}/screen/`)
  })
  afterAll(async () => {
    await line.close()
    await desk.close()
    await county.close()
  })

  const alert = () => screen.getByRole('alert')
  const numberOf = (name: string) => screen.getByRole('link', { name: new RegExp(`^${name}：\\d+ 件`) })

  it('shows what needs a decision, and is sound for everybody', async () => {
    await numberOf('督办未回复').waitFor()
    expect(await numberOf('督办未回复').textContent()).toBe('1')
    expect(await numberOf('延期待批').textContent()).toBe('1')
    expect(await numberOf('上报').textContent()).toBe('3')
    await screen.getByText('实时').waitFor()
    expect(await screen.locator('html').getAttribute('data-theme')).toBe('dark')
    expect(await leader.violations()).toEqual([])
    await screen.getByRole('button', { name: '浅色' }).click()
    expect(await leader.violations()).toEqual([])
    await screen.getByRole('button', { name: '深色' }).click()
  })

  it('fits a laptop and a wall without scrolling or cutting its numbers', async () => {
    for (const [width, height] of [
      [1366, 768],
      [3840, 2160],
    ] as const) {
      await screen.setViewportSize({ width, height })
      const sizes = await screen.evaluate(
        `({ page: document.documentElement.scrollHeight, seen: innerHeight, wide: document.documentElement.scrollWidth })`,
      )
      expect(sizes).toEqual({ page: height, seen: height, wide: width })
    }
    await screen.setViewportSize({ width: 1366, height: 768 })
  })

  it('says beside the figures what they mean, without covering one, and Escape closes it', async () => {
    const help = screen.getByRole('complementary', { name: '帮助' })
    await screen.keyboard.press('?')
    await help.getByText('督办未回复：未办结、且至少一条督办尚未回复的案件。').waitFor()
    await help.getByText('全屏').waitFor()
    expect(await leader.violations()).toEqual([])
    for (const [width, height] of [
      [1366, 768],
      [3840, 2160],
    ] as const) {
      await screen.setViewportSize({ width, height })
      const room = await screen.evaluate(`(() => {
        const figures = [...document.querySelectorAll('main a')].map((it) => it.getBoundingClientRect())
        return {
          wide: document.documentElement.scrollWidth,
          isFree: Math.max(...figures.map((it) => it.right)) <= document.querySelector('aside').getBoundingClientRect().left,
          isWhole: [...document.querySelectorAll('main a.count')].every((it) => it.scrollWidth <= it.clientWidth || it.clientWidth === 0),
        }
      })()`)
      expect(room).toEqual({ wide: width, isFree: true, isWhole: true })
    }
    await screen.setViewportSize({ width: 1366, height: 768 })
    await screen.keyboard.press('Escape')
    await help.waitFor({ state: 'detached' })
    await screen.keyboard.press('F1')
    await help.waitFor()
    await screen.getByRole('button', { name: 'English' }).click()
    await screen
      .getByRole('complementary', { name: 'Help' })
      .getByText('Live: the server confirmed')
      .waitFor()
    expect(await leader.violations()).toEqual([])
    await screen.getByRole('button', { name: '中文' }).click()
    await help.getByRole('button', { name: '关闭帮助' }).click()
    await help.waitFor({ state: 'detached' })
  })

  it('opens the cases behind a number by keyboard, exactly as many', async () => {
    await numberOf('督办未回复').focus()
    const [opened] = await Promise.all([screen.waitForEvent('popup'), screen.keyboard.press('Enter')])
    await opened.getByText('共 1 件').waitFor()
    await opened.getByRole('button', { name: '去掉条件：督办未回复' }).click()
    await opened.getByText('共 3 件').waitFor()
    await opened.close()
  })

  it('follows what happens without being asked', async () => {
    const story = await openStory(county)
    await screen.getByRole('link', { name: /^上报：4 件/ }).waitFor()
    await story.takeAll('sendOn', 'file')
    await screen
      .getByRole('link', { name: /^立案：3 件，/ })
      .first()
      .waitFor()
  })

  it('says by itself that its line has fallen silent, keeps what it showed, and goes on when it is mended', async () => {
    line.silence()
    await alert().waitFor()
    expect(await alert().textContent()).toContain('数据未更新：下面是')
    await screen.getByText('连接中断：下面是').waitFor()
    expect(await numberOf('上报').textContent()).toBe('4')
    expect(await leader.violations()).toEqual([])
    line.mend()
    await alert().waitFor({ state: 'detached' })
    await screen.getByText('实时').waitFor()
  })

  it('says so too when the line is cut, and what happened meanwhile is there afterwards', async () => {
    line.cut()
    await alert().waitFor()
    await openStory(county)
    line.mend()
    await alert().waitFor({ state: 'detached' })
    await screen.getByRole('link', { name: /^上报：5 件/ }).waitFor()
  })

  it('of a town says whose town it is', async () => {
    await county.as({ username: 'zhen', name: '镇领导', posts: ['leader'], areaCodes: ['530127001'] })
    const town = await desk.sit('zhen')
    await town.page.goto(`${desk.address}/screen/`)
    await town.page.getByRole('heading', { level: 1, name: /.+ 指挥屏/ }).waitFor()
    expect(await town.page.getByRole('heading', { level: 1 }).textContent()).not.toContain('县')
  })

  it('tells somebody without the right that it cannot be read', async () => {
    const unit = await desk.sit('deng')
    await unit.page.goto(`${desk.address}/screen/`)
    await unit.page.getByText('没有查看指挥屏的权限').waitFor()
    expect(await unit.violations()).toEqual([])
  })
})
