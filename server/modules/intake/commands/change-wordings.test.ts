/** Notices in the county's own words: who may word them, and that the next reporter is told in them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#platform/ids.ts'
import { openStory } from '../../../testing/case-story.ts'
import { sumTables } from '../../../testing/table-sums.ts'
import { openTestCounty, type TestCounty } from '../../../testing/test-county.ts'
import type { Voice } from '../../../testing/test-house.ts'

let county: TestCounty
beforeAll(async () => {
  county = await openTestCounty()
})
afterAll(async () => {
  expect((await county.verify()).differences).toEqual([])
  await county.close()
})

const shown = async () => (await county.sysadmin.get('/api/notice-wordings')).body
const put = (
  wordings: object,
  expectedVersion: number,
  requestId: string = newId(),
  as: Voice = county.sysadmin,
) => as.call('PUT', '/api/notice-wordings', { wordings, expectedVersion }, { 'idempotency-key': requestId })
const told = (caseId: string) =>
  county.database.rows<{ about: string; zh: string; en: string }>(
    `select n.about, n.zh, n.en from intake.notices n join intake.reports r on r.adcode = n.adcode and r.id = n.report_id
     where r.case_id = $1 order by n.id`,
    [caseId],
  )
const closed = {
  zh: '{上报号}：您反映的{小类}问题已由{单位}处置，{日期}结案。感谢您关心家园！',
  en: '{report number}: the {class} was put right by {unit} and closed on {date}.',
}

describe('the wordings', () => {
  it('are none at first, are read by the centre, and worded by the system administrator alone', async () => {
    expect(await shown()).toEqual({ wordings: {}, version: 0 })
    expect((await county.acceptor.get('/api/notice-wordings')).status).toBe(200)
    expect((await county.unit.get('/api/notice-wordings')).status).toBe(403)
    const sums = await sumTables(county.database)
    for (const voice of [county.acceptor, county.shiftLeader])
      expect((await put({ 'case.close': closed }, 0, newId(), voice)).body).toMatchObject({
        code: 'access.not-permitted',
      })
    expect(await sumTables(county.database)).toEqual(sums)
  })

  it('are refused empty, too long, with a placeholder that the event lacks, or for an event that nobody is told of', async () => {
    const sums = await sumTables(county.database)
    const refused = async (wordings: object) => (await put(wordings, 0)).body
    expect(await refused({ 'case.close': { ...closed, zh: '  ' } })).toMatchObject({ code: 'notice.empty' })
    expect(await refused({ 'case.close': { ...closed, zh: '字'.repeat(300) } })).toMatchObject({
      code: 'notice.too-long',
    })
    expect(await refused({ 'case.close': { ...closed, zh: '{诉求人}您好' } })).toMatchObject({
      code: 'notice.placeholder-unknown',
      title: expect.stringContaining('可用的有 {上报号}'),
    })
    expect(await refused({ 'case.close': { ...closed, en: 'at {date' } })).toMatchObject({
      code: 'notice.brace-alone',
    })
    expect(await refused({ 'case.dispatch': closed })).toMatchObject({ code: 'request.invalid' })
    expect(await sumTables(county.database)).toEqual(sums)
  })

  it('are changed with an audit line and history; sent twice nothing more; over another’s change refused', async () => {
    const done = await put({ 'case.close': closed }, 0, 'word-once')
    expect(done, JSON.stringify(done.body)).toMatchObject({ status: 200, body: { version: 1 } })
    const sums = await sumTables(county.database)
    expect((await put({ 'case.close': closed }, 0, 'word-once')).body).toEqual(done.body)
    expect(await sumTables(county.database)).toEqual(sums)
    const audit = await county.database.rows(
      "select command, actor_id as actor from platform.audit_entries where request_id = 'word-once'",
    )
    expect(audit).toEqual([{ command: 'notice.word', actor: county.sysadmin.session.id }])
    const { lines } = (await county.sysadmin.get('/api/notice-wordings/history')).body as {
      lines: { changed: Record<string, [unknown, unknown]> }[]
    }
    expect(lines[0]?.changed['case.close']?.[1]).toEqual(closed)
    expect((await put({}, 0)).body).toMatchObject({ code: 'notice.stale-version' })
  })
})

describe('reporters', () => {
  it('are told in the county’s words of what it worded and in those that ship of the rest; and as they were told it stays', async () => {
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
    )
    const { reportNumber } = await story.take('close')
    await county.settle()
    const ofClosed = {
      about: 'case.close',
      zh: `${reportNumber}：您反映的路灯问题已由路灯管理所处置，6月15日结案。感谢您关心家园！`,
      en: `${reportNumber}: the 路灯 was put right by 路灯管理所 and closed on 15 June.`,
    }
    const notices = await told(story.id)
    expect(notices).toEqual([
      expect.objectContaining({ about: 'case.file', zh: '您反映的问题已立案，正在派遣处置单位。' }),
      ofClosed,
    ])
    expect((await put({}, 1)).status).toBe(200)
    expect(await told(story.id)).toEqual(notices)
  })

  it('are told why a report was declined, in words and not in codes', async () => {
    const wording = { zh: '{小类}：{原因}，未予受理。', en: '{class}: {reason}; not accepted.' }
    expect((await put({ 'case.decline': wording }, 2)).status).toBe(200)
    const story = await openStory(county)
    await story.take('decline', { reasonCode: 'no-place', reason: '联系人王某 13812345678 说不清' })
    await county.settle()
    expect(await told(story.id)).toMatchObject([
      { zh: '路灯：地点不明，未予受理。', en: '路灯: place unknown; not accepted.' },
    ])
  })

  it('of a merged report hear of the leading case, each under the own number', async () => {
    const wording = { zh: '{上报号}已并入{主案号}。', en: '{report number} joined {leading case}.' }
    expect((await put({ merged: wording }, 3)).status).toBe(200)
    const leading = await openStory(county)
    const record = (await county.acceptor.get(`/api/cases/${leading.id}`)).body
    const receipt = await county.acceptor.post('/api/reports', {
      source: 'hotline_12345',
      description: '迎宾路路灯又不亮了',
      address: '迎宾路 12 号',
      point: county.place,
      joinsCaseId: leading.id,
    })
    expect(receipt.status, JSON.stringify(receipt.body)).toBe(200)
    expect(await told(leading.id)).toMatchObject([
      {
        about: 'merged',
        zh: `${String(receipt.body['reportNumber'])}已并入${String(record['reportNumber'])}。`,
      },
    ])
  })
})
