/** A crew of collectors with a shift leader and two shifts, for tests that need a roster; told over HTTP. */

import { putOrganisations } from '#modules/identity/index.ts'
import { systemActor } from '#platform/actor.ts'
import { newId } from '#platform/ids.ts'
import { type Answer, type TestHouse, testAdcode, type Voice } from '../../testing/test-house.ts'

export type Crew = {
  readonly id: string
  readonly leader: Voice
  readonly anna: Voice
  readonly bo: Voice
  readonly chen: Voice
  readonly early: string
  readonly night: string
  /** A line as a shift leader sets it. */
  line(person: Voice, onDate: string, shiftId?: string): Line
  /** Sets a week on the version that stands there, unless another is given. */
  set(
    monday: string,
    lines: readonly Line[],
    headers?: Record<string, string>,
    version?: number,
  ): Promise<Answer>
  week(onDate: string, as?: Voice): Promise<Record<string, unknown>>
}
export type Line = {
  personId: string
  onDate: string
  shiftId: string
  post: string
  areaCode: null
  gridCode: null
}

let count = 0

const must = (answer: Answer): Record<string, unknown> => {
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
  return answer.body
}

/** Opens a crew of its own in the house; several may stand side by side. */
export async function openCrew(house: TestHouse): Promise<Crew> {
  const id = newId()
  const n = ++count
  const organisation = {
    shortName: null,
    creditCode: null,
    externalCode: null,
    parentId: null,
    areaCodes: [],
    aliases: [],
  }
  await house.act(systemActor(testAdcode), putOrganisations, {
    organisations: [{ ...organisation, id, name: `采集${n}队`, kind: 'company', isDemonstration: false }],
  })
  const join = (username: string, name: string, posts: Parameters<TestHouse['as']>[0]['posts']) =>
    house.as({ username: `${username}-${n}`, name, posts, organisationId: id })
  const leader = await join('leader', '班长', ['shift_leader'])
  const [anna, bo, chen] = [
    await join('anna', '安娜', ['collector']),
    await join('bo', '博文', ['collector']),
    await join('chen', '陈晨', ['collector']),
  ]
  const shift = async (name: string, mark: string, fromTime: string, toTime: string): Promise<string> =>
    String(
      must(await leader.post('/api/shifts', { organisationId: id, name, mark, fromTime, toTime, rounds: 1 }))[
        'id'
      ],
    )
  const early = await shift('早班', '早', '07:00', '14:00')
  const night = await shift('夜班', '夜', '21:00', '07:00')
  const week: Crew['week'] = async (onDate, as = leader) =>
    must(await as.get(`/api/rosters/week?organisationId=${id}&onDate=${onDate}`))
  return {
    id,
    leader,
    anna,
    bo,
    chen,
    early,
    night,
    week,
    line: (person, onDate, shiftId = early) => ({
      personId: person.session.id,
      onDate,
      shiftId,
      post: 'collector',
      areaCode: null,
      gridCode: null,
    }),
    set: async (monday, lines, headers, version) =>
      leader.call(
        'PUT',
        '/api/rosters/week',
        { organisationId: id, monday, lines, expectedVersion: version ?? (await week(monday))['version'] },
        headers,
      ),
  }
}
