/**
 * A shift leader fills a week in Chromium by keyboard alone: shifts by digits, a block copied and put down, a slip taken
 * back, saved, copied onto the next week where something is in the way; a day of leave with a substitute; and the acceptor
 * sees who is not there. The moral: a roster takes minutes, and nothing is covered without a word.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chinaDayOf } from '#domain/china-time.ts'
import { addDays, weekOf } from '#domain/patrol/week.ts'
import { type CaseStory, openStory } from '../server/testing/case-story.ts'
import { openTestCounty, type TestCounty } from '../server/testing/test-county.ts'
import type { Voice } from '../server/testing/test-house.ts'
import { type Desk, hasChromium, openDesk, type Sitter } from './desk-driver.ts'

describe.skipIf(!hasChromium)('a roster by keyboard (needs /usr/bin/chromium)', { timeout: 300_000 }, () => {
  let county: TestCounty
  let desk: Desk
  let qiang: Sitter
  let leader: Voice
  let story: CaseStory
  const people: Record<string, Voice> = {}
  // Next week, so that no day of it is over whatever day the test runs on.
  const monday = addDays(weekOf(chinaDayOf(new Date())), 7)

  beforeAll(async () => {
    county = await openTestCounty({ now: new Date(), sessionHours: 2000 })
    const join = (username: string, name: string, post: 'collector' | 'shift_leader') =>
      county.as({ username, name, posts: [post], organisationId: county.waterCompany })
    leader = await join('qiang-team', '强班长', 'shift_leader')
    for (const [username, name] of [
      ['team-a', '安采集'],
      ['team-b', '白采集'],
      ['team-c', '岑采集'],
    ] as const)
      people[name] = await join(username, name, 'collector')
    story = await openStory(county)
    desk = await openDesk(county)
    qiang = await desk.sit('qiang-team')
    await qiang.visit(`/roster?week=${monday}`)
  })
  afterAll(async () => {
    await desk?.close()
    await county?.close()
  })

  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await qiang.page.keyboard.press(key)
  }
  const row = (name: string) =>
    qiang.page.locator('tbody tr').filter({ has: qiang.page.getByRole('rowheader', { name }) })
  const cell = (name: string, day: number) => row(name).getByRole('gridcell').nth(day)
  const marks = (name: string) => row(name).locator('.shown').allInnerTexts()
  const saved = async () =>
    (await leader.get(`/api/rosters/week?organisationId=${county.waterCompany}&onDate=${monday}`)).body as {
      lines: { personId: string; onDate: string }[]
      version: number
    }

  it('begins with the shifts, and each has a key', async () => {
    const { page } = qiang
    await page.getByRole('button', { name: '新增班次' }).first().click()
    const dialog = page.getByRole('dialog')
    for (const [name, mark, from, to] of [
      ['早班', '早', '07:00', '15:00'],
      ['晚班', '晚', '15:00', '23:00'],
    ] as const) {
      if (await dialog.getByRole('button', { name: '新增班次' }).count())
        await dialog.getByRole('button', { name: '新增班次' }).click()
      await dialog.getByLabel('名称').fill(name)
      await dialog.getByLabel('简称').fill(mark)
      await dialog.getByLabel('开始').fill(from)
      await dialog.getByLabel('结束').fill(to)
      await dialog.getByRole('button', { name: '保存' }).click()
      await dialog.getByRole('cell', { name, exact: true }).waitFor()
    }
    expect(await qiang.violations()).toEqual([])
    await dialog.getByRole('button', { name: '关闭' }).last().click()
    await dialog.waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: '2 晚班' }).waitFor()
    expect(await qiang.violations()).toEqual([])
  })

  it('is filled by digits, copied as a block, and a slip is taken back', async () => {
    const { page } = qiang
    await cell('安采集', 0).click()
    await press('1', 'ArrowRight', '1', 'ArrowRight', '2')
    expect((await marks('安采集')).slice(0, 3).map((it) => it.slice(0, 1))).toEqual(['早', '早', '晚'])
    await press('Shift+ArrowLeft', 'Shift+ArrowLeft', 'Control+c')
    await cell('白采集', 2).click()
    await press('Control+v')
    expect((await marks('白采集')).slice(2, 5).map((it) => it.slice(0, 1))).toEqual(['早', '早', '晚'])
    await cell('安采集', 0).click()
    await press('Delete')
    expect((await marks('安采集'))[0]).toBe('')
    await press('Control+z')
    expect((await marks('安采集'))[0]).toContain('早')
    await page.getByText('有 6 处更改未保存').waitFor()
    expect(await qiang.violations()).toEqual([])
    expect((await saved()).lines).toEqual([])
    await press('Control+s')
    await page.getByText('排班已保存：新增 6，取消 0').waitFor()
    expect((await saved()).lines).toHaveLength(6)
  })

  it('shows two shifts of the same hours where they are, and the server keeps neither', async () => {
    const { page } = qiang
    await cell('安采集', 3).click()
    await press('1')
    await page.getByRole('button', { name: '班次', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: '新增班次' }).click()
    await dialog.getByLabel('名称').fill('中班')
    await dialog.getByLabel('简称').fill('中')
    await dialog.getByLabel('开始').fill('11:00')
    await dialog.getByLabel('结束').fill('19:00')
    await dialog.getByRole('button', { name: '保存' }).click()
    await dialog.getByRole('cell', { name: '中班', exact: true }).waitFor()
    await dialog.getByRole('button', { name: '关闭' }).last().click()
    await dialog.waitFor({ state: 'hidden' })
    await cell('安采集', 3).click()
    await press('Shift+Digit2')
    await qiang.page.getByRole('gridcell', { name: /安采集.*与其他班次重叠/ }).waitFor()
    await press('Control+s')
    await page.getByText(`同一人的班次时间重叠：安采集 ${addDays(monday, 3).slice(5)}。`).waitFor()
    await page.getByRole('button', { name: '放弃更改' }).click()
    expect((await saved()).lines).toHaveLength(6)
  })

  it('is copied onto the next week, and what is in the way is named before anything is done', async () => {
    const { page } = qiang
    await leader.post('/api/leaves', {
      personId: people['白采集']?.session.id,
      kind: 'annual',
      from: `${addDays(monday, 9)}T00:00:00+08:00`,
      to: `${addDays(monday, 10)}T00:00:00+08:00`,
    })
    await page.getByRole('button', { name: '复制周' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: '复制', exact: true }).click()
    await dialog.getByText('1 处不能复制，还没有作任何改动：').waitFor()
    await dialog.getByRole('row', { name: /白采集.*请假/ }).waitFor()
    expect(await qiang.violations()).toEqual([])
    await dialog.getByRole('button', { name: '其余照常复制' }).click()
    await page.getByText('已复制 5 条，0 条原已相同，1 条未复制').waitFor()
  })

  it('takes leave with a substitute, and the table shows both', async () => {
    const { page } = qiang
    await cell('安采集', 1).click()
    await page.getByRole('button', { name: '请假 / 顶班', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('顶班人').selectOption({ label: '岑采集' })
    expect(await qiang.violations()).toEqual([])
    await dialog.getByRole('button', { name: '保存' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await cell('岑采集', 1).locator('.note', { hasText: '早 顶安采集' }).waitFor()
    expect(await marks('安采集').then((it) => it[1])).toContain('年休')
    expect(await qiang.violations()).toEqual([])
  })

  it('keeps an acceptor from sending somebody who is not there', async () => {
    const today = chinaDayOf(county.clock.now())
    const week = { organisationId: county.waterCompany, monday: weekOf(today), expectedVersion: 0 }
    const { shifts } = (await leader.get(`/api/rosters/week?organisationId=${county.waterCompany}`)).body as {
      shifts: { id: string; name: string }[]
    }
    const all = await leader.post('/api/shifts', {
      organisationId: county.waterCompany,
      name: '全天',
      mark: '全',
      fromTime: '00:00',
      toTime: '00:00',
    })
    expect(shifts).toHaveLength(3)
    const line = {
      personId: people['安采集']?.session.id,
      onDate: today,
      shiftId: all.body['id'],
      post: 'collector',
    }
    expect((await leader.call('PUT', '/api/rosters/week', { ...week, lines: [line] })).status).toBe(200)
    const min = await desk.sit('min')
    await min.act(story.id, '发核实', async (dialog) => {
      const box = dialog.getByRole('combobox', { name: '输入姓名查找' })
      await box.click()
      const absent = min.page.getByRole('option', { name: /云核查.*今日未排班/ })
      await absent.waitFor()
      expect(await absent.getAttribute('aria-disabled')).toBe('true')
      expect(await min.violations()).toEqual([])
      await min.page.getByRole('option', { name: /安采集.*全天/ }).click()
      await dialog.getByRole('textbox').last().fill('请现场核实')
    })
    expect((await story.show()).taskHolderName).toBe('安采集')
  })
})
