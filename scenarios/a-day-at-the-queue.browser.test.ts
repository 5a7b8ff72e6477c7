/**
 * Two dispatchers share one queue, in Chromium and by keyboard alone: each sees what the other has in hand, many cases
 * are sent at once with a result for each, a mistake is taken back, and a list used every day is kept under a name. The
 * moral: nobody needs a second list on paper, and a mistake costs one key.
 */
import { readFile } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CaseDetail } from '#domain/cases/contract.ts'
import { type CaseStory, openStory } from '../server/testing/case-story.ts'
import { openTestCounty, type TestCounty } from '../server/testing/test-county.ts'
import { type Desk, hasChromium, openDesk, type Sitter } from './desk-driver.ts'

describe.skipIf(!hasChromium)('a day at the queue (needs /usr/bin/chromium)', { timeout: 300_000 }, () => {
  let county: TestCounty
  let desk: Desk
  let bao: Sitter
  let mei: Sitter
  const stories: CaseStory[] = []

  beforeAll(async () => {
    county = await openTestCounty({ now: new Date(), sessionHours: 2000 })
    await county.as({ username: 'mei', name: '梅派遣', posts: ['dispatcher'] })
    for (let count = 0; count < 5; count++) {
      const story = await openStory(county)
      await story.takeAll('sendOn', 'file')
      stories.push(story)
    }
    desk = await openDesk(county)
    ;[bao, mei] = [await desk.sit('bao'), await desk.sit('mei')]
    await Promise.all([bao.visit('/queue'), mei.visit('/queue')])
  })
  afterAll(async () => {
    await desk?.close()
    await county?.close()
  })

  const press = async (sitter: Sitter, ...keys: string[]): Promise<void> => {
    for (const key of keys) await sitter.page.keyboard.press(key)
  }
  const rows = (sitter: Sitter) => sitter.page.locator('tbody tr:not([aria-hidden])')
  const statesOf = async (): Promise<CaseDetail['state'][]> =>
    Promise.all(stories.map(async (story) => (await story.show(county.dispatcher)).state))

  it('shows at once who has a case in hand', async () => {
    await rows(bao).nth(4).waitFor()
    await press(bao, 'j', 't')
    await rows(mei).nth(0).getByText('鲍派遣').waitFor({ timeout: 5000 })
    expect(await rows(bao).nth(0).getByText('我', { exact: true }).count()).toBe(1)
    // A colleague who tries to take it is told who has it, and changes nothing.
    await press(mei, 'j', 'h')
    const dialog = mei.page.getByRole('dialog', { name: '转交 1 件' })
    await dialog.getByText('鲍派遣').waitFor()
    await press(mei, 'Escape')
    await dialog.waitFor({ state: 'hidden' })
    expect(await bao.violations()).toEqual([])
  })

  it('sends many at once by keyboard, each to the unit of the matrix, and takes them back', async () => {
    const { page } = bao
    await press(bao, 'Escape', 'Home', 'x', 'j', 'j', 'X')
    await page.getByText('已选 3 件').waitFor()
    expect(await bao.violations()).toEqual([])
    await press(bao, '1')
    const dialog = page.getByRole('dialog', { name: '派遣：3 件' })
    await dialog.getByText('按权责清单分别派遣').waitFor()
    expect(await bao.violations()).toEqual([])
    await dialog.getByRole('button', { name: '派遣 3 件' }).press('Enter')
    await dialog.getByText('已办理 3 / 3 件').waitFor()
    expect((await statesOf()).filter((it) => it === 'pending_handle')).toHaveLength(3)
    const sent = await Promise.all(stories.map((story) => story.show(county.dispatcher)))
    for (const it of sent.filter(({ state }) => state === 'pending_handle'))
      expect(it.leadUnit?.name).toBe('路灯管理所')
    await expect.poll(() => rows(mei).count()).toBe(2)
    await dialog.getByRole('button', { name: '撤销这 3 件' }).press('Enter')
    await dialog.getByText('已撤销 3 / 3 件').waitFor()
    expect(await statesOf()).toEqual(stories.map(() => 'pending_dispatch'))
    await dialog.locator('footer').getByRole('button', { name: '关闭' }).press('Enter')
    await expect.poll(() => rows(mei).count()).toBe(5)
    expect((await county.verify()).differences).toEqual([])
  })

  it('tells for each case why it was not done, and does the others', async () => {
    const { page } = bao
    await press(bao, 'Escape', 'a')
    await page.getByText('已选 5 件').waitFor()
    await press(bao, '1')
    const dialog = page.getByRole('dialog', { name: '派遣：5 件' })
    await dialog.getByText('按权责清单分别派遣').waitFor()
    // Meanwhile a colleague sends the first one on.
    await stories[0]?.take('dispatch')
    await dialog.getByRole('button', { name: '派遣 5 件' }).click()
    await dialog.getByText('已办理 4 / 5 件').waitFor()
    expect(await dialog.getByText(/案件已被他人更新|不能“派遣”/).count()).toBe(1)
    await dialog.locator('footer').getByRole('button', { name: '关闭' }).click()
    await expect.poll(() => rows(bao).count()).toBe(0)
  })

  it('keeps a list under a name, with its count, for another day and for colleagues', async () => {
    const { page } = bao
    await bao.visit('/cases?state=pending_handle')
    await page.getByRole('button', { name: '保存为常用筛选' }).click()
    const dialog = page.getByRole('dialog', { name: '保存为常用筛选' })
    await dialog.getByLabel('名称').fill('等单位接单的')
    await dialog.getByLabel('共享给同岗位同事').check()
    expect(await bao.violations()).toEqual([])
    await dialog.getByRole('button', { name: '保存', exact: true }).click()
    await page.getByRole('button', { name: '等单位接单的 5' }).waitFor()
    await mei.visit('/cases')
    await mei.page.getByRole('button', { name: '等单位接单的 5' }).click()
    await expect.poll(() => mei.page.url()).toContain('state=pending_handle')
    // Found again from anywhere by the palette.
    await press(bao, 'Control+k')
    await page.getByRole('combobox', { name: '命令面板' }).fill('等单位')
    await page.getByRole('option', { name: '等单位接单的' }).waitFor()
    expect(await bao.violations()).toEqual([])
    await press(bao, 'Enter')
    await expect.poll(() => rows(bao).count()).toBe(5)
  })

  it('makes a file of the list, which holds what the list shows', async () => {
    const { page } = bao
    await page.getByRole('button', { name: '导出', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: '导出列表' })
    await dialog.getByLabel('CSV').check()
    await dialog.getByRole('button', { name: '开始导出' }).click()
    await expect.poll(() => dialog.getByText('排队中').count()).toBe(1)
    await county.settle()
    const link = dialog.getByRole('link', { name: '下载' })
    await link.waitFor()
    expect(await bao.violations()).toEqual([])
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
    expect(download.suggestedFilename()).toMatch(/^案卷_\d{4}-\d\d-\d\d_\d{4}\.csv$/)
    const lines = parse(await readFile(await download.path()), { bom: true }) as string[][]
    expect(lines).toHaveLength(6)
    expect(lines[0]).toContain('处置单位')
  })

  it('shows the columns that a person chose, also after signing in elsewhere', async () => {
    await bao.page.keyboard.press('Escape')
    await bao.page.locator('summary', { hasText: '列' }).click()
    await bao.page.getByRole('checkbox', { name: '处置到期' }).check()
    await bao.page.getByRole('columnheader', { name: '处置到期' }).waitFor()
    await expect
      .poll(async () => (await county.dispatcher.get('/api/preferences')).body['preferences'])
      .toMatchObject({ 'cases.columns': expect.arrayContaining(['dispose']) })
    const elsewhere = await desk.sit('bao')
    await elsewhere.visit('/cases')
    await elsewhere.page.getByRole('columnheader', { name: '处置到期' }).waitFor()
  })
})
