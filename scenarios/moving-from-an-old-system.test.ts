/**
 * The county changes over on Monday at eight: the open cases of its old system come with the time they had left, and
 * go on here as if they had always been here. Moral: nobody wins and nobody loses an hour by the move.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemActor } from '#platform/actor.ts'
import { importOpenCases } from '../server/importers/import-open-cases.ts'
import { getMapping } from '../server/importers/mapping-files.ts'
import { type CaseStory, clockOf, followStory, glance, inChina } from '../server/testing/case-story.ts'
import { anOldRow, writeOldWorkbook } from '../server/testing/old-system.ts'
import { openTestCounty, type TestCounty } from '../server/testing/test-county.ts'
import { testAdcode } from '../server/testing/test-house.ts'

let county: TestCounty
let folder = ''
beforeAll(async () => {
  county = await openTestCounty({ now: new Date('2026-06-15T08:00:00+08:00'), sessionHours: 24 * 60 })
  folder = await mkdtemp(join(tmpdir(), 'jingwei-moving-'))
  const keeper = await county.as({ username: 'keeper', posts: ['data_admin'] })
  const geometry = { type: 'Point', coordinates: county.place }
  const entered = await keeper.post('/api/components', {
    classCode: '01037',
    name: '路灯',
    state: null,
    geometry,
  })
  const lamp = String(entered.body['code'])
  const path = await writeOldWorkbook(join(folder, 'open-cases.xlsx'), [
    anOldRow('2026-0611-7', { 状态: '待派遣', 派遣时间: '', 处置单位: '', 剩余时限: '' }),
    anOldRow('2026-0611-8', { 处置人员用户名: 'gang', 协办单位: '供水公司', 部件标识码: lamp }),
    anOldRow('2026-0611-9', { 剩余时限: -2 }),
    anOldRow('2026-0611-10', { 状态: '挂账', 挂账至: '2026-06-17', 剩余时限: 6 }),
    anOldRow('2026-0611-11', { 状态: '待核查', 处置完成时间: '2026-06-12 16:00:00', 剩余时限: 3 }),
    anOldRow('2026-0611-12', {
      状态: '待受理',
      立案时间: '',
      派遣时间: '',
      处置单位: '',
      剩余时限: '',
      立案条件序号: 1,
    }),
  ])
  const mapping = await getMapping('jingwei-open-cases-xlsx', 'open-cases')
  const report = await importOpenCases(county, systemActor(testAdcode), path, mapping, {
    cutOver: new Date('2026-06-15T08:00:00+08:00'),
  })
  expect([report.carriedOver, report.comparison.isClean, report.refused]).toEqual([6, true, []])
})
afterAll(async () => {
  expect((await county.verify()).differences).toEqual([])
  await rm(folder, { recursive: true, force: true })
  await county.close()
})

/** The case is found by the number on its paper, as whoever has the paper would look for it. */
async function byOldNumber(number: string): Promise<CaseStory> {
  const { body } = await county.dispatcher.get(`/api/cases?text=${number}`)
  const found = body['cases'] as { id: string }[]
  expect(found, number).toHaveLength(1)
  return followStory(county, found[0]?.id ?? '')
}

it('is told in the log, with what the old system said', async () => {
  const story = await byOldNumber('2026-0611-8')
  const { timeline, number, handlerName } = await story.show()
  expect([number, handlerName]).toEqual(['2026-0611-8', '刚处置'])
  expect(timeline.map((it) => [it.zh, it.toState])).toEqual([['由旧系统迁入', 'handling']])
  expect(timeline[0]?.data['carried']).toMatchObject({ said: { oldState: '处置中', left: { value: 4 } } })
})

it('is seen by the unit that assists, and stands with its lamp', async () => {
  const { id } = await byOldNumber('2026-0611-8')
  const shown = await county.otherUnit.get(`/api/cases/${id}`)
  expect(shown.body).toMatchObject({ assistUnits: [{ name: '供水公司' }], actions: [] })
  const { componentId } = await followStory(county, id).show()
  const lamp = await county.dispatcher.get(`/api/components/${componentId}`)
  expect(lamp.body).toMatchObject({ name: '路灯', classCode: '01037' })
})

it('has its four hours, is extended by its sixteen, and comes back from a failed check with the rest', async () => {
  const story = await byOldNumber('2026-0611-8')
  expect(glance(await story.at('2026-06-15 08:00').show())).toEqual([
    'handling',
    'dispose',
    '06-15 12:00',
    'yellow',
  ])
  const dispose = clockOf(await story.show(), 'dispose')
  expect(dispose).toMatchObject({ limitMinutes: 960, usedMinutes: 720, leftMinutes: 240 })
  expect(dispose.startedBecause?.zh).toContain('旧系统移交')
  await story.at('2026-06-15 09:00').take('requestExtension')
  const extended = await story.at('2026-06-15 09:10').take('approveExtension')
  expect(glance(extended)).toEqual(['handling', 'dispose', '06-17 12:00', 'green'])
  const done = await story.at('2026-06-16 10:00').take('reportDone')
  expect(done).toMatchObject({ state: 'handled', isInTime: true })
  await story.takeAll('passOn', 'issueCheck', 'failCheck')
  const again = await story.at('2026-06-16 14:00').take('rework')
  // From ten on Tuesday to noon on Wednesday: two hours, four, four; less than a third of thirty-two.
  expect(glance(again)).toEqual(['pending_handle', 'dispose', '06-17 16:00', 'yellow'])
  await story
    .at('2026-06-16 15:00')
    .takeAll('start', 'reportDone', 'passOn', 'issueCheck', 'passCheck', 'close')
  expect(await story.show()).toMatchObject({
    state: 'closed',
    isInTime: true,
    counters: { reworks: 1, extensions: 1 },
  })
})

it('that was overdue is red, cannot be extended, and counts as late', async () => {
  const story = await byOldNumber('2026-0611-9')
  const shown = await story.at('2026-06-16 15:30').show()
  expect([shown.light, inChina(shown.disposeDueAt)]).toEqual(['red', '06-12 16:00'])
  expect(await story.refused('requestExtension')).toBe('case.already-overdue')
  await story.takeAll('reportDone', 'passOn', 'issueCheck', 'passCheck', 'close')
  expect(await story.show()).toMatchObject({ state: 'closed', isInTime: false })
})

it('that rested wakes on its day with what was left', async () => {
  const story = await byOldNumber('2026-0611-10')
  expect(glance(await story.show())).toEqual(['suspended', null, null, 'paused'])
  story.at('2026-06-17 00:01')
  await county.runJob('case.resume-suspended')
  expect(glance(await story.show())).toEqual(['handling', 'dispose', '06-17 16:00', 'green'])
})

it('that waited for its check is judged by the day of its result, and closed', async () => {
  const story = await byOldNumber('2026-0611-11')
  expect(await story.show()).toMatchObject({ state: 'pending_check', isInTime: true })
  await story.at('2026-06-17 09:00').takeAll('issueCheck', 'passCheck', 'close')
  expect(await story.show()).toMatchObject({ state: 'closed', isInTime: true })
})

it('that nobody had yet is dispatched with the limit it came with; one from the pool gets its own number and limit', async () => {
  const { lampStation } = county
  const filed = await byOldNumber('2026-0611-7')
  const dispatched = await filed.at('2026-06-17 09:30').take('dispatch', { leadUnitId: lampStation })
  expect(clockOf(dispatched, 'dispose').limitMinutes).toBe(960)
  expect(dispatched.number).toBe('2026-0611-7')
  const fromPool = await byOldNumber('2026-0611-12')
  const own = await fromPool.takeAll('sendOn', 'file')
  expect(own).toMatchObject({ limit: { value: 1, unit: 'work_day' }, limitSource: 'condition' })
  expect(own.number).toMatch(/^53012720260617\d{5}$/)
  // And is still found by the number its caller was given.
  await byOldNumber('2026-0611-12')
})

it('is told of to whoever reported it, who is called back', async () => {
  await county.settle()
  const story = await byOldNumber('2026-0611-8')
  const [report] = (await county.acceptor.get(`/api/cases/${story.id}/reports`)).body['reports'] as {
    id: string
  }[]
  const notices = await county.database.rows<{ about: string }>(
    'select about from intake.notices where report_id = $1',
    [report?.id],
  )
  expect(notices.map((it) => it.about)).toEqual(['case.close'])
  const history = await county.acceptor.post('/api/callers/history', { phone: '138-1234-5678' })
  expect(history.status).toBe(200)
  expect(JSON.stringify(history.body)).toContain('路灯不亮（2026-0611-8）')
  expect(await story.take('recordReturnVisit')).toMatchObject({ returnVisit: { reached: true } })
})

it('counts in the figures of its unit, in time or late', async () => {
  const { body } = await county.leader.get('/api/evaluation/board?month=2026-06&by=unit')
  const rows = body['rows'] as { key: string; figures: Record<string, number> }[]
  const lamps = rows.find((it) => it.key === county.lampStation)
  expect(lamps?.figures).toMatchObject({ filed: 5, inTime: 2, late: 1, reworked: 1, closed: 3 })
})
