/**
 * A shift leader looks at a finished lamp before it goes into the files: compares before and after by keyboard, reads
 * who was responsible and why, prints the sheet and takes it as Word. The moral: all of it without touching the mouse,
 * and what leaves the house is masked and logged.
 */
import { readFile } from 'node:fs/promises'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStory } from '../server/testing/case-story.ts'
import { openTestCounty, type TestCounty } from '../server/testing/test-county.ts'
import { type Desk, hasChromium, openDesk, type Sitter } from './desk-driver.ts'

describe.skipIf(!hasChromium)('the case page (needs /usr/bin/chromium)', { timeout: 300_000 }, () => {
  let county: TestCounty
  let desk: Desk
  let shiftLeader: Sitter
  let id: string

  beforeAll(async () => {
    county = await openTestCounty({ now: new Date() })
    const story = await openStory(county, { report: { description: '路灯不亮，联系人 13812345678' } })
    await story.takeAll(
      'sendOn',
      'file',
      'dispatch',
      'start',
      'reportDone',
      'passOn',
      'issueCheck',
      'passCheck',
    )
    id = story.id
    await openStory(county, { report: { description: '旁边的路灯也不亮' } })
    desk = await openDesk(county)
    shiftLeader = await desk.sit('qiang')
  })
  afterAll(async () => {
    await desk?.close()
    await county?.close()
  })

  it('compares before and after by keyboard alone', async () => {
    const { page, visit, violations } = shiftLeader
    await visit(`/cases/${id}`)
    await page.getByText('路灯归路灯管理所').waitFor()
    await page.getByText('疑似重复：同小类').waitFor()
    expect(await violations()).toEqual([])
    await page.keyboard.press('c')
    const viewer = page.getByRole('dialog', { name: '前后对比' })
    await viewer.waitFor()
    const divide = viewer.getByRole('slider')
    expect(await divide.inputValue()).toBe('50')
    for (let times = 0; times < 3; times++) await page.keyboard.press('ArrowRight')
    expect(await divide.inputValue()).toBe('65')
    await page.keyboard.press('2')
    expect(await viewer.locator('figcaption').allInnerTexts()).toEqual([
      expect.stringMatching(/^处置前 · 上报/),
      expect.stringMatching(/^处置后 · 核查/),
    ])
    await page.keyboard.press('+')
    expect(await viewer.locator('output').textContent()).toBe('140%')
    const ways = await viewer.locator('img').evaluateAll((all) => all.map((it) => it.getAttribute('style')))
    expect(new Set(ways).size, 'both photos zoom as one').toBe(1)
    expect(await violations()).toEqual([])
    await page.keyboard.press('1')
    const single = page.getByRole('dialog', { name: '照片' })
    await single.getByText('魏采集').waitFor()
    await page.keyboard.press('ArrowLeft')
    await single.getByText('云核查').waitFor()
    await page.keyboard.press('r')
    expect(await single.locator('img').getAttribute('style')).toContain('rotate(90deg)')
    await page.keyboard.press('Escape')
    await single.waitFor({ state: 'hidden' })
  })

  it('prints the sheet alone, light and masked, whatever the screen shows', async () => {
    const { page, violations } = shiftLeader
    await page.getByRole('button', { name: '深色' }).click()
    await page.keyboard.press('w')
    await page.waitForURL(/\/sheet$/)
    const sheet = page.locator('[data-paper]')
    await sheet.getByRole('heading', { name: '案卷单' }).waitFor()
    await sheet.getByRole('img', { name: '位置图' }).waitFor()
    expect(await violations()).toEqual([])
    const text = await sheet.textContent()
    for (const word of [
      '138****5678',
      '路灯管理所',
      '逐日计时（处置时限',
      '核查通过 → 待结案',
      '强值班 于 ',
      '无底图：',
      '界线为演示虚构',
    ])
      expect(text).toContain(word)
    expect(text).not.toContain('13812345678')
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByRole('navigation').filter({ visible: true }).count()).toBe(0)
    const ground = `getComputedStyle(document.querySelector('[data-paper]')).backgroundColor`
    expect(await page.evaluate(ground)).toBe('rgb(255, 255, 255)')
    // A sheet of paper as large as the browser makes it, with nothing cut at its edge.
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true)
    expect((await page.pdf({ preferCSSPageSize: true })).subarray(0, 5).toString()).toBe('%PDF-')
    await page.emulateMedia({ media: null })
    await page.getByRole('button', { name: '浅色' }).click()
  })

  it('takes the sheet as Word, and the log knows who', async () => {
    const { page } = shiftLeader
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('w')])
    expect(download.suggestedFilename()).toMatch(/^案卷单_530127\d+\.docx$/)
    const parts = unzipSync(new Uint8Array(await readFile(await download.path())))
    expect(strFromU8(parts['word/document.xml'] ?? new Uint8Array())).toContain('路灯管理所')
    const audit = await county.database.rows(
      "select actor_name, subject_id from platform.audit_entries where command = 'case-sheet.take'",
    )
    expect(audit).toEqual([{ actor_name: '强值班', subject_id: id }])
  })

  it('is the same in English on a large screen', async () => {
    const { page, visit, violations } = await desk.sit('zhang', { width: 1920, height: 1080, language: 'en' })
    await visit(`/cases/${id}`)
    await page.getByText('likely the same').first().waitFor()
    expect(await violations()).toEqual([])
    await page.keyboard.press('c')
    await page.getByRole('dialog', { name: 'Before and after' }).waitFor()
    await page.keyboard.press('Escape')
    await visit(`/cases/${id}/sheet`)
    await page.getByRole('heading', { name: 'Case sheet' }).waitFor()
    expect(await violations()).toEqual([])
  })
})
