import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fromCgcs2000 } from '#domain/geography/datum.ts'
import { findClasses, seedCatalogue } from '#modules/catalogue/index.ts'
import { systemActor } from '#platform/actor.ts'
import { sumTables } from '../../../testing/table-sums.ts'
import { openTestCounty, type TestCounty } from '../../../testing/test-county.ts'
import { testAdcode } from '../../../testing/test-house.ts'

let county: TestCounty
beforeAll(async () => {
  county = await openTestCounty({ now: new Date('2026-06-15T09:00:00+08:00') })
})
afterAll(() => county.close())

const path = '/api/reports'

describe('a report', () => {
  it('is refused without the right and changes nothing', async () => {
    const report = await county.lampReport()
    const sums = await sumTables(county.database)
    for (const voice of [county.dispatcher, county.unit, county.leader])
      expect((await voice.post(path, report)).body).toMatchObject({ code: 'access.not-permitted' })
    expect(await sumTables(county.database)).toEqual(sums)
  })

  it('opens one case, leaves its audit line, and sent twice is one report', async () => {
    const report = await county.lampReport()
    const key = { 'idempotency-key': 'report-once' }
    const first = await county.collector.post(path, report, key)
    expect(first).toMatchObject({
      status: 200,
      body: { state: 'pool', number: null, version: 1, warnings: [] },
    })
    const lines = await county.database.rows(
      "select command, subject_id, output from platform.audit_entries where request_id = 'report-once'",
    )
    expect(lines).toEqual([{ command: 'report.create', subject_id: first.body['id'], output: first.body }])
    const { body: detail } = await county.acceptor.get(`/api/cases/${String(first.body['id'])}`)
    expect(detail).toMatchObject({
      source: 'collector',
      reporterId: county.collector.session.id,
      townCode: '530127001',
      communityCode: '530127001001',
      cellCode: expect.stringMatching(/^530127001001\d{3}$/),
      areaClass: 'A',
      className: '路灯',
      photos: [{ during: 'report' }, { during: 'report' }],
    })
    const sums = await sumTables(county.database)
    expect((await county.collector.post(path, report, key)).body).toEqual(first.body)
    expect(await sumTables(county.database)).toEqual(sums)
  })

  it('is kept where it was given and lies where that is, whatever the phone’s datum', async () => {
    const { acceptor, place } = county
    for (const datum of ['gcj02', 'bd09'] as const) {
      const given = fromCgcs2000(place, datum)
      expect(given).not.toEqual(place)
      const { body } = await acceptor.post(path, {
        source: 'wechat',
        description: '路灯不亮',
        point: given,
        datum,
      })
      const { body: detail } = await acceptor.get(`/api/cases/${String(body['id'])}`)
      const [lng, lat] = detail['point'] as [number, number]
      expect([lng, lat]).toEqual([expect.closeTo(place[0], 5), expect.closeTo(place[1], 5)])
      const [row] = await county.database.rows<{ point_given: unknown }>(
        'select point_given from intake.reports where case_id = $1',
        [body['id']],
      )
      expect(row?.point_given).toEqual({ datum, point: [...given] })
    }
  })

  it('by telephone needs words for the place only, and is registered under its source', async () => {
    const { acceptor } = county
    const call = {
      description: '路灯不亮',
      address: '老街口',
      source: 'hotline_12319',
      externalNumber: '12319-2026-77',
    }
    const { status, body } = await acceptor.post(path, call)
    expect(status).toBe(200)
    const { body: detail } = await acceptor.get(`/api/cases/${String(body['id'])}`)
    expect(detail).toMatchObject({
      source: 'hotline_12319',
      externalNumber: '12319-2026-77',
      point: null,
      townCode: null,
      timeline: [{ action: 'register', zh: '登记' }],
    })
    const { source: _, ...withoutSource } = call
    const usual = await acceptor.post(path, withoutSource)
    expect((await acceptor.get(`/api/cases/${String(usual.body['id'])}`)).body['source']).toBe(
      'hotline_12345',
    )
  })

  it('is classified only by what the county sees and has put in force', async () => {
    const { database, acceptor, sysadmin } = county
    const actor = systemActor(testAdcode)
    const national = 'gbt47678.5-2026'
    await county.act(actor, seedCatalogue, { catalogues: [national], publishFrom: '2027-01-01' })
    await county.relay.drain()
    const { body: list } = await sysadmin.get('/api/catalogues')
    const version = (list['catalogues'] as { id: string; validFrom: string }[]).find(
      (it) => it.validFrom === '2027-01-01',
    )
    // The national catalogue names classes and no conditions, which are a county's; an acceptor may give the class alone.
    const [first] = await findClasses(database, version?.id ?? '')
    expect(first).toBeDefined()
    const report = {
      source: 'wechat',
      description: '井盖破损',
      point: county.place,
      catalogueId: version?.id,
      kind: first?.kind,
      classCode: first?.code,
    }
    const code = async () => (await acceptor.post(path, report)).body['code']
    expect(await code(), 'not yet in force').toBe('report.class-unknown')
    const change = (sql: string) =>
      database.rows(`update catalogue.versions set ${sql} where id = $1`, [version?.id])
    await change(`valid_from = '2025-01-01', adcode = '530126'`)
    expect(await code(), 'another county’s own').toBe('report.class-unknown')
    await change(`adcode = null, valid_to = '2026-01-01'`)
    expect(await code(), 'was in force: a phone may have been offline').toBeUndefined()
  })

  it('of a collector with an area of duty stays inside it', async () => {
    const inWest = await county.as({ username: 'xi', posts: ['collector'], areaCodes: ['530127001001'] })
    const inEast = await county.as({ username: 'dong', posts: ['collector'], areaCodes: ['530127001002'] })
    const report = await county.lampReport()
    expect((await inWest.post(path, report)).status).toBe(200)
    const sums = await sumTables(county.database)
    expect(await inEast.post(path, report)).toMatchObject({
      status: 403,
      body: { code: 'report.outside-own-area' },
    })
    expect(await sumTables(county.database)).toEqual(sums)
  })
})
