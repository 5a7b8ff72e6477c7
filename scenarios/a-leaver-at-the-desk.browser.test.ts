/**
 * The system administrator's desk in Chromium: somebody new gets an account and chooses a password of their own, and a
 * handler who leaves hands over two cases, one to a colleague and one back to the unit. The moral: nobody shares an
 * account, and nothing stays with somebody who has gone.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CaseStory, openStory } from '../server/testing/case-story.ts'
import { openTestCounty, type TestCounty } from '../server/testing/test-county.ts'
import { type Desk, hasChromium, openDesk, type Sitter } from './desk-driver.ts'

describe.skipIf(!hasChromium)('a leaver at the desk (needs /usr/bin/chromium)', { timeout: 300_000 }, () => {
  let county: TestCounty
  let desk: Desk
  let admin: Sitter
  let kept: CaseStory
  let back: CaseStory

  beforeAll(async () => {
    county = await openTestCounty({ now: new Date(), sessionHours: 2000 })
    ;[kept, back] = [await openStory(county), await openStory(county)]
    for (const story of [kept, back]) {
      await story.takeAll('sendOn', 'file', 'dispatch', 'assign')
      await story.take('start', {}, county.handler)
    }
    desk = await openDesk(county)
    admin = await desk.sit(county.sysadmin.session.username)
  })
  afterAll(async () => {
    await desk?.close()
    await county?.close()
  })

  it('gives somebody new an account whose first password works once', async () => {
    const { page } = admin
    await admin.visit('/admin/people')
    await page.getByRole('heading', { name: '人员', exact: true }).waitFor()
    await page.keyboard.press('a')
    const dialog = page.getByRole('dialog', { name: '新增人员' })
    await dialog.getByLabel('姓名').fill('周新来')
    await dialog.getByLabel('用户名').fill('zhou.new')
    await dialog.getByLabel('受理员').check()
    expect(await admin.violations()).toEqual([])
    await dialog.getByRole('button', { name: '新增人员' }).click()
    const once = page.getByRole('dialog', { name: '周新来 的一次性密码' })
    const password = await once.locator('output').textContent()
    await once.getByRole('button', { name: '我已记下' }).click()
    // Whoever opened the account only applied for its post; the security administrator grants it.
    const granter = await desk.sit(county.securityAdmin.session.username)
    await granter.visit('/admin/people?state=applied')
    await granter.page.getByText('周新来').first().waitFor()
    expect(await granter.violations()).toEqual([])
    await granter.page.getByRole('button', { name: '按申请授权 1 人' }).click()
    await granter.page.getByText('已按申请授权 1 人').waitFor()
    const newcomer = await desk.sit('zhou.new', {
      password: password ?? '',
      language: 'en',
      width: 1920,
      height: 1080,
    })
    // Whoever comes with a password that somebody else has seen gets no farther than to a password of their own.
    await newcomer.page.getByRole('heading', { name: 'Change the password' }).waitFor()
    await newcomer.visit('/queue')
    await newcomer.page.getByRole('heading', { name: 'Change the password' }).waitFor()
    await newcomer.page.locator('[autocomplete=current-password]').fill(password ?? '')
    for (const it of await newcomer.page.locator('[autocomplete=new-password]').all())
      await it.fill('seven lamps on a hill')
    expect(await newcomer.violations()).toEqual([])
    await newcomer.page.keyboard.press('Enter')
    await newcomer.page.waitForURL(/\/desk\/queue/)
    const again = await county.stranger.post('/api/session', { username: 'zhou.new', password })
    expect(again.status).toBe(401)
  })

  it('closes the account of a handler and says where each case has gone', async () => {
    const { page } = admin
    await admin.visit(`/admin/people?id=${county.handler.session.id}`)
    await page.getByRole('button', { name: '停用与移交' }).click()
    const dialog = page.getByRole('dialog', { name: /停用 .* 并移交工作/ })
    await dialog.getByText('在办 2 件').waitFor()
    await dialog.getByLabel('原因').fill('调离本县')
    const numbers = await Promise.all([kept, back].map(async (it) => (await it.show()).number))
    const confirm = dialog.getByRole('button', { name: '停用并移交' })
    expect(await confirm.isDisabled()).toBe(true)
    await dialog.getByLabel(`${numbers[0]} 接手人`).selectOption({ label: '林处置（手上 0 件）' })
    await dialog.getByLabel(`${numbers[1]} 接手人`).selectOption('back')
    expect(await admin.violations()).toEqual([])
    await confirm.click()
    const report = dialog.getByRole('status')
    await report.getByText('已停用，移交如下').waitFor()
    expect(await report.getByRole('row').allInnerTexts()).toEqual(
      expect.arrayContaining([
        expect.stringContaining(`${numbers[0]}\t处置\t林处置`),
        expect.stringContaining(`${numbers[1]}\t处置\t已交回`),
      ]),
    )
    expect((await kept.show(county.dispatcher)).handlerName).toBe('林处置')
    expect((await back.show(county.dispatcher)).handlerName).toBeNull()
    expect((await county.handler.get('/api/session')).status).toBe(401)
    expect((await county.verify()).differences).toEqual([])
  })
})
