/** What stands twice, as a rule of the domain and as SQL, must say the same: the light of a case, and who may see it. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CaseRecord } from '#domain/cases/case-record.ts'
import { lightAt, lights } from '#domain/cases/light.ts'
import { waitsFor } from '#domain/cases/queue.ts'
import { caseStateCodes } from '#domain/cases/state.ts'
import { postCodes } from '#domain/identity/post.ts'
import type { Actor } from '#platform/actor.ts'
import { openTestHouse, type TestHouse, testAdcode } from '../../../testing/test-house.ts'
import { shippedSettings } from '../case-settings.ts'
import { mayRead, readCondition } from '../policy.ts'
import { addQueue, Conditions, lightSql, pausedSql } from './case-conditions.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

it('every filter of a list can be asked alone and with every other', async () => {
  const leader = await house.as({ username: 'zhang', posts: ['leader'] })
  const filters = [
    ...lights.filter((it) => it !== 'none').map((it) => `light=${it}`),
    'sort=overdue',
    'sort=newest',
    'queue=mine',
    'state=pool,closed',
    'unitId=0199aaaa-0000-7000-8000-00000000000a',
    'areaCode=530127001',
    'classCode=01037',
    'source=collector',
    'text=%25_%5C',
    'reportedFrom=2026-06-15T00:00:00%2B08:00',
    'filedTo=2026-06-15T00:00:00Z',
  ]
  for (const one of filters)
    for (const two of filters) {
      const { status, body } = await leader.get(`/api/cases?${one === two ? one : `${one}&${two}`}`)
      // The same field asked twice is no text any more.
      const isTwice = one !== two && one.split('=')[0] === two.split('=')[0]
      expect([status, body['code']], `${one} ${two}`).toEqual(
        isTwice ? [400, 'request.invalid'] : [200, undefined],
      )
    }
})

/** Everything that `choices` can be combined to. */
function combinations<Row>(choices: { readonly [Field in keyof Row]: readonly Row[Field][] }): Row[] {
  let rows: Partial<Row>[] = [{}]
  for (const field of Object.keys(choices) as (keyof Row)[])
    rows = rows.flatMap((row) => choices[field].map((value) => ({ ...row, [field]: value })))
  return rows as Row[]
}

it('the light in SQL is the light of the rule, at every side of every deadline', async () => {
  const now = new Date('2026-06-15T09:00:00+08:00')
  const around = [-1000, -1, 0, 1, 1000].map((ms) => new Date(now.getTime() + ms).toISOString())
  const rows = combinations<Pick<CaseRecord, 'state' | 'clockDueAt' | 'clockYellowAt'>>({
    state: caseStateCodes,
    clockDueAt: [null, ...around],
    clockYellowAt: [null, ...around],
  }).map((row, id) => ({ id, ...row }))
  const coloured = ['red', 'yellow', 'green', 'paused'] as const
  expect([...coloured, 'none'].sort()).toEqual([...lights].sort())
  for (const light of coloured) {
    const found = await house.database.rows<{ id: number }>(
      `with c as (
         select (it->>'id')::int as id, it->>'state' as state, (it->>'clockDueAt')::timestamptz as clock_due_at,
           (it->>'clockYellowAt')::timestamptz as clock_yellow_at
         from jsonb_array_elements($1::jsonb) it)
       select c.id from c where ${light === 'paused' ? pausedSql : lightSql(light, '$2::timestamptz')} order by c.id`,
      light === 'paused' ? [JSON.stringify(rows)] : [JSON.stringify(rows), now],
    )
    expect(
      found.map((it) => it.id),
      light,
    ).toEqual(rows.filter((row) => lightAt(row, now) === light).map((it) => it.id))
  }
})

type Seen = Pick<
  CaseRecord,
  'leadUnitId' | 'assistUnitIds' | 'taskHolderId' | 'reporterId' | 'townCode' | 'communityCode'
>

it('who may see a case is the same for a list as for the case itself', async () => {
  const [me, other, unit, otherUnit] = ['me', 'other', 'unit', 'other-unit']
  const rows = combinations<Seen>({
    leadUnitId: [null, unit, otherUnit] as (string | null)[],
    assistUnitIds: [[], [unit], [otherUnit]] as string[][],
    taskHolderId: [null, me, other] as (string | null)[],
    reporterId: [null, me] as (string | null)[],
    townCode: [null, '530127001', '530127002'],
    communityCode: [null, '530127001001'],
  }).map((row, id) => ({ id, ...row }))
  const actors = combinations<Pick<Actor, 'posts' | 'organisationId' | 'areaCodes'>>({
    posts: [
      ['collector'],
      ['unit'],
      ['handler'],
      ['sub_center'],
      ['dispatcher'],
      ['citizen'],
      ['sysadmin'],
      [],
    ],
    organisationId: [null, unit] as (string | null)[],
    areaCodes: [[], ['530127001'], ['530127001001', '530127002'], ['530126']],
  })
  for (const parts of actors) {
    const actor: Actor = { ...parts, id: me, name: me, adcode: testAdcode, permissions: new Set() }
    const { sql, values } = readCondition(actor, 2)
    const found = await house.database.rows<{ id: number }>(
      `with c as (
         select (it->>'id')::int as id, it->>'leadUnitId' as lead_unit_id, it->>'taskHolderId' as task_holder_id,
           it->>'reporterId' as reporter_id, it->>'townCode' as town_code, it->>'communityCode' as community_code,
           -- As a row keeps it: an empty list of assisting units is left out.
           case when it->'assistUnitIds' = '[]' then '{}'::jsonb
             else jsonb_build_object('assistUnitIds', it->'assistUnitIds') end as details
         from jsonb_array_elements($1::jsonb) it)
       select c.id from c where ${sql} order by c.id`,
      [JSON.stringify(rows), ...values],
    )
    expect(
      found.map((it) => it.id),
      JSON.stringify(parts),
    ).toEqual(rows.filter((row) => mayRead(actor, row)).map((it) => it.id))
  }
})

it('what waits for somebody is the same for a queue as for one case', async () => {
  const [me, other, unit, otherUnit] = ['me', 'other', 'unit', 'other-unit']
  const rows = combinations<Parameters<typeof waitsFor>[0]>({
    state: caseStateCodes,
    confirmedAt: [null, '2026-06-15T01:00:00.000Z'],
    leadUnitId: [null, unit, otherUnit],
    handlerId: [null, me, other],
    taskHolderId: [null, me, other],
  }).map((row, id) => ({ id, ...row }))
  const everyPost = postCodes.map((it) => [it])
  const workers = combinations<Pick<Actor, 'posts' | 'organisationId'>>({
    posts: [...everyPost, ['unit', 'handler'], ['acceptor', 'shift_leader'], []],
    organisationId: [null, unit],
  })
  const settings = { ...shippedSettings, mergedPosts: { acceptor: ['shift_leader' as const] } }
  for (const parts of workers) {
    const actor: Actor = {
      ...parts,
      id: me,
      name: me,
      adcode: testAdcode,
      permissions: new Set(),
      areaCodes: [],
    }
    const conditions = new Conditions()
    const given = conditions.parameter(JSON.stringify(rows))
    addQueue(conditions, actor, settings)
    const found = await house.database.rows<{ id: number }>(
      `with c as (
         select (it->>'id')::int as id, it->>'state' as state, (it->>'confirmedAt')::timestamptz as confirmed_at,
           it->>'leadUnitId' as lead_unit_id, it->>'handlerId' as handler_id, it->>'taskHolderId' as task_holder_id
         from jsonb_array_elements(${given}::jsonb) it)
       select c.id from c where ${conditions.sql} order by c.id`,
      conditions.values,
    )
    const waiting = rows.filter((row) => waitsFor(row, actor, settings)).map((it) => it.id)
    expect(
      found.map((it) => it.id),
      JSON.stringify(parts),
    ).toEqual(waiting)
  }
})
