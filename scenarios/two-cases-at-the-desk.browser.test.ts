/**
 * Seven people at the desk, in Chromium. The first case goes straight from a call to its end; the second meets every
 * obstacle: verification that finds nothing wrong, a return, another dispatch, an extension, a suspension, rework
 * and an appeal. The moral: nobody is ever offered what they may not do, and the screen says in words what happened.
 */
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestCounty, type TestCounty } from '../server/testing/test-county.ts'
import { addPhoto, choose, type Desk, hasChromium, openDesk, type Sitter } from './desk-driver.ts'

describe.skipIf(!hasChromium)('two cases at the desk (needs /usr/bin/chromium)', { timeout: 600_000 }, () => {
  let county: TestCounty
  let desk: Desk
  let people: People

  beforeAll(async () => {
    county = await openTestCounty({ now: new Date() })
    desk = await openDesk(county)
    people = await sitDown(desk)
  })
  afterAll(async () => {
    await desk?.close()
    await county?.close()
  })

  it('goes from a call to its end', async () => {
    const { acceptor, shiftLeader, dispatcher, unit, checker } = people
    const id = await register(acceptor, '文化路路灯不亮，单灯熄灭')
    expect(await acceptor.violations()).toEqual([])
    await acceptor.act(id, '批转立案')
    expect(await acceptor.actionsOn(id)).not.toContain('立案')
    await shiftLeader.act(id, '立案')
    await dispatcher.act(id, '派遣', (dialog) => dialog.getByRole('button', { name: '路灯管理所' }).click())
    await unit.act(id, '接单')
    await report(people, id)
    await dispatcher.act(id, '批转核查')
    await acceptor.act(id, '发核查', (dialog) => choose(dialog, '输入姓名查找', '云核查'))
    await checker.act(id, '核查通过', addPhoto)
    await shiftLeader.act(id, '结案', (dialog) => dialog.getByLabel('符合结案条件').check())
    await unit.visit(`/cases/${id}`)
    expect(await unit.page.locator('article').textContent()).toContain('已结案')
    expect(await unit.violations()).toEqual([])
  })

  it('meets every obstacle', async () => {
    const { acceptor, shiftLeader, dispatcher, unit, checker, collector } = people
    const reason = (dialog: Locator) => dialog.getByLabel('理由').fill('写明缘由，以备查考')
    const id = await register(acceptor, '文化路口路灯闪烁')
    await acceptor.act(id, '发核实', async (dialog) => {
      await choose(dialog, '输入姓名查找', '魏采集')
      await reason(dialog)
    })
    await collector.act(id, '反馈核实', async (dialog) => {
      await dialog.getByLabel('不属实').check()
      await addPhoto(dialog)
    })
    await acceptor.act(id, '发核实', async (dialog) => {
      await choose(dialog, '输入姓名查找', '云核查')
      await reason(dialog)
    })
    await checker.act(id, '反馈核实', async (dialog) => {
      await dialog.getByLabel('属实', { exact: true }).check()
      await addPhoto(dialog)
    })
    await acceptor.act(id, '批转立案')
    await shiftLeader.act(id, '立案')
    const toLampStation = (dialog: Locator) => dialog.getByRole('button', { name: '路灯管理所' }).click()
    await dispatcher.act(id, '派遣', toLampStation)
    await unit.act(id, '申请回退', reason)
    await dispatcher.act(id, '同意回退')
    await dispatcher.act(id, '派遣', toLampStation)
    await unit.act(id, '接单')
    await unit.act(id, '申请延期', reason)
    await dispatcher.act(id, '同意延期')
    await unit.act(id, '申请挂账', async (dialog) => {
      await reason(dialog)
      const date = dialog.getByRole('combobox', { name: '截止日期' })
      await date.fill(new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10))
      await date.press('Enter')
    })
    await dispatcher.act(id, '同意挂账')
    await dispatcher.act(id, '恢复处置')
    await report(people, id)
    await dispatcher.act(id, '批转核查')
    await acceptor.act(id, '发核查', (dialog) => choose(dialog, '输入姓名查找', '云核查'))
    await checker.act(id, '核查不通过', async (dialog) => {
      await reason(dialog)
      await addPhoto(dialog)
    })
    await dispatcher.act(id, '返工', reason)
    await unit.act(id, '接单')
    // Weeks pass, so the case is late and everybody has to sign in again.
    county.clock.advance(40 * 86_400_000)
    people = await sitDown(desk)
    await report(people, id)
    await people.dispatcher.act(id, '批转核查')
    await people.acceptor.act(id, '发核查', (dialog) => choose(dialog, '输入姓名查找', '云核查'))
    await people.checker.act(id, '核查通过', addPhoto)
    await people.shiftLeader.act(id, '结案', (dialog) => dialog.getByLabel('符合结案条件').check())
    await people.unit.act(id, '申诉', reason)
    expect(await people.acceptor.actionsOn(id)).not.toContain('申诉终审')
    await people.dispatcher.act(id, '申诉初审', async (dialog) => {
      await dialog.getByLabel('是', { exact: true }).check()
      await reason(dialog)
    })
    await people.acceptor.act(id, '申诉终审', async (dialog) => {
      await dialog.getByLabel('是', { exact: true }).check()
      await reason(dialog)
    })
    await people.dispatcher.visit(`/cases/${id}`)
    const story = await people.dispatcher.page.locator('article').textContent()
    for (const word of ['发核实', '申请回退', '同意延期', '同意挂账', '返工', '申诉', '申诉初审', '申诉终审'])
      expect(story).toContain(word)
    const [row] = await county.database.rows<{ isExempted: boolean; isInTime: boolean }>(
      'select is_exempted as "isExempted", is_in_time as "isInTime" from cases.case_facts where id = $1',
      [id],
    )
    // The decision frees the unit of the lateness; that it was late stays a fact.
    expect(row).toEqual({ isExempted: true, isInTime: false })
  })

  it('tells its keys, opens a case by them, and says so where there is no page', async () => {
    const { acceptor, dispatcher } = people
    await acceptor.visit('/nowhere-at-all')
    expect(await acceptor.violations()).toEqual([])
    await dispatcher.visit('/cases')
    await dispatcher.page.keyboard.press('?')
    await dispatcher.page.getByRole('dialog', { name: '键盘操作' }).waitFor()
    expect(await dispatcher.violations()).toEqual([])
    await dispatcher.page.keyboard.press('Escape')
    await dispatcher.page.getByRole('dialog', { name: '键盘操作' }).waitFor({ state: 'hidden' })
    await dispatcher.page.keyboard.press('j')
    await dispatcher.page.keyboard.press('Enter')
    await dispatcher.page.waitForURL(/\/desk\/cases\/[0-9a-f-]{36}$/)
  })

  it('shows a case to a colleague without a reload', async () => {
    const { acceptor, shiftLeader } = people
    await shiftLeader.visit('/queue')
    const id = await register(acceptor, '小学门口路灯不亮')
    await acceptor.act(id, '批转立案')
    await shiftLeader.page.locator(`a[href$="/cases/${id}"]`).waitFor()
  })
})

type People = Record<
  'acceptor' | 'shiftLeader' | 'dispatcher' | 'unit' | 'handler' | 'checker' | 'collector',
  Sitter
>

const sitDown = async (desk: Desk): Promise<People> => ({
  acceptor: await desk.sit('min', { hasMap: true }),
  shiftLeader: await desk.sit('qiang'),
  dispatcher: await desk.sit('bao'),
  unit: await desk.sit('deng'),
  handler: await desk.sit('gang'),
  checker: await desk.sit('yun'),
  collector: await desk.sit('wei'),
})

/** The handler reports the work done, with a photo, and the unit confirms it. */
async function report({ handler, unit }: People, id: string): Promise<void> {
  await handler.act(id, '处置完毕', async (dialog) => {
    await dialog.getByLabel('处置措施').fill('更换光源并试亮')
    await addPhoto(dialog)
  })
  await unit.act(id, '部门确认')
}

/** Registers a report by hand: what it is, its class by suggestion, and a click on the map. */
async function register(acceptor: Sitter, description: string): Promise<string> {
  const { page } = acceptor
  await acceptor.visit('/report')
  await page.getByLabel('问题描述').fill(description)
  await page.getByRole('button', { name: /^路灯\s/ }).click()
  await page.getByRole('radio').first().check()
  await page.getByRole('combobox', { name: '地址' }).fill('文化路 12 号对面')
  await page.getByText('合成演示边界，非真实边界').waitFor()
  await page.locator('canvas').click()
  await page.getByText('小小镇 · ').waitFor()
  await page.getByRole('button', { name: /^(登记|仍要登记)/ }).click()
  await page.getByRole('link', { name: '打开案卷' }).click()
  await page.waitForURL(/\/desk\/cases\/[0-9a-f-]{36}$/)
  return new URL(page.url()).pathname.split('/').at(-1) ?? ''
}
