/** Open cases of an old system taken over in one act: who may, what is written, twice is once, and numbers that meet. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { CarriedCase } from '#domain/cases/carried-over/carried-case.ts'
import { createComponent } from '#modules/components/index.ts'
import { aDraft } from '#modules/components/testing.ts'
import { systemActor } from '#platform/actor.ts'
import { followStory, openStory } from '../../../testing/case-story.ts'
import { sumTables } from '../../../testing/table-sums.ts'
import { openTestCounty, type TestCounty } from '../../../testing/test-county.ts'
import { testAdcode } from '../../../testing/test-house.ts'
import { carryOverCases } from './carry-over-cases.ts'

let county: TestCounty
beforeAll(async () => {
  county = await openTestCounty()
})
afterAll(() => county.close())

const iso = (local: string): string => new Date(`${local}:00+08:00`).toISOString()
const cutOver = iso('2026-06-15 08:00')
let oldNumbers = 0
const row = (given: Record<string, unknown> = {}): CarriedCase => {
  oldNumbers += 1
  return CarriedCase.parse({
    row: oldNumbers + 1,
    oldNumber: `A-${oldNumbers}`,
    state: 'handling',
    source: 'hotline_12345',
    kind: 'component',
    classCode: '01037',
    description: '路灯不亮',
    point: county.place,
    reportedAt: iso('2026-06-11 09:00'),
    filedAt: iso('2026-06-11 09:30'),
    dispatchedAt: iso('2026-06-11 10:00'),
    unit: '路灯管理所',
    limit: '16 工作时',
    left: '4',
    callerName: '李小明',
    callerPhone: '13812345678',
    ...given,
  })
}
const actor = systemActor(testAdcode, 'command line: op')
const carry = (items: CarriedCase[], more: Record<string, unknown> = {}) =>
  county.act(
    actor,
    carryOverCases,
    { source: 'made-up', cutOver, isLate: false, items, ...more },
    { requestId: String(more['requestId'] ?? items.map((it) => it.oldNumber)) },
  )
const idOf = async (item: CarriedCase): Promise<string> =>
  (
    await county.database.rows<{ id: string }>('select id from cases.cases where report_number = $1', [
      `Q${testAdcode}-${item.oldNumber}`,
    ])
  )[0]?.id ?? ''

beforeEach(() => county.clock.turnTo(new Date('2026-06-15T09:00:00+08:00')))

describe('taking over open cases', () => {
  it('is refused without the right', async () => {
    const before = await sumTables(county.database)
    await expect(
      county.act(county.acceptor.session, carryOverCases, {
        source: 'x',
        cutOver,
        isLate: false,
        items: [row()],
      }),
    ).rejects.toMatchObject({ code: 'access.not-permitted' })
    expect(await sumTables(county.database)).toEqual(before)
  })

  it('writes the case, its log, its report and an audit line without the caller', async () => {
    const item = row()
    expect(await carry([item])).toEqual({ carriedOver: 1, there: [], warned: [], refused: [] })
    const id = await idOf(item)
    const shown = await followStory(county, id).show(county.dispatcher)
    expect(shown).toMatchObject({
      number: item.oldNumber,
      state: 'handling',
      leadUnit: { name: '路灯管理所' },
      limitSource: 'carried-over',
      disposeDueAt: iso('2026-06-15 12:00'),
      light: 'yellow',
    })
    expect(shown.areaName).toBeTruthy()
    const reports = await county.acceptor.get(`/api/cases/${id}/reports`)
    expect(reports.body).toMatchObject({
      reports: [
        { callerName: '李**', callerPhone: '138****5678', wantsReply: true, source: 'hotline_12345' },
      ],
    })
    const lines = await county.database.rows<{ input: unknown; actor_name: string }>(
      "select input, actor_name from platform.audit_entries where command = 'case.carry-over'",
    )
    expect(lines).toMatchObject([
      { actor_name: 'command line: op', input: { cutOver, source: 'made-up', count: 1, firstRow: item.row } },
    ])
    const everything = await county.database.rows<{ text: string }>(
      `select a::text as text from platform.audit_entries a union all select c::text from cases.cases c
       union all select l::text from cases.case_actions l union all select n::text from platform.announcements n`,
    )
    expect(everything.filter(({ text }) => /李小明|13812345678/.test(text))).toEqual([])
    expect((await county.verify()).differences).toEqual([])
  })

  it('sent twice is once, and a case that is there is left as it is and compared', async () => {
    const item = row()
    const first = await carry([item])
    const sums = await sumTables(county.database)
    expect(await carry([item])).toEqual(first)
    expect(await sumTables(county.database)).toEqual(sums)
    const later = { ...item, left: { value: 3, unit: null }, description: '路灯不亮，已三天' }
    const added = row()
    expect(await carry([later, added], { requestId: 'delta' })).toMatchObject({
      carriedOver: 1,
      there: [{ row: item.row, changed: ['description', 'left'] }],
    })
    expect((await followStory(county, await idOf(item)).show(county.dispatcher)).description).toBe('路灯不亮')
    expect(await idOf(added)).not.toBe('')
  })

  it('refuses by row and field, and takes the others', async () => {
    const items = [
      row({ classCode: '99999' }),
      row({ unit: '没有的单位' }),
      row({ condition: 99 }),
      row({ left: null }),
      row(),
    ]
    const { carriedOver, refused } = await carry(items)
    expect(carriedOver).toBe(1)
    expect(refused.map((it) => [it.row - (items[0]?.row ?? 0), it.column])).toEqual([
      [0, 'classCode'],
      [1, 'unit'],
      [2, 'condition'],
      [3, 'left'],
    ])
  })

  it('ties a case to the units that assist, who see it then, and refuses one that nobody knows', async () => {
    const items = [
      row({ assistUnits: ['供水公司', '路灯管理所'] }),
      row({ assistUnits: ['供水公司', '没有的单位'] }),
      row({ assistUnits: ['燃气公司'], state: 'pending_dispatch', unit: null }),
    ]
    const [taken, unknown, waiting] = items.map((it) => it.row)
    const { carriedOver, refused, warned } = await carry(items)
    expect([carriedOver, refused.map((it) => [it.row, it.column])]).toEqual([2, [[unknown, 'assistUnits']]])
    expect(refused[0]?.reason.zh).toContain('没有的单位')
    // The lead is not named twice; before a dispatch nobody assists, known or not.
    expect(warned.map((it) => [it.row, it.column])).toEqual([
      [taken, 'assistUnits'],
      [waiting, 'left'],
      [waiting, 'assistUnits'],
    ])
    const [item] = items
    if (!item) throw new Error('no row')
    const shown = await followStory(county, await idOf(item)).show(county.otherUnit)
    expect(shown).toMatchObject({
      leadUnit: { name: '路灯管理所' },
      assistUnits: [{ name: '供水公司' }],
    })
  })

  it('ties a case to its component, and one that the ledger does not know stays in the log', async () => {
    const { code } = await county.act(actor, createComponent, {
      ...aDraft(county.place, { externalCode: null }),
    })
    const items = [
      row({ componentCode: code }),
      row({ componentCode: `${code.slice(0, 11)}999999` }),
      row({ componentCode: '1301270103700042' }),
      row({ componentCode: code, kind: 'component', classCode: '01038' }),
    ]
    const [known, unknown] = items
    if (!known || !unknown) throw new Error('no rows')
    const { carriedOver, warned } = await carry(items)
    expect([carriedOver, warned.map((it) => [it.row - known.row, it.column])]).toEqual([
      4,
      [
        [1, 'componentCode'],
        [2, 'componentCode'],
        [3, 'componentCode'],
      ],
    ])
    expect(warned.map((it) => it.reason.en.split(';')[0])).toEqual([
      `the ledger of components has no "${unknown.componentCode}"`,
      expect.stringContaining('an old code of 16 digits'),
      expect.stringContaining('of class 01037, the case of class 01038'),
    ])
    expect(await followStory(county, await idOf(known)).show()).toMatchObject({ componentId: code })
    const { componentId, timeline } = await followStory(county, await idOf(unknown)).show()
    expect(componentId).toBeNull()
    expect(timeline[0]?.data['carried']).toMatchObject({ said: { componentCode: unknown.componentCode } })
    expect((await county.verify()).differences).toEqual([])
  })

  it('warns of a handler without an account and of a place outside, and keeps a handler it knows', async () => {
    const [known, unknown] = [row({ handler: 'gang' }), row({ handler: 'nobody', point: [1, 2] })]
    const { warned } = await carry([known, unknown])
    expect(warned.map((it) => [it.row, it.column])).toEqual([
      [unknown.row, 'handler'],
      [unknown.row, 'point'],
    ])
    expect((await followStory(county, await idOf(known)).show(county.dispatcher)).handlerName).toBe('刚处置')
  })

  it.each([
    ['2026-06-15 09:01', false, 'carry-over.in-future'],
    ['2026-06-08 08:59', false, 'carry-over.long-ago'],
  ])('of a cut-over at %s is refused', async (local, isLate, code) => {
    await expect(carry([row()], { cutOver: iso(local), isLate })).rejects.toMatchObject({ code })
  })

  it('of a cut-over long ago is possible where it was meant', async () => {
    const early = {
      reportedAt: iso('2026-05-01 09:00'),
      filedAt: iso('2026-05-01 09:30'),
      dispatchedAt: iso('2026-05-01 10:00'),
    }
    expect(await carry([row(early)], { cutOver: iso('2026-06-08 08:59'), isLate: true })).toMatchObject({
      carriedOver: 1,
    })
  })
})

describe('numbers', () => {
  it('of today that meet ours give way, and are found by the old number all the same', async () => {
    const filed = await (await openStory(county)).takeAll('sendOn', 'file')
    const taken = String(filed.number)
    // A server holds a block of fifty serials; what lies beyond it may be kept.
    const [meets, held, beyond] = [
      row({ oldNumber: taken }),
      row({ oldNumber: `${testAdcode}2026061500049` }),
      row({ oldNumber: `${testAdcode}2026061500052` }),
    ]
    const { warned } = await carry([meets, held, beyond])
    expect(warned.map((it) => it.row)).toEqual([meets.row, held.row])
    const numberOf = async (it: CarriedCase) =>
      (await followStory(county, await idOf(it)).show(county.dispatcher)).number
    expect(await numberOf(beyond)).toBe(beyond.oldNumber)
    expect(await numberOf(meets)).toMatch(/^53012720260615\d{5}$/)
    const numbers = new Set([taken, await numberOf(meets), await numberOf(held), await numberOf(beyond)])
    expect(numbers.size).toBe(4)
    const found = await county.dispatcher.get(`/api/cases?text=${meets.oldNumber}`)
    expect((found.body['cases'] as { number: string }[]).map((it) => it.number).sort()).toEqual(
      [taken, await numberOf(meets)].sort(),
    )
  })
})
