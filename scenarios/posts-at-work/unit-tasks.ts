/** What those who put things right do: a unit's desk, its handler on the spot, and the second level of a town. */
import type { Locator } from 'playwright-core'
import { expect } from 'vitest'
import { addPhoto, choose } from '../desk-driver.ts'
import { type PostTask, untilDispatched } from './post-task.ts'

export const unitTasks: readonly PostTask[] = [
  {
    post: 'unit',
    task: 'gives a case to a handler, asks for more time, and confirms what was done',
    run: async (at) => {
      const { say } = at
      const story = await at.open(...untilDispatched)
      const unit = await at.sit('deng')
      await unit.visit('/queue')
      await unit.page.locator(`a[href$="/cases/${story.id}"]`).first().waitFor()
      await unit.act(story.id, say('指派', 'assign'), (dialog) =>
        choose(dialog, say('输入姓名查找', 'Type a name'), '刚处置'),
      )
      expect(await story.show()).toMatchObject({ state: 'assigned', handlerName: '刚处置' })
      await story.take('start', {}, at.county.handler)
      await unit.act(story.id, say('申请延期', 'request extension'), async (dialog) => {
        await dialog.getByLabel(say('理由', 'reason')).fill('灯杆基础损坏，需重新浇筑，养护期三日')
        expect(await at.faults(unit)).toEqual([])
      })
      expect(await story.show()).toMatchObject({ state: 'extension_requested' })
      await story.takeAll('approveExtension')
      await story.take('reportDone', {}, at.county.handler)
      await unit.act(story.id, say('部门确认', 'confirm done'))
      expect(await at.untidiness(unit)).toEqual([])
      expect((await story.show()).confirmedAt).not.toBeNull()
    },
  },
  {
    post: 'handler',
    task: 'takes a case up on the spot and reports it done with a photo',
    run: async (at) => {
      const { say } = at
      const story = await at.open(...untilDispatched, 'assign')
      const handler = await at.sit('gang')
      await handler.visit('/queue')
      await handler.page.locator(`a[href$="/cases/${story.id}"]`).first().waitFor()
      await handler.act(story.id, say('接单', 'start'))
      await handler.act(story.id, say('处置完毕', 'report done'), async (dialog) => {
        await dialog.getByLabel(say('处置措施', 'measure taken')).fill('更换光源，试亮正常，清理现场')
        await addPhoto(dialog)
        expect(await at.faults(handler)).toEqual([])
      })
      expect(await story.show()).toMatchObject({ state: 'handled', handlerName: '刚处置' })
      expect(await at.untidiness(handler)).toEqual([])
    },
  },
  {
    post: 'sub_center',
    task: 'gives a part of a case to a community and accepts what it did',
    run: async (at) => {
      const { level, say } = at
      const story = await level.openTownCase()
      const town = await at.sit('song')
      const { page } = town
      await town.act(story.id, say('接单', 'start'))
      const orders = page.locator('[data-inner-orders]')
      await orders.waitFor()
      await page.keyboard.press('s')
      const dialog = page.getByRole('dialog', { name: say('拆分派发内部工单', 'Split into inner orders') })
      await dialog.getByLabel(/北街社区居委会/).check()
      await dialog
        .getByLabel(say('北街社区居委会：承办内容', '北街社区居委会: part'))
        .fill('清理北段路面的玻璃')
      await dialog.getByLabel(say('另设内部时限', 'a limit of its own')).check()
      await dialog.getByLabel(say('时长', 'Length')).fill('0.5')
      await dialog.getByText(say('到期 ', 'due ')).last().waitFor()
      expect(await at.faults(town)).toEqual([])
      await dialog.getByRole('button', { name: say('派发 1 个工单', 'Issue (1)') }).click()
      await dialog.waitFor({ state: 'hidden' })
      const [order] = await level.ordersOf(story.id)
      expect(order).toMatchObject({ state: 'issued', unit: { name: '北街社区居委会' } })
      for (const step of ['start', 'report'] as const)
        expect((await level.step(order?.id ?? '', step, level.northUnit)).status).toBe(200)
      await orders.getByText('已清理干净').first().waitFor()
      await confirmStep(orders, say('初核通过', 'accept'), say)
      await page.getByText(say('1 个初核通过', '1 accepted')).waitFor()
      expect(await at.untidiness(town)).toEqual([])
      expect((await level.ordersOf(story.id))[0]).toMatchObject({ state: 'accepted' })
    },
  },
]

async function confirmStep(
  orders: Locator,
  action: string,
  say: (zh: string, en: string) => string,
): Promise<void> {
  await orders.getByRole('button', { name: action, exact: true }).click()
  const dialog = orders.page().getByRole('dialog', { name: action, exact: true })
  await dialog.getByRole('button', { name: say(`确定${action}`, `Confirm: ${action}`) }).click()
  await dialog.waitFor({ state: 'hidden' })
}
