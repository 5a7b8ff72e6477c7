/**
 * The map tells the truth: at every zoom as many cases as the list, for everybody what they may see and no more, with
 * every filter; a change shows in the next tile, and a light turns when its time has come.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#platform/ids.ts'
import { countIn, type ReadFeature, readTile } from '#platform/tiles/testing.ts'
import type { Tile } from '#platform/tiles/world.ts'
import { type CaseStory, openStory } from '../../../testing/case-story.ts'
import { openTestCounty, type TestCounty } from '../../../testing/test-county.ts'
import { testAdcode, type Voice } from '../../../testing/test-house.ts'

let county: TestCounty
let story: CaseStory
const copies = 240
beforeAll(async () => {
  county = await openTestCounty({ sessionHours: 2000 })
  story = await openStory(county)
  await story.takeAll('sendOn', 'file', 'dispatch', 'start')
  await scatter(story.id, copies)
})
afterAll(() => county.close())

/** Copies of a case all over the county, in other states, of other people, and some of no place. */
async function scatter(id: string, count: number): Promise<void> {
  const columns = await county.database.rows<{ name: string }>(
    `select column_name as name from information_schema.columns where table_schema = 'cases' and table_name = 'cases'`,
  )
  const other: Record<string, string> = {
    id: 'gen_random_uuid()',
    report_number: `'T' || n.i`,
    number: `'T' || n.i`,
    point: 'case when n.i % 12 = 0 then null else point(102.5 + random(), 24.8 + random()) end',
    state: `(array['handling', 'pending_handle', 'checking', 'suspended', 'pool'])[1 + n.i % 5]`,
    clock_due_at: `case n.i % 4 when 0 then null else c.clock_due_at - make_interval(days => n.i % 9) end`,
    clock_yellow_at: `case n.i % 4 when 0 then null else c.clock_yellow_at - make_interval(days => n.i % 9) end`,
    lead_unit_id: `case n.i % 3 when 0 then '${county.waterCompany}' when 1 then c.lead_unit_id end`,
    details: `case n.i % 7 when 0 then c.details || '{"assistUnitIds": ["${county.waterCompany}"]}' else c.details end`,
    task_holder_id: `case n.i % 5 when 0 then '${county.checker.session.id}' end`,
    reporter_id: `case n.i % 2 when 0 then c.reporter_id end`,
    town_code: `(array['530127001', '530127002'])[1 + n.i % 2]`,
    community_code: 'null',
    class_code: `(array['01037', '01036'])[1 + n.i % 2]`,
    source: `(array['collector', 'hotline_12345'])[1 + n.i / 3 % 2]`,
    reported_at: 'c.reported_at - make_interval(days => n.i % 40)',
  }
  const names = columns.map((it) => it.name)
  await county.database.rows(
    `insert into cases.cases (${names.join(', ')})
     select ${names.map((it) => other[it] ?? `c.${it}`).join(', ')}
     from cases.cases c cross join generate_series(1, $1::int) n(i) where c.adcode = $2 and c.id = $3`,
    [count, testAdcode, id],
  )
}

async function tileOf(voice: Voice, { z, x, y }: Tile, query = ''): Promise<ReadFeature[]> {
  const reply = await county.app.inject({
    url: `/api/tiles/cases/${z}/${x}/${y}?${query}`,
    headers: { authorization: `Bearer ${voice.token}` },
  })
  expect(reply.statusCode, reply.body).toBe(200)
  return readTile(reply.rawPayload, { z, x, y })
}

/** All features of a zoom, found by going down where a tile tells of anything. */
async function zoomOf(
  voice: Voice,
  zoom: number,
  query = '',
  from: Tile = { z: 0, x: 0, y: 0 },
): Promise<ReadFeature[]> {
  const features = await tileOf(voice, from, query)
  if (from.z === zoom || features.length === 0) return features
  const parts = [0, 1, 2, 3].map((it) => ({
    z: from.z + 1,
    x: from.x * 2 + (it & 1),
    y: from.y * 2 + (it >> 1),
  }))
  const found: ReadFeature[] = []
  for (const part of parts) found.push(...(await zoomOf(voice, zoom, query, part)))
  return found
}

type Row = { id: string; light: string; point: unknown; state: string }

/** What the list says, page by page: the truth that the map is held to. */
async function listed(voice: Voice, query = ''): Promise<Row[]> {
  const rows: Row[] = []
  for (let after = ''; ; ) {
    const { status, body } = await voice.get(`/api/cases?limit=200&${query}${after}`)
    expect(status, JSON.stringify(body)).toBe(200)
    rows.push(...(body['cases'] as (Row & { endedAt: string | null })[]).filter((it) => it.endedAt === null))
    if (body['next'] === null) return rows
    after = `&after=${String(body['next'])}`
  }
}

const placed = (rows: readonly Row[]): Row[] => rows.filter((it) => it.point !== null)
const idsOf = (features: readonly ReadFeature[]): string[] =>
  features.map((it) => String(it.properties['id'])).sort()

describe('what one sees', () => {
  it('is at every zoom as much as the list has, for everybody', async () => {
    const townLeader = await county.as({ username: 'town', posts: ['leader'], areaCodes: ['530127002'] })
    const subCenter = await county.as({ username: 'sub', posts: ['sub_center'], areaCodes: ['530127001'] })
    const voices = [
      county.dispatcher,
      county.unit,
      county.otherUnit,
      county.checker,
      county.collector,
      townLeader,
      subCenter,
    ]
    const totals = new Set<number>()
    for (const voice of voices) {
      const truth = placed(await listed(voice))
      totals.add(truth.length)
      for (const zoom of [0, 3, 9, 13]) expect(countIn(await zoomOf(voice, zoom))).toBe(truth.length)
      const points = await zoomOf(voice, 14)
      expect(idsOf(points)).toEqual(truth.map((it) => it.id).sort())
      const lights = new Map(truth.map((it) => [it.id, it.light]))
      for (const { properties } of points)
        expect(properties['kind']).toBe(lights.get(String(properties['id'])))
    }
    // They do not all see the same, or the comparison would say little.
    expect(totals.size).toBeGreaterThan(4)
  })

  it('is refused without the right, without a session, and where there is no tile', async () => {
    const citizen = await county.as({ username: 'lan', posts: ['citizen'] })
    expect((await citizen.get('/api/tiles/cases/0/0/0')).status).toBe(403)
    expect((await county.stranger.get('/api/tiles/cases/0/0/0')).status).toBe(401)
    for (const path of ['1/2/0', '21/0/0', '3/-1/0', 'a/0/0'])
      expect((await county.leader.get(`/api/tiles/cases/${path}`)).status, path).toBe(400)
  })

  it('is nothing of another county', async () => {
    const neighbour = await county.as({ username: 'far', posts: ['leader'], adcode: '530126' })
    expect(await tileOf(neighbour, { z: 0, x: 0, y: 0 })).toEqual([])
  })

  it('is narrowed by every filter as the list is, and counted so', async () => {
    const { dispatcher } = county
    const filters = [
      'light=red',
      'light=yellow',
      'light=green',
      'light=paused',
      'state=handling,checking',
      'classCode=01036',
      `unitId=${county.waterCompany}`,
      'source=collector',
      'reportedFrom=2026-06-01T00:00:00%2B08:00',
      'reportedTo=2026-06-01T00:00:00%2B08:00',
      `within=${encodeURIComponent('102.6,24.9 103.3,24.9 103.1,25.7 102.6,25.5')}`,
      'state=handling&source=collector&light=red',
    ]
    for (const filter of filters) {
      const rows = await listed(dispatcher, filter)
      const truth = placed(rows)
      const { status, body } = await dispatcher.get(`/api/map/case-counts?${filter}`)
      expect(status, JSON.stringify(body)).toBe(200)
      const counted = { total: truth.length, unplaced: rows.length - truth.length }
      expect(body, filter).toMatchObject(counted)
      const lights = body['lights'] as Record<string, number>
      for (const [light, count] of Object.entries(lights))
        expect(count, `${filter} ${light}`).toBe(truth.filter((it) => it.light === light).length)
      if (filter.startsWith('within')) continue
      expect(countIn(await tileOf(dispatcher, { z: 0, x: 0, y: 0 }, filter)), filter).toBe(truth.length)
      expect(idsOf(await zoomOf(dispatcher, 14, filter)), filter).toEqual(truth.map((it) => it.id).sort())
    }
  })
})

describe('what happens', () => {
  const here = { z: 14, x: 0, y: 0 }
  beforeAll(() => {
    const [lng, lat] = county.place
    const sine = Math.sin((lat * Math.PI) / 180)
    here.x = Math.floor(((lng + 180) / 360) * 2 ** 14)
    here.y = Math.floor((0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * 2 ** 14)
  })

  const kindOf = async (id: string, voice = county.dispatcher): Promise<unknown> =>
    (await tileOf(voice, here)).find((it) => it.properties['id'] === id)?.properties['kind']

  it('shows in the next tile: a new case, a light, who may see it, and the end', async () => {
    const fresh = await openStory(county)
    await county.settle()
    expect(await kindOf(fresh.id)).toBe('green')
    await fresh.takeAll('sendOn', 'file')
    await county.settle()
    expect(await kindOf(fresh.id, county.unit)).toBeUndefined()
    await fresh.take('dispatch')
    await county.settle()
    expect(await kindOf(fresh.id, county.unit)).toBe('green')
    await fresh.takeAll('start', 'requestSuspension', 'approveSuspension')
    await county.settle()
    expect(await kindOf(fresh.id)).toBe('paused')
    await fresh.takeAll('resume', 'reportDone', 'passOn', 'issueCheck', 'passCheck', 'close')
    await county.settle()
    expect(await kindOf(fresh.id)).toBeUndefined()
  })

  it('turns a light without any announcement', async () => {
    const fresh = await openStory(county)
    await county.settle()
    expect(await kindOf(fresh.id)).toBe('green')
    county.clock.advance(40 * 86_400_000)
    expect(await kindOf(fresh.id)).toBe('red')
    county.clock.advance(-40 * 86_400_000)
    // A session that was used later than now would be refused.
    const now = county.clock.now().toISOString()
    await county.asOwner(`update identity.sessions set last_seen_at = '${now}' where last_seen_at > '${now}'`)
  })

  it('is kept by the browser only until it is asked for again, and never for somebody else', async () => {
    const url = `/api/tiles/cases/${here.z}/${here.x}/${here.y}`
    const ask = (voice: Voice, tag = '') =>
      county.app.inject({ url, headers: { authorization: `Bearer ${voice.token}`, 'if-none-match': tag } })
    const first = await ask(county.dispatcher)
    expect(first.headers['cache-control']).toBe('private, no-cache')
    expect(first.headers['vary']).toContain('cookie')
    const tag = String(first.headers['etag'])
    expect((await ask(county.dispatcher, tag)).statusCode).toBe(304)
    expect((await ask(county.otherUnit, tag)).statusCode).toBe(200)
    await openStory(county)
    await county.settle()
    expect((await ask(county.dispatcher, tag)).statusCode).toBe(200)
  })

  it('an import, which names no case, shows too', async () => {
    const before = countIn(await tileOf(county.dispatcher, { z: 0, x: 0, y: 0 }))
    await scatterMore()
    await county.database.rows(
      `insert into platform.announcements (adcode, id, at, name, subject_id, actor_id, data)
       select adcode, $1, at, 'case.imported', null, actor_id, '{}' from platform.announcements where adcode = $2 limit 1`,
      [newId(), testAdcode],
    )
    await county.settle()
    await expect
      .poll(async () => countIn(await tileOf(county.dispatcher, { z: 0, x: 0, y: 0 })))
      .toBe(before + 11)
  })

  const scatterMore = async (): Promise<void> => {
    await county.database.rows(`update cases.cases set report_number = 'U' || report_number, number = 'U' || number
      where report_number like 'T%'`)
    await scatter(story.id, 12)
  }
})
