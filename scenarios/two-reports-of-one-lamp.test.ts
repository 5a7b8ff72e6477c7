/**
 * Two citizens and a collector tell of the same lamp. The centre is shown that it may be one thing, and a person
 * decides. The moral: nothing is merged by itself, nobody who reported is lost, and each is told once.
 */
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type CaseStory, followStory, openStory } from '../server/testing/case-story.ts'
import { openTestCounty, type TestCounty } from '../server/testing/test-county.ts'
import type { Voice } from '../server/testing/test-house.ts'

let county: TestCounty
let lan: Voice
let bo: Voice
let byCollector: CaseStory
let byLan: CaseStory
let byBo: CaseStory

const citizenReports = async (voice: Voice, description: string): Promise<CaseStory> => {
  const { status, body } = await voice.post('/api/reports', {
    description,
    address: '文化路',
    point: county.place,
  })
  expect(status, JSON.stringify(body)).toBe(200)
  return followStory(county, String(body['id']))
}
type Mine = { number: string; stage: string; notices: { zh: string; en: string }[] }
const mine = async (voice: Voice): Promise<Mine[]> =>
  (await voice.get('/api/my-reports')).body['reports'] as Mine[]
const told = async (voice: Voice): Promise<string[]> =>
  (await mine(voice)).flatMap(({ notices }) => notices.map((it) => it.en.slice(0, 30)))

beforeAll(async () => {
  county = await openTestCounty({ now: new Date('2026-06-15T09:00:00+08:00') })
  lan = await county.as({ username: 'lan', name: '兰市民', posts: ['citizen'] })
  bo = await county.as({ username: 'bo', name: '博市民', posts: ['citizen'] })
  byCollector = await openStory(county)
  byLan = await citizenReports(lan, '文化路路灯不亮')
  byBo = await citizenReports(bo, '路口的路灯坏了')
})
afterAll(() => county.close())

it('are shown as likely the same, and nothing happens by that', async () => {
  const { acceptor, lamp, place } = county
  const { body } = await acceptor.post('/api/reports/suggestions', {
    description: '文化路路灯不亮',
    point: place,
    kind: lamp.kind,
    classCode: lamp.classCode,
    exceptCaseId: byLan.id,
  })
  const duplicates = body['duplicates'] as { id: string; score: number; reasons: string[] }[]
  expect(duplicates[0]).toMatchObject({
    id: byCollector.id,
    reasons: expect.arrayContaining(['same-class', 'near']),
  })
  expect(duplicates.map((it) => it.id)).not.toContain(byLan.id)
  for (const story of [byCollector, byLan, byBo]) expect((await story.show()).state).toBe('pool')
})

it('are merged by a person, never into themselves, a stranger or what has ended', async () => {
  const unknown = '0199aaaa-0000-7000-8000-00000000000a'
  for (const masterId of [byLan.id, byLan.id.toUpperCase(), unknown])
    expect(await byLan.refused('merge', { masterId }), masterId).toBe('case.master-wrong')
  const declined = await openStory(county)
  await declined.take('decline')
  expect(await byLan.refused('merge', { masterId: declined.id })).toBe('case.master-wrong')
  const merged = await byLan.take('merge', { masterId: byCollector.id, reason: '同一盏灯' })
  expect(merged).toMatchObject({ state: 'merged', masterId: byCollector.id, light: 'none' })
  const leading = await byCollector.show()
  expect(leading.mergedCases).toEqual([{ id: byLan.id, reportNumber: merged.reportNumber }])
  expect(leading.timeline.at(-1)).toMatchObject({ zh: '并入他案', data: { mergedCaseId: byLan.id } })
  expect(await byBo.refused('merge', { masterId: byLan.id })).toBe('case.master-wrong')
})

it('lead their reporters to the leading case, also when that one follows another', async () => {
  const { acceptor, shiftLeader } = county
  await county.settle()
  expect(await told(lan)).toEqual(['The problem you reported was a'])
  await byCollector.take('merge', { masterId: byBo.id })
  await county.settle()
  const { body } = await acceptor.get(`/api/cases/${byBo.id}/reports`)
  const reports = body['reports'] as { followsMerged: boolean; caseId: string }[]
  expect(reports.map((it) => [it.caseId, it.followsMerged])).toEqual([
    [byBo.id, true],
    [byBo.id, true],
    [byBo.id, false],
  ])
  expect((await acceptor.get(`/api/cases/${byCollector.id}/reports`)).body['reports']).toEqual([])
  const { lamp } = county
  await byBo.take('sendOn', {
    classification: {
      catalogueId: lamp.versionId,
      kind: lamp.kind,
      classCode: lamp.classCode,
      conditionId: lamp.id,
    },
  })
  await byBo.take('file', {}, shiftLeader)
  await county.settle()
  expect(await told(bo)).toEqual(['Your report was filed as a cas'])
  expect(await told(lan)).toEqual([
    'The problem you reported was a',
    'The problem you reported was a',
    'Your report was filed as a cas',
  ])
  expect((await mine(lan))[0]).toMatchObject({ stage: 'dispatch' })
})

it('are told the end once, by the jobs of a running house, however often it is announced', async () => {
  await byBo.takeAll('dispatch', 'start', 'reportDone', 'passOn', 'issueCheck', 'passCheck')
  await county.jobs.start()
  county.relay.start()
  await byBo.take('close')
  await vi.waitFor(
    async () => {
      expect((await told(lan)).at(-1)).toBe('The problem you reported was p')
      expect((await told(bo)).at(-1)).toBe('The problem you reported was p')
    },
    { timeout: 30_000, interval: 200 },
  )
  // The same announcements once more, as after a crash between handing on and marking.
  await county.settle()
  expect((await told(bo)).filter((it) => it.includes('was p'))).toHaveLength(1)
  expect((await told(lan)).filter((it) => it.includes('was p'))).toHaveLength(1)
  expect((await mine(lan))[0]).toMatchObject({ stage: 'ended' })
  expect(await county.verify()).toMatchObject({ cases: 4, differences: [] })
})
