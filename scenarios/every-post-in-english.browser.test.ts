/**
 * The same county in English on large screens: every post does its part, from a call to the close of its case, while
 * the inspector supervises, the leader is answered, and the two administrators do theirs. What other stories tell in
 * Chinese on a laptop holds here too.
 */
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CaseStory, openStory } from '../server/testing/case-story.ts'
import { openTestCounty, type TestCounty } from '../server/testing/test-county.ts'
import { addPhoto, choose, type Desk, hasChromium, openDesk, type Sitter } from './desk-driver.ts'

const large = { language: 'en', width: 1920, height: 1080 } as const

describe.skipIf(!hasChromium)('every post, in English on a large screen', { timeout: 300_000 }, () => {
  let county: TestCounty
  let desk: Desk
  let story: CaseStory
  const sit = (username: string): Promise<Sitter> => desk.sit(username, large)

  beforeAll(async () => {
    county = await openTestCounty({ now: new Date('2026-06-16T09:00:00+08:00'), sessionHours: 200 })
    await county.as({ username: 'look', name: '杜督查', posts: ['inspector'] })
    await county.as({ username: 'calendar-admin', name: '数据员', posts: ['data_admin'] })
    story = await openStory(county)
    desk = await openDesk(county)
  })
  afterAll(async () => {
    await desk?.close()
    await county?.close()
  })

  it('a case goes its way', async () => {
    const { id } = story
    const [acceptor, shiftLeader, dispatcher, unit, handler, checker] = await Promise.all(
      ['min', 'qiang', 'bao', 'deng', 'gang', 'yun'].map(sit),
    )
    if (!acceptor || !shiftLeader || !dispatcher || !unit || !handler || !checker) throw new Error('nobody')
    await acceptor.act(id, 'send on for filing')
    await shiftLeader.act(id, 'file')
    await dispatcher.act(id, 'dispatch', (dialog) =>
      dialog.getByRole('button', { name: '路灯管理所' }).click(),
    )
    expect(await dispatcher.violations()).toEqual([])
    await unit.act(id, 'assign', (dialog) => choose(dialog, 'Type a name', '刚处置'))
    await handler.act(id, 'start')
    await handler.act(id, 'report done', async (dialog) => {
      await dialog.getByLabel('measure taken').fill('更换光源并试亮')
      await addPhoto(dialog)
      expect(await handler.violations()).toEqual([])
    })
    await unit.act(id, 'confirm done')
    await dispatcher.act(id, 'pass on for checking')
    await acceptor.act(id, 'issue check', (dialog) => choose(dialog, 'Type a name', '云核查'))
    await checker.act(id, 'pass the check', addPhoto)
    await shiftLeader.act(id, 'close', (dialog) => dialog.getByLabel('closing condition met').check())
    expect(await story.show()).toMatchObject({ state: 'closed', isInTime: true })
    for (const it of [acceptor, shiftLeader, unit, checker]) expect(await it.violations()).toEqual([])
  })

  it('an inspector supervises what is late, and is answered', async () => {
    const late = await openStory(county)
    await late.takeAll('sendOn', 'file', 'dispatch', 'start')
    county.clock.turnTo(new Date('2026-06-23T09:00:00+08:00'))
    const [inspector, unit] = [await sit('look'), await sit('deng')]
    await inspector.visit('/cases?light=red')
    await inspector.page.locator(`a[href$="/cases/${late.id}"]`).waitFor()
    expect(await inspector.violations()).toEqual([])
    const opinion = (dialog: Locator) => dialog.getByLabel('opinion').fill('超时已久，请说明原因')
    await inspector.act(late.id, 'supervise', opinion)
    await unit.act(late.id, 'answer supervision', (dialog) =>
      dialog.getByLabel('answer').fill('配件已到，今日完成'),
    )
    // Without asking: the answer comes to the page that is open.
    await inspector.page.getByText('配件已到，今日完成').first().waitFor()
    expect(await inspector.violations()).toEqual([])
    const leader = await sit('zhang')
    await leader.visit('/lead')
    await leader.page
      .getByRole('button', { name: /^Instruct / })
      .first()
      .click()
    await leader.page.getByRole('button', { name: 'Please get it done soon, and safely.' }).click()
    await leader.page.locator('main').getByText('Please get it done soon, and safely.').waitFor()
    expect(await leader.violations()).toEqual([])
  })

  it('the administrators add a colleague and a day off', async () => {
    const admin = await sit('root-admin')
    await admin.visit('/admin/people')
    await admin.page.getByRole('heading', { name: 'People', exact: true }).waitFor()
    await admin.page.keyboard.press('a')
    const dialog = admin.page.getByRole('dialog', { name: 'Add a person' })
    await dialog.getByLabel(/^Name/).fill('周新来')
    await dialog.getByLabel('User name').fill('zhou.new')
    await dialog.getByLabel('acceptor').check()
    expect(await admin.violations()).toEqual([])
    await dialog.getByRole('button', { name: 'Add a person' }).click()
    await admin.page.locator('output').waitFor()
    const keeper = await sit('calendar-admin')
    await keeper.visit('/admin/calendars?year=2026')
    await keeper.page.getByRole('button', { name: /^2026-06-24 / }).click()
    const day = keeper.page.getByRole('dialog')
    await day.getByLabel('Name in Chinese').fill('县庆')
    await day.getByRole('button', { name: 'Set' }).click()
    await keeper.page.getByRole('button', { name: 'Preview' }).click()
    expect(await keeper.violations()).toEqual([])
  })
})
