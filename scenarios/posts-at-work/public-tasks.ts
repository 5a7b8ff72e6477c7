/** What those outside the centre do: a collector reports, verifies and checks; a citizen reports and is answered. */
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { openStory } from '../../server/testing/case-story.ts'
import { addPhoto } from '../desk-driver.ts'
import type { PostTask, WorkPlace } from './post-task.ts'

/** Says what it is, where it is and, with a class, what it is called; leaves the form ready to be saved. */
export async function fillReport({ say }: WorkPlace, page: Page, text: string): Promise<void> {
  await page.locator('textarea:focus').fill(text)
  await page
    .getByRole('button', { name: /^(\d )?路灯\s/ })
    .first()
    .click()
  await page.getByRole('radio').first().check()
  await page.getByRole('combobox', { name: say('地址', 'Address'), exact: true }).fill('文化路')
  await page
    .getByRole('option', { name: /文化路/ })
    .first()
    .click()
  await page.getByText('小小镇 · ').waitFor()
}

const ownReports = async (page: Page, text: string): Promise<Locator> => {
  await page.waitForURL(/\/my-reports$/)
  const own = page.locator('main li', { hasText: text })
  await own.first().waitFor()
  return own
}

export const publicTasks: readonly PostTask[] = [
  {
    post: 'collector',
    task: 'reports a dark lamp with two photos and finds it among the own reports',
    run: async (at) => {
      const { county, say, turn } = at
      const collector = await at.sit('wei')
      const { page } = collector
      await collector.visit('/report')
      await fillReport(at, page, `第 ${turn} 盏路灯不亮，单灯熄灭`)
      for (let count = 0; count < 2; count++) await addPhoto(page.locator('main'))
      expect(await at.faults(collector)).toEqual([])
      await page.keyboard.press('Control+Enter')
      const own = await ownReports(page, `第 ${turn} 盏路灯`)
      await own.getByText(say('信息收集', 'accepting')).waitFor()
      expect(await at.untidiness(collector)).toEqual([])
      const id = await caseOf(at, `第 ${turn} 盏路灯不亮，单灯熄灭`)
      expect((await county.acceptor.get(`/api/cases/${id}`)).body).toMatchObject({
        state: 'pool',
        source: 'collector',
        classCode: '01037',
      })
    },
  },
  {
    post: 'collector',
    task: 'verifies on the spot what was called in, and later finds the work not done',
    run: async (at) => {
      const { county, say } = at
      const called = { photoIds: [], source: 'hotline_12345' }
      const story = await openStory(county, { report: called, as: county.acceptor })
      await story.takeAll('issueVerification')
      const checker = await at.sit('yun')
      await checker.visit('/queue')
      await checker.page.locator(`a[href$="/cases/${story.id}"]`).first().waitFor()
      await checker.act(story.id, say('反馈核实', 'answer verification'), async (dialog) => {
        await dialog.getByLabel(say('属实', 'true'), { exact: true }).check()
        await addPhoto(dialog)
        expect(await at.faults(checker)).toEqual([])
      })
      expect(await story.show()).toMatchObject({ state: 'pool' })
      await story.takeAll('sendOn', 'file', 'dispatch', 'start', 'reportDone', 'passOn', 'issueCheck')
      await checker.act(story.id, say('核查不通过', 'fail the check'), async (dialog) => {
        await dialog.getByLabel(say('理由', 'reason')).fill('灯仍不亮，灯杆下有散落的玻璃')
        await addPhoto(dialog)
      })
      // What has gone on is no longer the collector's to see, and the page says so.
      await checker.page.getByText(say('不再由您办理', 'is no longer with you')).waitFor()
      expect(await at.untidiness(checker)).toEqual([])
      expect(await story.show()).toMatchObject({ state: 'check_failed' })
    },
  },
  {
    post: 'citizen',
    task: 'tells the centre of a lamp and reads what became of it',
    run: async (at) => {
      const { county, say, turn } = at
      const citizen = await at.sit('someone')
      const { page } = citizen
      await citizen.visit('/report')
      await fillReport(at, page, `我家门口第 ${turn} 盏路灯坏了`)
      expect(await at.faults(citizen)).toEqual([])
      await page.getByRole('button', { name: at.say('登记', 'Save') }).click()
      const own = await ownReports(page, `第 ${turn} 盏路灯坏了`)
      await own.getByText(say('信息收集', 'accepting')).waitFor()
      const id = await caseOf(at, `我家门口第 ${turn} 盏路灯坏了`)
      const declined = { reasonCode: 'outside-duty', reason: '小区内部路灯由物业维护' }
      expect((await county.acceptor.post(`/api/cases/${id}/decline`, declined)).status).toBe(200)
      await county.settle()
      await page.reload()
      await own.getByText(say('已办结', 'ended')).waitFor()
      await own.getByText(say('未予受理', 'could not be accepted')).waitFor()
      expect(await at.untidiness(citizen)).toEqual([])
    },
  },
]

/** The case that somebody's report became, by its words. */
export async function caseOf({ county }: WorkPlace, description: string): Promise<string> {
  const rows = await county.database.rows<{ id: string }>(
    'select case_id as id from intake.reports where description = $1 order by received_at desc limit 1',
    [description],
  )
  expect(rows, `the report “${description}”`).toHaveLength(1)
  return rows[0]?.id ?? ''
}
