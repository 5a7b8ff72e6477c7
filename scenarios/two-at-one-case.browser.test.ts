/**
 * Two dispatchers at one case, in Chromium, on a network that breaks and with a session that ends. The moral: nobody
 * types a thing twice, what was sent once is done once, and two who work on the same case know of each other.
 */
import { zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { documentTypes } from '#domain/evidence/document.ts'
import { type CaseStory, openStory } from '../server/testing/case-story.ts'
import { openTestCounty, type TestCounty } from '../server/testing/test-county.ts'
import { addPhoto, type Desk, hasChromium, openDesk, type Sitter } from './desk-driver.ts'

describe.skipIf(!hasChromium)('two at one case (needs /usr/bin/chromium)', { timeout: 300_000 }, () => {
  let county: TestCounty
  let desk: Desk
  let bao: Sitter
  let mei: Sitter
  let story: CaseStory

  beforeAll(async () => {
    county = await openTestCounty({ now: new Date(), sessionHours: 2000 })
    await county.as({ username: 'mei', name: '梅派遣', posts: ['dispatcher'] })
    story = await openStory(county)
    await story.takeAll('sendOn', 'file')
    desk = await openDesk(county)
    bao = await desk.sit('bao')
    mei = await desk.sit('mei', { width: 1920, height: 1080, language: 'en' })
  })
  afterAll(async () => {
    await desk?.close()
    await county?.close()
  })

  const dialogOf = (sitter: Sitter, action: string) =>
    sitter.page.getByRole('dialog', { name: action, exact: true })
  const begin = async (sitter: Sitter, id: string, action: string) => {
    await sitter.visit(`/cases/${id}`)
    await sitter.page.locator('[data-actions]').getByRole('button', { name: action }).first().click()
    const dialog = dialogOf(sitter, action)
    await dialog.waitFor()
    return dialog
  }
  const reason = '现场在两个单位交界处，请重新核实权属'

  it('keeps what is typed over a reload and lets it go on request', async () => {
    const { page } = bao
    await (await begin(bao, story.id, '退回受理')).getByLabel('理由').fill(reason)
    await page.reload()
    await page.locator('[data-actions]').getByRole('button', { name: '退回受理 有草稿' }).click()
    const dialog = dialogOf(bao, '退回受理')
    await dialog.getByText(/已恢复 .* 未提交的内容/).waitFor()
    expect(await dialog.getByLabel('理由').inputValue()).toBe(reason)
    expect(await bao.violations()).toEqual([])
    await dialog.getByRole('button', { name: '丢弃草稿' }).click()
    expect(await dialog.getByLabel('理由').inputValue()).toBe('')
    await page.reload()
    await page.locator('[data-actions]').getByRole('button', { name: '退回受理', exact: true }).click()
    expect(await dialogOf(bao, '退回受理').getByLabel('理由').inputValue()).toBe('')
  })

  it('leads back to the page and the text after a session that ended while somebody typed', async () => {
    const { page } = bao
    const dialog = await begin(bao, story.id, '退回受理')
    await dialog.getByLabel('理由').fill(reason)
    await page.context().clearCookies()
    // Whichever call finds it out first leads to the door: this one, or one that the page makes by itself.
    const confirm = dialog.getByRole('button', { name: '确定退回受理' })
    // Waited for to its end: a click that still waits would press the button when the dialog is back.
    await confirm.click({ timeout: 10_000 }).catch(() => undefined)
    await page.getByText('登录已失效，请重新登录。').waitFor()
    await page.locator('input[name=username]').fill('bao')
    await page.locator('input[name=password]').fill('a password for tests')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.url()).toContain(`/cases/${story.id}`)
    await page.locator('[data-actions]').getByRole('button', { name: '退回受理 有草稿' }).click()
    expect(await dialogOf(bao, '退回受理').getByLabel('理由').inputValue()).toBe(reason)
    expect((await story.show()).state).toBe('pending_dispatch')
  })

  it('does once what was sent when the network broke before the answer came', async () => {
    const { page } = bao
    const dialog = dialogOf(bao, '退回受理')
    const path = `**/api/cases/${story.id}/return-to-acceptor`
    await page.route(path, async (route) => {
      // It arrives and is done, but nobody hears of it.
      await route.fetch()
      await page.context().setOffline(true)
      await route.abort('connectionreset')
    })
    await dialog.getByRole('button', { name: '确定退回受理' }).click()
    await dialog.getByText('无法连接服务器').waitFor()
    expect(await dialog.getByLabel('理由').inputValue()).toBe(reason)
    expect((await story.show()).state).toBe('pool')
    await page.unroute(path)
    // Back again, it is sent by itself under the same request id.
    await page.context().setOffline(false)
    await page.getByText('退回受理：').first().waitFor()
    await dialog.waitFor({ state: 'hidden' })
    const { timeline } = await story.show()
    expect(timeline.filter((it) => it.action === 'returnToAcceptor')).toHaveLength(1)
    expect(
      await page.evaluate(`Object.keys(localStorage).filter((it) => it.startsWith('jingwei.draft.'))`),
    ).toEqual([])
  })

  it('tells calmly that the case went on meanwhile, and keeps the text', async () => {
    await story.takeAll('sendOn', 'file')
    const dialog = await begin(bao, story.id, '退回受理')
    await dialog.getByLabel('理由').fill(reason)
    await story.take('dispatch')
    await dialog.getByText(/您填写期间，.*已办理“派遣”/).waitFor()
    expect(await dialog.getByLabel('理由').inputValue()).toBe(reason)
    expect(await dialog.getByRole('button', { name: '确定退回受理' }).isDisabled()).toBe(true)
    expect(await bao.violations()).toEqual([])
  })

  it('shows each of two people what the other does, also in English', async () => {
    const second = await openStory(county)
    await second.takeAll('sendOn', 'file')
    await Promise.all([bao.visit(`/cases/${second.id}`), mei.visit(`/cases/${second.id}`)])
    await bao.page.getByText('梅派遣 正在查看').waitFor()
    await mei.page.getByText('鲍派遣 is looking').waitFor()
    await bao.page.locator('[data-actions]').getByRole('button', { name: '派遣', exact: true }).click()
    await mei.page.getByText('鲍派遣 is working on it').waitFor()
    expect(await mei.violations()).toEqual([])
    await bao.visit('/queue')
    await mei.visit('/queue')
    await bao.visit(`/cases/${second.id}`)
    await expect.poll(() => bao.page.locator('[data-presence]').textContent()).toBe('')
  })

  it('lets a note with a photo and a document reach the colleague whom it mentions, by keyboard', async () => {
    const { page } = bao
    const box = page.getByRole('textbox', { name: '写备注' })
    await box.fill('权属已核实，')
    await box.press('End')
    await box.pressSequentially('@mpq')
    await page.getByRole('option', { name: /梅派遣/ }).waitFor()
    expect(await bao.violations()).toEqual([])
    await box.press('Enter')
    await box.pressSequentially('请今天派遣')
    expect(await box.inputValue()).toBe('权属已核实，@梅派遣 请今天派遣')
    await page.getByRole('button', { name: '附件' }).click()
    const form = page.locator('form', { has: box })
    await addPhoto(form.locator('.photos'))
    const bytes = new TextEncoder().encode(
      `<Types><Override ContentType="${documentTypes.docx}.main+xml"/></Types>`,
    )
    const buffer = Buffer.from(zipSync({ '[Content_Types].xml': bytes, 'word/document.xml': bytes }))
    const files = form.locator('.documents input[type=file]')
    await files.setInputFiles({ name: '权属证明.docx', mimeType: documentTypes.docx, buffer })
    await form.getByText('✓ 权属证明.docx').waitFor()
    await files.setInputFiles({ name: '程序.pdf', mimeType: 'application/pdf', buffer: Buffer.from('MZ') })
    await form.getByText('文件内容不是可以接收的文档').waitFor()
    // Nothing of it is lost over a reload.
    await page.reload()
    await form.getByText(/已恢复 .* 未提交的内容/).waitFor()
    await form.getByText('✓ 权属证明.docx').waitFor()
    expect(await bao.violations()).toEqual([])
    await box.press('Control+Enter')
    await page.locator('[data-notes]').getByText('@梅派遣').waitFor()
    expect(await box.inputValue()).toBe('')
    await mei.page.getByRole('link', { name: 'Mentions 1' }).click()
    expect(await mei.violations()).toEqual([])
    await mei.page.getByRole('link', { name: /权属已核实/ }).click()
    const notes = mei.page.locator('[data-notes]')
    await notes.getByRole('link', { name: /权属证明.docx/ }).waitFor()
    await mei.page.getByRole('link', { name: 'Mentions', exact: true }).waitFor()
    expect(await mei.violations()).toEqual([])
    expect(await notes.getByRole('button', { name: 'Withdraw' }).count()).toBe(0)
  })

  it('withdraws a note before the eyes of the other', async () => {
    const { page } = bao
    const notes = page.locator('[data-notes]')
    await notes.getByRole('button', { name: '撤回' }).click()
    await notes.getByText('撤回后内容对所有人不再显示').waitFor()
    await notes.getByRole('button', { name: '撤回' }).click()
    await notes.getByText('已撤回').waitFor()
    await mei.page.locator('[data-notes]').getByText('Withdrawn').waitFor()
    expect(await mei.page.getByText('权属已核实').count()).toBe(0)
    expect(await bao.violations()).toEqual([])
  })
})
