/**
 * The county keeps its own addresses. The moral: a table with a fault is mended, not lost; what people call a place is found once a
 * person has said so, and not before.
 */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStory } from '../server/testing/case-story.ts'
import { openTestCounty, type TestCounty } from '../server/testing/test-county.ts'
import { type Desk, hasChromium, openDesk } from './desk-driver.ts'

let county: TestCounty
let desk: Desk
beforeAll(async () => {
  if (!hasChromium) return
  county = await openTestCounty({ now: new Date('2026-06-15T09:00:00+08:00'), sessionHours: 72 })
  await county.as({ username: 'keeper', name: '地名员', posts: ['data_admin'] })
  desk = await openDesk(county)
})
afterAll(async () => {
  await desk?.close()
  await county?.close()
})

const table = (kind: string): { name: string; mimeType: string; buffer: Buffer } => ({
  name: '地名地址.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(
    `地址编码,类型,名称,别名,经度,纬度\nSM-1,地标,实验小学,,${county.place.join()}\nSM-2,${kind},阳光小区,,103.015,25.015\n`,
  ),
})

it.skipIf(!hasChromium)('a table with a fault is mended, and a place is given another name', async () => {
  const keeper = await desk.sit('keeper')
  const { page } = keeper
  await keeper.visit('/admin/addresses')
  await page.getByText('共 1 处').waitFor()
  await page.getByRole('button', { name: '导入', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: '导入地名地址' })
  await dialog.locator('input[type=file]').setInputFiles(table('桥梁'))
  await dialog.getByText('“桥梁”不在已知取值之内', { exact: false }).waitFor()
  expect(await keeper.violations()).toEqual([])
  await dialog.locator('input[type=file]').setInputFiles(table('小区'))
  await dialog.getByText('可导入 2 处：新增 2', { exact: false }).waitFor()
  await dialog.getByRole('button', { name: '导入 2 处' }).click()
  await dialog.getByText('已导入：新增 2', { exact: false }).waitFor()
  // It goes on on the server: whoever reloads the page finds it again, with what became of it.
  await page.reload()
  await dialog.getByText('已导入：新增 2', { exact: false }).waitFor()
  expect(await keeper.violations()).toEqual([])
  await dialog.getByRole('button', { name: '关闭', exact: true }).last().click()
  await page.getByText('共 3 处').waitFor()

  await page.getByRole('button', { name: '阳光小区', exact: true }).click()
  await page.getByRole('button', { name: '修改', exact: true }).click()
  const change = page.getByRole('dialog', { name: '修改 · 阳光小区' })
  await change.getByLabel('别名').fill('老粮库、粮库宿舍')
  expect(await keeper.violations()).toEqual([])
  await change.getByRole('button', { name: '确定' }).click()
  const aside = page.getByRole('complementary', { name: '地名地址' })
  await aside.getByText('由“无”改为“粮库宿舍、老粮库”').waitFor()
  await page.getByLabel('查找地名地址').fill('lkss')
  await page.getByText('拼音首字母：粮库宿舍').waitFor()
  expect(await keeper.violations()).toEqual([])
})

it.skipIf(!hasChromium)('an acceptor finds the place by what the caller calls it', async () => {
  const acceptor = await desk.sit('min')
  const { page } = acceptor
  await acceptor.visit('/report')
  await page.locator('[data-address]').fill('老粮库对面')
  const option = page.getByRole('option', { name: /小小镇阳光小区对面/ })
  await option.getByText('按别名“老粮库”找到').waitFor()
  expect(await acceptor.violations()).toEqual([])
  await option.click()
  expect(await page.locator('[data-address]').inputValue()).toBe('小小镇阳光小区对面')
})

it.skipIf(!hasChromium)('and what callers say of a place is learnt when a person accepts it', async () => {
  const story = await openStory(county, {
    report: { address: '老供销社旁边', photoIds: [], source: 'hotline_12345' },
    as: county.acceptor,
  })
  await story.take('issueVerification')
  await story.take('answerVerification', { result: 'true' })
  await county.settle()
  const keeper = await desk.sit('keeper')
  const { page } = keeper
  await keeper.visit('/admin/addresses?view=phrases')
  await page.getByRole('radio', { name: /实验小学/ }).waitFor()
  expect(await keeper.violations()).toEqual([])
  await page.keyboard.press('a')
  await page.getByText('“老供销社”已成为 小小镇实验小学 的别名').first().waitFor()
  await page.getByText('没有待确认的说法').waitFor()
  await page.getByLabel('查找地名地址').fill('老供销社')
  await page.getByRole('cell', { name: '别名“老供销社”' }).waitFor()
  expect(await keeper.violations()).toEqual([])
})
