/** A report that joins an open case as it is registered, instead of being merged afterwards. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStory } from '../../../testing/case-story.ts'
import { sumTables } from '../../../testing/table-sums.ts'
import { openTestCounty, type TestCounty } from '../../../testing/test-county.ts'

let county: TestCounty
beforeAll(async () => {
  county = await openTestCounty()
})
afterAll(async () => {
  expect((await county.verify()).differences).toEqual([])
  await county.close()
})

const call = (changes: Record<string, unknown> = {}) => ({
  source: 'hotline_12345',
  description: '迎宾路路灯又不亮了',
  address: '迎宾路 12 号',
  point: county.place,
  caller: { name: '赵来电', phone: '13800001111' },
  ...changes,
})

describe('a report that joins', () => {
  it('is merged at once: the caller follows the leading case and is told; sent twice it is one report', async () => {
    const story = await openStory(county)
    const key = { 'idempotency-key': 'join-once' }
    const receipt = await county.acceptor.post('/api/reports', call({ joinsCaseId: story.id }), key)
    expect(receipt, JSON.stringify(receipt.body)).toMatchObject({ status: 200, body: { state: 'merged' } })
    const { reports } = (await county.acceptor.get(`/api/cases/${story.id}/reports`)).body as {
      reports: { callerName: string; followsMerged: boolean }[]
    }
    expect(reports).toContainEqual(expect.objectContaining({ callerName: '赵**', followsMerged: true }))
    const own = await county.acceptor.get(`/api/cases/${String(receipt.body['id'])}`)
    expect(own.body).toMatchObject({ state: 'merged', masterId: story.id })
    const notices = await county.database.rows('select about from intake.notices where report_id = $1', [
      receipt.body['reportId'],
    ])
    expect(notices).toEqual([{ about: 'merged' }])
    const lines = await county.database.rows(
      "select command from platform.audit_entries where request_id = 'join-once'",
    )
    expect(lines).toEqual([{ command: 'report.create' }])
    const sums = await sumTables(county.database)
    const again = await county.acceptor.post('/api/reports', call({ joinsCaseId: story.id }), key)
    expect(again.body).toEqual(receipt.body)
    expect(await sumTables(county.database)).toEqual(sums)
  })

  it('is refused by a case that has ended or is unknown, and to whoever may not merge, and leaves nothing', async () => {
    const story = await openStory(county)
    await story.takeAll(
      'sendOn',
      'file',
      'dispatch',
      'start',
      'reportDone',
      'passOn',
      'issueCheck',
      'passCheck',
      'close',
    )
    const open = await openStory(county)
    const report = await county.lampReport()
    const sums = await sumTables(county.database)
    for (const id of [story.id, '00000000-0000-4000-8000-000000000000'])
      expect((await county.acceptor.post('/api/reports', call({ joinsCaseId: id }))).body).toMatchObject({
        code: 'case.master-wrong',
      })
    const refused = await county.collector.post('/api/reports', { ...report, joinsCaseId: open.id })
    expect(refused.body).toMatchObject({ code: 'case.not-yours' })
    expect(await sumTables(county.database)).toEqual(sums)
  })

  it('takes part in a race for the leading case without being lost', async () => {
    const story = await openStory(county)
    const receipts = await Promise.all(
      Array.from({ length: 6 }, () => county.acceptor.post('/api/reports', call({ joinsCaseId: story.id }))),
    )
    expect(receipts.map((it) => it.status)).toEqual(receipts.map(() => 200))
    const { reports } = (await county.acceptor.get(`/api/cases/${story.id}/reports`)).body as {
      reports: object[]
    }
    expect(reports).toHaveLength(7)
  })
})
