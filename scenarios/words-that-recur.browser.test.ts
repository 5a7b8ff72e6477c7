/**
 * The sentences of a day: an administrator words the county's phrases and notices, a dispatcher returns a case without
 * touching the mouse, and whoever reported is told in the county's words. The moral: nobody types a sentence twice, and
 * what is recorded is what was read.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStory } from '../server/testing/case-story.ts'
import { openTestCounty, type TestCounty } from '../server/testing/test-county.ts'
import { choose, type Desk, hasChromium, openDesk, type Sitter } from './desk-driver.ts'

describe.skipIf(!hasChromium)('words that recur (needs /usr/bin/chromium)', { timeout: 180_000 }, () => {
  let county: TestCounty
  let desk: Desk
  let admin: Sitter
  let dispatcher: Sitter

  beforeAll(async () => {
    county = await openTestCounty({ now: new Date() })
    desk = await openDesk(county)
    admin = await desk.sit('root-admin')
    dispatcher = await desk.sit('bao')
  })
  afterAll(async () => {
    await desk?.close()
    await county?.close()
  })

  it('the administrator adds a phrase, is told of a placeholder that nobody knows, and puts it first', async () => {
    const { page, visit, violations } = admin
    await visit('/admin/phrases')
    await page.getByLabel('动作', { exact: true }).selectOption('returnToAcceptor')
    await page.getByRole('button', { name: '新增常用语' }).click()
    const form = page.getByRole('complementary', { name: '修改常用语' })
    await form.getByLabel('中文').fill('{案号}请补充{小类}的近景照片')
    await form.getByText('{案号} 不是可用的占位符').waitFor()
    expect(await page.getByRole('button', { name: '保存', exact: true }).isDisabled()).toBe(true)
    await form.getByLabel('中文').fill('请补充的近景照片，')
    await form.getByLabel('中文').press('Home')
    await form.getByLabel('中文').press('ArrowRight')
    for (let times = 0; times < 2; times++) await form.getByLabel('中文').press('ArrowRight')
    await form.getByRole('button', { name: '{小类}' }).click()
    await page.keyboard.press('End')
    await page.keyboard.type('位置{地点}')
    await form.getByText('示例 请补充路灯的近景照片，位置迎宾路 12 号').waitFor()
    await choose(form, '限定大类、小类', '路灯 01037')
    expect(await violations()).toEqual([])
    await page.getByRole('button', { name: '下移：请补充{小类}的近景照片，位置{地点}' }).click()
    await page.getByRole('button', { name: '上移：请补充{小类}的近景照片，位置{地点}' }).click()
    await page.getByText('1 项更改尚未保存').waitFor()
    await page.getByRole('button', { name: '保存', exact: true }).click()
    await page.getByText('第 1 版', { exact: true }).waitFor()
    await form.getByRole('button', { name: '关闭', exact: true }).click()
    await form.getByText('新：请补充{小类}的近景照片').waitFor()
    expect(await violations()).toEqual([])
  })

  it('the dispatcher returns a case by keyboard, and keeps a sentence for the next time', async () => {
    const { page, visit, violations } = dispatcher
    const story = await openStory(county, { report: { address: '迎宾路 12 号' } })
    await story.takeAll('sendOn', 'file')
    await visit(`/cases/${story.id}`)
    await page.getByRole('button', { name: '退回受理', exact: true }).waitFor()
    await page.keyboard.press('2')
    const dialog = page.getByRole('dialog', { name: '退回受理', exact: true })
    const field = dialog.getByLabel('理由')
    await dialog.getByPlaceholder('按 / 选常用语').waitFor()
    await field.press('/')
    const list = dialog.getByRole('listbox', { name: '常用语' })
    await list.getByRole('option', { name: '请补充路灯的近景照片，位置迎宾路 12 号' }).waitFor()
    expect(await violations()).toEqual([])
    // The initials of 小类选择, then of the county's own phrase.
    await page.keyboard.type('xlxz')
    await list.getByRole('option', { name: '小类选择有误' }).waitFor()
    expect(await list.getByRole('option').count()).toBe(1)
    await page.keyboard.press('Escape')
    await list.waitFor({ state: 'detached' })
    expect(await dialog.isVisible()).toBe(true)
    await page.keyboard.insertText('、')
    await page.keyboard.type('qbc')
    await list.getByRole('option', { name: '请补充路灯的近景照片' }).waitFor()
    await page.keyboard.press('Enter')
    expect(await field.inputValue()).toBe('请补充路灯的近景照片，位置迎宾路 12 号')
    await page.keyboard.type('，谢谢')
    await page.keyboard.press('Alt+ArrowDown')
    await list.waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByText('已存为我的常用语：请补充路灯的近景照片，位置{地点}，谢谢').waitFor()
    await dialog.getByRole('button', { name: '确定退回受理' }).press('Enter')
    await page.getByText('退回受理：').first().waitFor()
    const { timeline } = await story.show()
    expect(timeline.at(-1)).toMatchObject({
      action: 'returnToAcceptor',
      data: { reason: '请补充路灯的近景照片，位置迎宾路 12 号，谢谢' },
    })
  })

  it('for two cases at once only what is true of both is offered', async () => {
    const { page, visit, violations } = dispatcher
    for (const address of ['迎宾路 1 号', '迎宾路 2 号'])
      await (await openStory(county, { report: { address } })).takeAll('sendOn', 'file')
    await visit('/queue')
    await page.locator('[data-marked]').first().waitFor()
    await page.keyboard.press('a')
    await page
      .getByRole('button', { name: /^退回受理/ })
      .last()
      .click()
    const dialog = page.getByRole('dialog', { name: /退回受理/ })
    await dialog.getByLabel('理由').press('/')
    await dialog.getByText('另有常用语要用到：地点').waitFor()
    const texts = await dialog.getByRole('option').allInnerTexts()
    expect(texts).toContain('小类选择有误，请核对后重新批转。')
    expect(texts.join()).not.toMatch(/迎宾路|[{}]/)
    expect(await violations()).toEqual([])
    await page.keyboard.press('Escape')
    await dialog.getByRole('button', { name: '取消' }).click()
  })

  it('the administrator words a notice anew, and the next reporter reads it', async () => {
    const { page, visit, violations } = admin
    await visit('/admin/notices')
    const event = page.getByRole('region', { name: '不予受理' })
    await event.getByLabel('中文（短信内容）').fill('字'.repeat(300))
    await event.getByText('最多 268 字').waitFor()
    await event.getByLabel('中文（短信内容）').fill('您反映的')
    await page.keyboard.press('End')
    await event.getByRole('button', { name: '{小类}' }).click()
    await page.keyboard.type('问题因{原因}未受理，请见谅。')
    await event.getByText('示例 您反映的路灯问题因不属职责范围未受理，请见谅。').waitFor()
    await event.getByText('23 字 · 1 条短信').waitFor()
    expect(await violations()).toEqual([])
    await page.getByRole('button', { name: '保存', exact: true }).click()
    await page.getByText('第 1 版', { exact: true }).waitFor()
    await (await openStory(county)).take('decline', { reasonCode: 'not-a-fact', reason: '现场完好' })
    await county.settle()
    const reporter = await desk.sit('wei')
    await reporter.visit('/my-reports')
    await reporter.page.getByText('您反映的路灯问题因情况不实未受理，请见谅。').waitFor()
    await event.getByRole('button', { name: '恢复出厂用语' }).click()
    await page.getByRole('button', { name: '放弃更改' }).click()
    expect(await violations()).toEqual([])
  })
})
