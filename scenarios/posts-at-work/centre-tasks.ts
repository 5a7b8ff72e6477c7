/** What the posts of the centre do: a call is taken, a case filed, sent, granted more time, supervised and closed. */
import { expect } from 'vitest'
import { followStory } from '../../server/testing/case-story.ts'
import { choose } from '../desk-driver.ts'
import { type PostTask, untilDispatched } from './post-task.ts'
import { caseOf, fillReport } from './public-tasks.ts'

const acceptorTasks: readonly PostTask[] = [
  {
    post: 'acceptor',
    task: 'takes a call, gives it a class and sends it on for filing',
    run: async (at) => {
      const { county, say, turn } = at
      const acceptor = await at.sit('min')
      const { page } = acceptor
      const words = `来电反映第 ${turn} 根灯杆的路灯闪烁`
      await acceptor.visit('/report')
      await fillReport(at, page, words)
      await page.getByLabel(say('电话', 'Telephone')).fill(`1380000000${turn}`)
      await page.getByLabel(say('姓名', 'Name'), { exact: true }).fill('王先生')
      await page.locator('.history').waitFor()
      expect(await at.faults(acceptor)).toEqual([])
      await page.keyboard.press('Control+Enter')
      await page.getByRole('link', { name: say('打开案卷', 'Open the case') }).click()
      await page.waitForURL(/\/desk\/cases\/[0-9a-f-]{36}$/)
      const id = await caseOf(at, words)
      await acceptor.act(id, say('批转立案', 'send on for filing'))
      expect(await at.untidiness(acceptor)).toEqual([])
      expect((await county.acceptor.get(`/api/cases/${id}`)).body).toMatchObject({
        state: 'pending_filing',
        classCode: '01037',
      })
    },
  },
  {
    post: 'acceptor',
    task: 'sends a collector to check what was put right',
    run: async (at) => {
      const story = await at.open(...untilDispatched, 'start', 'reportDone', 'passOn')
      const acceptor = await at.sit('min')
      const { say } = at
      await acceptor.act(story.id, say('发核查', 'issue check'), async (dialog) => {
        await choose(dialog, say('输入姓名查找', 'Type a name'), '云核查')
        expect(await at.faults(acceptor)).toEqual([])
      })
      expect(await story.show()).toMatchObject({ state: 'checking', taskHolderName: '云核查' })
    },
  },
]

const shiftLeaderTasks: readonly PostTask[] = [
  {
    post: 'shift_leader',
    task: 'files a report as urgent, and closes a case that passed its check',
    run: async (at) => {
      const { say } = at
      const report = await at.open('sendOn')
      const done = await at.open(
        ...untilDispatched,
        'start',
        'reportDone',
        'passOn',
        'issueCheck',
        'passCheck',
      )
      const shiftLeader = await at.sit('qiang')
      await shiftLeader.visit('/queue')
      await shiftLeader.page.locator(`a[href$="/cases/${report.id}"]`).first().waitFor()
      await shiftLeader.act(report.id, say('立案', 'file'), async (dialog) => {
        await dialog.getByLabel(say('紧急', 'urgent'), { exact: true }).check()
        expect(await at.faults(shiftLeader)).toEqual([])
      })
      expect(await report.show()).toMatchObject({ state: 'pending_dispatch', level: 'urgent' })
      await shiftLeader.act(done.id, say('结案', 'close'), (dialog) =>
        dialog.getByLabel(say('符合结案条件', 'closing condition met')).check(),
      )
      expect(await at.untidiness(shiftLeader)).toEqual([])
      expect(await done.show()).toMatchObject({ state: 'closed', isInTime: true })
    },
  },
]

const dispatcherTasks: readonly PostTask[] = [
  {
    post: 'dispatcher',
    task: 'sends a case to the unit of the matrix, and grants another one more time',
    run: async (at) => {
      const { say } = at
      const [fresh, asking] = [
        await at.open('sendOn', 'file'),
        await at.open(...untilDispatched, 'start', 'requestExtension'),
      ]
      const dispatcher = await at.sit('bao')
      await dispatcher.act(fresh.id, say('派遣', 'dispatch'), async (dialog) => {
        await dialog.getByRole('button', { name: '路灯管理所' }).click()
        expect(await at.faults(dispatcher)).toEqual([])
      })
      const sent = await fresh.show()
      expect(sent).toMatchObject({ state: 'pending_handle', leadUnit: { name: '路灯管理所' } })
      const before = await asking.show()
      await dispatcher.act(asking.id, say('同意延期', 'approve extension'))
      expect(await at.untidiness(dispatcher)).toEqual([])
      const after = await asking.show()
      expect(after.state).toBe('handling')
      expect(Date.parse(after.disposeDueAt ?? '')).toBeGreaterThan(Date.parse(before.disposeDueAt ?? ''))
    },
  },
]

const watchingTasks: readonly PostTask[] = [
  {
    post: 'inspector',
    task: 'finds what is late, supervises the unit and reads its answer as it comes',
    run: async (at) => {
      const { county, say } = at
      const late = await at.open(...untilDispatched, 'start')
      county.clock.advance(7 * 86_400_000)
      const inspector = await at.sit('look')
      const { page } = inspector
      await inspector.visit('/cases?light=red&sort=newest')
      await page.locator(`a[href$="/cases/${late.id}"]`).first().waitFor()
      expect(await at.untidiness(inspector)).toEqual([])
      await inspector.act(late.id, say('督办', 'supervise'), (dialog) =>
        dialog.getByLabel(say('意见', 'opinion')).fill('超时已久，请说明原因'),
      )
      await late.take('answerSupervision', { answer: '配件已到，今日完成' })
      // Without asking: the answer comes to the page that is open.
      await page.getByText('配件已到，今日完成').first().waitFor()
      expect(await at.faults(inspector)).toEqual([])
      expect(await late.show()).toMatchObject({ supervisions: [{ answer: '配件已到，今日完成' }] })
    },
  },
  {
    post: 'leader',
    task: 'instructs on a late case, and agrees to end another one by force',
    run: async (at) => {
      const { county, say } = at
      await at.open(...untilDispatched, 'start')
      county.clock.advance(7 * 86_400_000)
      const stuck = await at.open(...untilDispatched, 'start', 'proposeForceClose')
      const leader = await at.sit('zhang')
      const { page } = leader
      await leader.visit('/lead')
      // What is latest stands first, and that is what a leader speaks to.
      const latest = page.locator('main li', { has: page.locator('.acts') }).first()
      const path = await latest.getByRole('link').first().getAttribute('href')
      await latest.getByRole('button', { name: say('批示', 'Instruct') }).click()
      expect(await at.faults(leader)).toEqual([])
      const words = say('请抓紧办理，注意安全。', 'Please get it done soon, and safely.')
      await page.getByRole('button', { name: words }).click()
      await page.locator('main').getByText(words).first().waitFor()
      const told = followStory(county, path?.split('/').at(-1) ?? '')
      expect((await told.show()).timeline.at(-1)).toMatchObject({ action: 'instruct' })
      await leader.act(stuck.id, say('批准强制结案', 'approve forced close'), (dialog) =>
        dialog.getByLabel(say('理由', 'reason')).fill('产权不明，已由街道另案处理'),
      )
      expect(await at.untidiness(leader)).toEqual([])
      expect(await stuck.show()).toMatchObject({ state: 'forced_closed' })
    },
  },
]

export const centreTasks: readonly PostTask[] = [
  ...acceptorTasks,
  ...shiftLeaderTasks,
  ...dispatcherTasks,
  ...watchingTasks,
]
