/** What stands around a lamp: the rule that names its unit, the neighbours one may see, and what was here before. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Surroundings } from '#domain/cases/surroundings-contract.ts'
import { putResponsibilityRules } from '#modules/cases/index.ts'
import { systemActor } from '#platform/actor.ts'
import { newId } from '#platform/ids.ts'
import { type CaseStory, openStory } from '../../../testing/case-story.ts'
import { openTestCounty, type TestCounty } from '../../../testing/test-county.ts'
import { testAdcode, type Voice } from '../../../testing/test-house.ts'

let county: TestCounty
let lamp: CaseStory
let beside: CaseStory
let fallen: CaseStory
let closed: CaseStory

/** A place some metres north of the lamp. */
const north = (metres: number): [number, number] => [county.place[0], county.place[1] + metres / 110_775]
const around = async (as: Voice, id: string): Promise<Surroundings> => {
  const { status, body } = await as.get(`/api/cases/${id}/surroundings`)
  expect(status, JSON.stringify(body)).toBe(200)
  return body as unknown as Surroundings
}

beforeAll(async () => {
  county = await openTestCounty()
  closed = await openStory(county, { report: { point: north(5) } })
  await closed.takeAll(
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
  lamp = await openStory(county)
  await lamp.takeAll('sendOn', 'file', 'dispatch')
  fallen = await openStory(county, { report: { point: north(150) } })
  beside = await openStory(county, { report: { point: north(12) } })
  await openStory(county, { report: { point: north(320) } })
})
afterAll(() => county.close())

describe('the surroundings of a case', () => {
  it('are unknown to whoever may not see the case', async () => {
    expect((await county.otherUnit.get(`/api/cases/${lamp.id}/surroundings`)).body).toMatchObject({
      code: 'case.unknown',
    })
    expect((await county.dispatcher.get(`/api/cases/${newId()}/surroundings`)).body).toMatchObject({
      code: 'case.unknown',
    })
  })

  it('name the rule behind the unit, and whether it was followed', async () => {
    const { rule } = await around(county.dispatcher, lamp.id)
    expect(rule).toEqual({
      basis: '路灯归路灯管理所',
      lead: { id: county.lampStation, name: '路灯管理所' },
      assist: [],
      areaName: null,
      classCode: '01037',
      onDate: '2026-06-15',
      isFollowed: true,
    })
    expect((await around(county.dispatcher, beside.id)).rule?.isFollowed).toBeNull()
    await beside.takeAll('sendOn', 'file')
    await beside.take('dispatch', { leadUnitId: county.waterCompany })
    expect((await around(county.dispatcher, beside.id)).rule?.isFollowed).toBe(false)
  })

  it('hold the open neighbours within reach, the likeliest first, with what speaks for it', async () => {
    const { neighbours } = await around(county.dispatcher, lamp.id)
    expect(neighbours.map((it) => [it.id, it.distanceMetres])).toEqual([
      [beside.id, 12],
      [fallen.id, 150],
    ])
    expect(neighbours[0]?.reasons).toEqual(['same-class', 'near', 'recent'])
    expect(neighbours[0]?.className).toBe('路灯')
  })

  it('tell what was on the spot before', async () => {
    const { earlier } = await around(county.dispatcher, lamp.id)
    expect(earlier.map((it) => [it.id, it.state, it.light])).toEqual([[closed.id, 'closed', 'none']])
  })

  it('show a unit its own cases only', async () => {
    const { neighbours, earlier } = await around(county.unit, lamp.id)
    expect([neighbours, earlier.map((it) => it.id)]).toEqual([[], [closed.id]])
  })

  it('keep the rule of the day of the dispatch when the matrix changes later', async () => {
    const rule = {
      id: newId(),
      kind: 'component' as const,
      classCode: '01037',
      conditionId: null,
      areaCode: testAdcode,
      leadUnitId: county.waterCompany,
      assistUnitIds: [],
      basis: '改由供水公司代管',
      validFrom: '2026-06-16',
      validTo: null,
    }
    await county.act(systemActor(testAdcode), putResponsibilityRules, { rules: [rule] })
    await county.settle()
    county.clock.advance(24 * 3_600_000)
    const tomorrow = await county.as({ username: 'bao-tomorrow', posts: ['dispatcher'] })
    expect((await around(tomorrow, lamp.id)).rule?.basis).toBe('路灯归路灯管理所')
    // What is not dispatched yet goes by the rule of today.
    expect((await around(tomorrow, fallen.id)).rule).toMatchObject({
      basis: '改由供水公司代管',
      onDate: '2026-06-16',
      isFollowed: null,
    })
  })
})
