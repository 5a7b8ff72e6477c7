/**
 * Every step of an inner order, the same three questions each: is it refused without the right, does it what the table
 * says with its audit line, and does the same request sent twice change nothing more. Made from the table.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { InnerDetail } from '#domain/cases/inner-orders/inner-contract.ts'
import {
  type InnerActionName,
  innerActionNames,
  innerPermission,
  innerRuleOf,
} from '#domain/cases/inner-orders/inner-life-cycle.ts'
import { toKebab } from '#domain/cases/life-cycle.ts'
import { newId } from '#platform/ids.ts'
import { openSecondLevel, type SecondLevel } from '../../../testing/second-level.ts'
import { sumTables } from '../../../testing/table-sums.ts'
import { openTestCounty, type TestCounty } from '../../../testing/test-county.ts'
import type { Voice } from '../../../testing/test-house.ts'

let county: TestCounty
let level: SecondLevel
beforeAll(async () => {
  county = await openTestCounty()
  level = await openSecondLevel(county)
})
afterAll(async () => {
  expect((await county.verify()).differences).toEqual([])
  await county.close()
})

const before: Readonly<Record<InnerActionName, readonly InnerActionName[]>> = {
  start: [],
  report: ['start'],
  accept: ['start', 'report'],
  sendBack: ['start', 'report'],
  extend: ['start'],
  reissue: ['start'],
  recall: [],
}

const voiceOf = (action: InnerActionName): Voice =>
  innerRuleOf(action).side === 'inner-unit' ? level.northUnit : level.desk

async function bodyFor(action: InnerActionName): Promise<Record<string, unknown>> {
  const reason = '按规定办理'
  if (action === 'report') return { result: '已清理', photoIds: [await county.photo(level.northUnit)] }
  if (action === 'extend') return { reason, limit: { value: 1, unit: 'work_hour' } }
  if (action === 'reissue') return { reason, unitId: level.contractor }
  return action === 'start' || action === 'accept' ? {} : { reason }
}

/** An order of the north community that waits for `action`. */
async function orderFor(action: InnerActionName): Promise<string> {
  const story = await level.openTownCase()
  const [order] = await level.splitInto(story.id, {
    unitId: level.north,
    part: '清理北段路面',
    limit: { value: 2, unit: 'work_hour' },
  })
  for (const step of before[action])
    expect((await level.step(order?.id ?? '', step, voiceOf(step), await bodyFor(step))).status).toBe(200)
  return order?.id ?? ''
}

const show = async (id: string, as = level.desk): Promise<InnerDetail> => {
  const { status, body } = await as.get(`/api/inner-orders/${id}`)
  expect(status, JSON.stringify(body)).toBe(200)
  return body as InnerDetail
}

describe.each(innerActionNames)('%s', (action) => {
  it('is refused without the right; does what the table says; sent twice changes nothing more', async () => {
    const id = await orderFor(action)
    const was = await show(id)
    const body = await bodyFor(action)
    const path = `/api/inner-orders/${id}/${toKebab(action)}`
    const codeAs = async (voice: Voice) => (await voice.post(path, body)).body['code']
    const isUnits = innerRuleOf(action).side === 'inner-unit'
    expect(await codeAs(county.dispatcher)).toBe('access.not-permitted')
    expect(await codeAs(isUnits ? level.desk : level.northUnit)).toBe('access.not-permitted')
    expect(await codeAs(isUnits ? level.contractorUnit : level.otherDesk)).toBe('inner-order.unknown')
    expect((await show(id)).version, 'a refused step changed the order').toBe(was.version)

    const key = `inner-${action}-once`
    const first = await voiceOf(action).post(path, body, { 'idempotency-key': key })
    expect(first.status, JSON.stringify(first.body)).toBe(200)
    const is = await show(id)
    const { to } = innerRuleOf(action)
    expect(is.state).toBe(to === 'same' ? was.state : to)
    expect(is.timeline.at(-1)).toMatchObject({ action, seq: was.version + 1 })
    const lines = await county.database.rows(
      'select command, subject_id from platform.audit_entries where request_id = $1',
      [key],
    )
    expect(lines).toEqual([{ command: innerPermission(action), subject_id: id }])
    const announced = await county.database.rows<{ name: string }>(
      'select name from platform.announcements where subject_id = $1 order by seq desc limit 1',
      [id],
    )
    expect(announced).toEqual([{ name: `inner-order.${toKebab(action)}` }])

    const sums = await sumTables(county.database)
    const second = await voiceOf(action).post(path, body, { 'idempotency-key': key })
    expect([second.status, second.body]).toEqual([first.status, first.body])
    expect(await sumTables(county.database)).toEqual(sums)
  })
})

describe('an inner order', () => {
  it('says what is possible when a step is not, and that somebody was faster', async () => {
    const id = await orderFor('start')
    const accept = await level.step(id, 'accept', level.desk)
    expect(accept.body).toMatchObject({ code: 'inner-order.action-not-allowed' })
    expect(JSON.stringify(accept.body)).toContain('接单')
    const stale = await level.step(id, 'start', level.northUnit, { expectedVersion: 7 })
    expect(stale.body).toMatchObject({ code: 'inner-order.stale-version' })
    const photo = newId()
    await level.step(id, 'start', level.northUnit)
    const report = await level.step(id, 'report', level.northUnit, { result: '已清理', photoIds: [photo] })
    expect(report.body).toMatchObject({ code: 'case.photo-unknown' })
    expect((await level.step(id, 'report', level.northUnit, { photoIds: [] })).body['code']).toBe(
      'request.invalid',
    )
  })

  it('re-issued, names the one in its place, and that one names it', async () => {
    const id = await orderFor('reissue')
    const answer = await level.step(id, 'reissue', level.desk, {
      unitId: level.contractor,
      reason: '人手不足',
    })
    const [old, next] = [await show(id), await show(String(answer.body['id']))]
    expect([old.state, old.replacedByNumber, next.replacesNumber]).toEqual([
      'recalled',
      next.number,
      old.number,
    ])
    expect([next.unit?.id, next.part]).toEqual([level.contractor, '清理北段路面'])
    const same = await level.step(next.id, 'reissue', level.desk, {
      unitId: level.contractor,
      reason: '重做一遍',
    })
    expect(same.status, 'the same unit may be given it anew').toBe(200)
    const wrong = await level.step(String(same.body['id']), 'reissue', level.desk, {
      unitId: county.lampStation,
      reason: '不行',
    })
    expect(wrong.body).toMatchObject({ code: 'inner-order.unit-not-below' })
    expect((await show(String(same.body['id']))).state, 'nothing of a refused re-issue happened').toBe(
      'issued',
    )
  })

  it('says until when an extension would last before it is made', async () => {
    const id = await orderFor('extend')
    const { caseId, dueAt } = await show(id)
    const preview = async (value: number) =>
      (
        await level.desk.get(
          `/api/cases/${caseId}/inner-deadline?orderId=${id}&value=${value}&unit=work_hour`,
        )
      ).body
    expect(Date.parse(String((await preview(1))['dueAt']))).toBeGreaterThan(Date.parse(dueAt ?? ''))
    const { dueAt: promised } = await preview(1)
    await level.step(id, 'extend', level.desk, await bodyFor('extend'))
    expect((await show(id)).dueAt).toBe(promised)
    expect(await preview(500)).toMatchObject({ isBeyond: true })
    const other = await level.openTownCase()
    const wrong = `/api/cases/${other.id}/inner-deadline?orderId=${id}&value=1&unit=work_hour`
    expect((await level.desk.get(wrong)).body['code']).toBe('inner-order.unknown')
  })

  it('that is reported while its dispatch is recalled ends recalled, whoever was first', async () => {
    for (let round = 0; round < 5; round++) {
      const id = await orderFor('report')
      const { caseId } = await show(id)
      const body = await bodyFor('report')
      const [report, recall] = await Promise.all([
        level.northUnit.post(`/api/inner-orders/${id}/report`, body),
        county.dispatcher.post(`/api/cases/${caseId}/recall-dispatch`, { reason: '派错单位' }),
      ])
      expect(recall.status).toBe(200)
      expect([200, 409]).toContain(report.status)
      expect((await show(id)).state).toBe('recalled')
    }
  })

  it('cannot be extended beyond its case', async () => {
    const id = await orderFor('extend')
    const answer = await level.step(id, 'extend', level.desk, {
      reason: '雨天',
      limit: { value: 90, unit: 'natural_day' },
    })
    expect(answer.body).toMatchObject({ code: 'inner-order.beyond-case' })
  })
})
