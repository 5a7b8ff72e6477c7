/**
 * An acceptor takes two calls with both hands on the keyboard, in Chromium: the first opens a case, the second is about
 * the same lamp and joins it, and the history of the caller is there before anybody asks. The moral: nobody looks for
 * the mouse while somebody waits on the telephone.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestCounty, type TestCounty } from '../server/testing/test-county.ts'
import { type Desk, hasChromium, openDesk, type Seat } from './desk-driver.ts'

/** Keys that may be pressed for one call beside the typed text. */
const mostKeys = 60

const seats: readonly [string, Seat][] = [
  ['a laptop, Chinese', {}],
  ['a desktop, English', { width: 1920, height: 1080, language: 'en' }],
]

describe.skipIf(!hasChromium)('a call is taken (needs /usr/bin/chromium)', { timeout: 300_000 }, () => {
  let county: TestCounty
  let desk: Desk
  beforeAll(async () => {
    county = await openTestCounty({ now: new Date(), sessionHours: 2000 })
    desk = await openDesk(county)
  })
  afterAll(async () => {
    expect((await county?.verify())?.differences).toEqual([])
    await desk?.close()
    await county?.close()
  })

  it.each(seats)('by keyboard alone at %s', async (_, seat) => {
    const before = await county.database.rows('select id from cases.cases')
    const sitter = await desk.sit('min', seat)
    const { page } = sitter
    let pressed = 0
    const press = async (...keys: string[]): Promise<void> => {
      for (const key of keys) {
        await page.keyboard.press(key)
        pressed += key.split('+').length
      }
    }
    const phone = seat.language === 'en' ? '13800002222' : '13800001111'

    await sitter.visit('/queue')
    await press('n')
    await page.locator('textarea:focus').waitFor()
    await page.keyboard.type('文化路路灯不亮，晚上很黑')
    // The digit is pressed before the suggestions are there, and counts when they are.
    await press('Tab', '1')
    await page.locator('[type=radio]:focus').waitFor()
    await press('3')
    await page.locator('[data-address]:focus').waitFor()
    await page.keyboard.type('文化路')
    await press('Enter')
    await page.getByText('小小镇 · ').waitFor()
    await press('Tab')
    await page.keyboard.type(phone)
    await press('Tab')
    await page.locator('.history').waitFor()
    await page.keyboard.type('王先生')
    expect(await sitter.violations()).toEqual([])
    // Nothing that is needed for a call lies below the fold.
    expect(
      await page.evaluate(
        'document.querySelector("main").scrollHeight - document.querySelector("main").clientHeight',
      ),
    ).toBe(0)
    await press('Control+Enter')
    await page.locator('.keys a').waitFor()
    expect(pressed).toBeLessThanOrEqual(mostKeys)

    // The next call: the same caller, the same lamp. The form is empty and waits for words.
    pressed = 0
    expect(await page.locator(':focus').inputValue()).toBe('')
    await page.keyboard.type('刚才说的路灯，现在开始闪了')
    await press('Tab', '1')
    await page.locator('[type=radio]:focus').waitFor()
    await press('Tab')
    await page.keyboard.type('文化路')
    await press('Enter')
    await page.locator('[data-join]').first().waitFor()
    await press('Tab')
    await page.keyboard.type(phone)
    await press('Tab')
    await page.locator('.history li').first().waitFor()
    await press('F4', 'Enter', 'Control+Enter')
    await page
      .getByRole('status')
      .getByText(seat.language === 'en' ? ', merged into' : '，并入')
      .waitFor()
    expect(pressed).toBeLessThanOrEqual(mostKeys)

    const opened = await county.database.rows<{ state: string; condition_id: string | null }>(
      'select state, condition_id from cases.cases where not id = any($1::uuid[]) order by state desc',
      [before.map((it) => (it as { id: string }).id)],
    )
    expect(opened).toEqual([
      { state: 'pool', condition_id: expect.any(String) },
      { state: 'merged', condition_id: null },
    ])
  })
})
