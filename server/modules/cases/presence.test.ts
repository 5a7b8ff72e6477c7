/** Presence: seen by those who may see the case, forgotten by itself, and written down nowhere. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CaseStory, openStory } from '../../testing/case-story.ts'
import { sumTables } from '../../testing/table-sums.ts'
import { openTestCounty, type TestCounty } from '../../testing/test-county.ts'
import type { Voice } from '../../testing/test-house.ts'
import { createPresences } from './presence.ts'

describe('who is at a case', () => {
  const at = (seconds: number): Date => new Date(Date.UTC(2026, 5, 15, 1, 0, seconds))
  const [bao, mei] = [
    { id: 'b', name: '鲍' },
    { id: 'm', name: '梅' },
  ]

  it('is news when somebody comes, begins to act, stops or goes, and not when they say it again', () => {
    const presences = createPresences()
    const says = (['looking', 'looking', 'acting', 'acting', 'looking', 'gone', 'gone'] as const).map((it) =>
      presences.note(bao, 'c', it, at(0)),
    )
    expect(says).toEqual([true, false, true, false, true, true, false])
  })

  it('is everybody but oneself at the same case, until they are silent for two beats', () => {
    const presences = createPresences()
    presences.note(bao, 'c', 'acting', at(0))
    presences.note(mei, 'd', 'looking', at(0))
    expect(presences.others(bao, 'c', at(1))).toEqual([])
    expect(presences.others(mei, 'c', at(39))).toEqual([{ ...bao, doing: 'acting' }])
    expect(presences.others(mei, 'c', at(40))).toEqual([])
    expect(presences.note(bao, 'c', 'acting', at(41))).toBe(true)
  })
})

describe('over HTTP', () => {
  let county: TestCounty
  let story: CaseStory
  beforeAll(async () => {
    county = await openTestCounty()
    story = await openStory(county)
    await story.takeAll('sendOn', 'file', 'dispatch')
  })
  afterAll(() => county.close())
  const say = (as: Pick<Voice, 'call'>, doing: string) =>
    as.call('PUT', `/api/cases/${story.id}/presence`, { doing })

  it('is refused to strangers, citizens and whoever may not see the case', async () => {
    const citizen = await county.as({ username: 'gong', posts: ['citizen'] })
    expect((await say(county.stranger, 'looking')).status).toBe(401)
    expect((await say(citizen, 'looking')).body).toMatchObject({ code: 'access.not-permitted' })
    expect((await say(county.otherUnit, 'looking')).body).toMatchObject({ code: 'case.unknown' })
    expect((await say(county.unit, 'sleeping')).body).toMatchObject({ code: 'request.invalid' })
  })

  it('tells two people of each other and writes nothing down', async () => {
    const before = await sumTables(county.database)
    expect((await say(county.dispatcher, 'acting')).body).toEqual({ others: [] })
    expect((await say(county.unit, 'looking')).body).toEqual({
      others: [{ id: county.dispatcher.session.id, name: '鲍派遣', doing: 'acting' }],
    })
    expect((await say(county.dispatcher, 'gone')).body).toMatchObject({
      others: [{ name: '邓路灯', doing: 'looking' }],
    })
    expect((await say(county.unit, 'looking')).body).toEqual({ others: [] })
    expect(await sumTables(county.database)).toEqual(before)
  })
})
