import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkCatalogue } from '#domain/catalogue/check-catalogue.ts'
import { systemActor } from '#platform/actor.ts'
import { newId } from '#platform/ids.ts'
import { openTestHouse, type TestHouse, testAdcode } from '../../../testing/test-house.ts'
import { getCalendar, getCalendars } from '../queries/find-calendars.ts'
import { findCondition, findConditions, getContent } from '../queries/find-classes.ts'
import { findVersions, getCatalogueInForce } from '../queries/find-versions.ts'
import { suggestClasses } from '../queries/suggest-classes.ts'
import { forgetRemembered } from '../remembered.ts'
import { listShippedCatalogues, readShippedCalendars } from '../standards-folder.ts'
import { importCalendarDays } from './import-calendar-days.ts'
import { putCalendar } from './put-calendar.ts'
import { seedCatalogue } from './seed-catalogue.ts'

let house: TestHouse
const system = systemActor(testAdcode)
const seed = (requestId = newId()) =>
  house.act(
    system,
    seedCatalogue,
    { catalogues: listShippedCatalogues(), publishFrom: '2015-01-01' },
    { requestId },
  )

beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

describe('seedCatalogue', () => {
  test('is refused without the right', async () => {
    const nobody = { ...system, permissions: new Set<string>() }
    await expect(
      house.act(nobody, seedCatalogue, { catalogues: [], publishFrom: '2015-01-01' }),
    ).rejects.toMatchObject({ kind: 'forbidden' })
    const stranger = { ...system, id: newId(), permissions: new Set(['catalogue.manage']) }
    await expect(
      house.act(stranger, seedCatalogue, { catalogues: [], publishFrom: '2015-01-01' }),
    ).rejects.toMatchObject({ kind: 'forbidden' })
  })

  test('brings in all that ships, and the same again changes nothing', async () => {
    const requestId = newId()
    const receipt = await seed(requestId)
    expect(await seed(requestId)).toEqual(receipt)
    expect(receipt.catalogues.map((it) => [it.series, it.classes, it.conditions])).toEqual([
      ['county-profile', 268, 679],
      ['gbt47678.5-2026', 403, 0],
    ])
    expect(receipt).toMatchObject({ calendarDays: readShippedCalendars().days.length, calendars: 2 })
    const again = await seed()
    expect(again.catalogues.every((it) => !it.isNew && it.isPublished)).toBe(true)
    expect(again).toMatchObject({ calendarDays: 0, calendars: 0 })
    expect(await findVersions(house.database, testAdcode)).toHaveLength(2)
    const [counted] = await house.database.rows<{ lines: number }>(
      'select count(*) as lines from catalogue.crosswalk_lines',
    )
    expect(counted?.lines).toBe(427)
  })

  test('what was stored is what ships, and the county profile is what counties classify by', async () => {
    const version = await getCatalogueInForce(house.database, testAdcode, house.clock.now())
    expect(version).toMatchObject({ series: 'county-profile', assembled: true, adcode: null })
    const content = await getContent(house.database, version.id)
    expect(checkCatalogue(content)).toEqual([])
    expect(content.classes).toHaveLength(268)
    const [first] = await findConditions(house.database, version.id, { kind: 'component', code: '01001' })
    expect(first).toMatchObject({ limits: { default: { value: 2, unit: 'urgent_hour' } }, limitKnown: true })
    expect(await findCondition(house.database, first?.id ?? '')).toEqual(first)
    expect(await findCondition(house.database, 'no id')).toBeUndefined()
    const { suggestions } = await suggestClasses(house.database, testAdcode, house.clock.now(), {
      text: '路灯不亮',
    })
    expect(suggestions[0]).toMatchObject({ kind: 'component', code: '01037' })
  })
})

describe('calendars', () => {
  test('are joined with the State Council’s days', async () => {
    const office = await getCalendar(house.database, testAdcode)
    expect(office).toMatchObject({ id: 'office', publishedFrom: 2015, publishedThrough: 2026 })
    expect(office.days).toHaveLength(readShippedCalendars().days.length)
    const collectors = (await getCalendars(house.database, testAdcode)).byId('collectors')
    expect(collectors.days).toEqual([])
    expect(collectors.publishedThrough).toBeUndefined()
    const { byId } = await getCalendars(house.database, testAdcode)
    expect(() => byId('none')).toThrow('calendar.not-found')
  })

  test('a county replaces a shared one and gives organisations several of their own', async () => {
    const admin = { ...system, id: newId(), permissions: new Set(['calendar.manage']) }
    const organisationId = newId()
    const hours = (from: string, to: string) => ({
      name: { zh: '测试', en: 'test' },
      followsStateCouncil: true,
      utcOffsetMinutes: 480,
      workWeekdays: [1, 2, 3, 4, 5],
      officeHours: [{ from, to }],
      variations: [],
      closures: [],
    })
    const ownDay = {
      date: '2026-10-01',
      kind: 'make-up-workday' as const,
      name: { zh: '值守', en: 'on duty' },
    }
    const input = {
      code: 'office',
      organisationId: null,
      isPreferred: false,
      ...hours('09:00', '17:00'),
      ownDays: [ownDay],
    }
    const nobody = { ...admin, permissions: new Set<string>() }
    await expect(house.act(nobody, putCalendar, input)).rejects.toMatchObject({ kind: 'forbidden' })
    await expect(house.act(admin, putCalendar, { ...input, isShared: true })).rejects.toMatchObject({
      kind: 'forbidden',
    })
    const options = { requestId: newId() }
    const receipt = await house.act(admin, putCalendar, input, options)
    expect(await house.act(admin, putCalendar, input, options)).toEqual(receipt)
    const of = { organisationId, ownDays: [] }
    await house.act(admin, putCalendar, {
      code: 'gas-day',
      isPreferred: false,
      ...of,
      ...hours('08:00', '16:00'),
    })
    await house.act(admin, putCalendar, {
      code: 'gas-night',
      isPreferred: true,
      ...of,
      ...hours('16:00', '24:00'),
    })
    await expect(
      house.act(admin, putCalendar, {
        code: 'gas-third',
        isPreferred: true,
        ...of,
        ...hours('00:00', '08:00'),
      }),
    ).rejects.toMatchObject({ code: 'calendar.preferred-taken' })
    await house.relay.drain()
    const calendars = await getCalendars(house.database, testAdcode)
    expect(calendars.all.map((it) => it.stored.code).sort()).toEqual([
      'collectors',
      'gas-day',
      'gas-night',
      'office',
    ])
    expect(calendars.byId('office').officeHours).toEqual([{ from: '09:00', to: '17:00' }])
    expect(calendars.byId('office').days.find((it) => it.date === '2026-10-01')?.kind).toBe('make-up-workday')
    expect(calendars.ofOrganisation(organisationId)?.id).toBe('gas-night')
    expect(calendars.ofOrganisation(newId())).toBeUndefined()
    expect((await getCalendar(house.database, testAdcode, organisationId)).id).toBe('gas-night')
    // Another county still has the shared one.
    expect((await getCalendar(house.database, '990099')).officeHours).toHaveLength(2)
  })
})

describe('importCalendarDays', () => {
  const next = {
    notices: [{ notice: '2027', year: 2027, url: 'https://www.gov.cn/' }],
    days: [
      { date: '2027-01-01', kind: 'off' as const, name: '元旦', name_en: 'New Year', notice: '2027' },
      { date: '2027-01-02', kind: 'off' as const, name: '元旦', name_en: 'New Year', notice: '2027' },
    ],
  }

  test('is refused without the right', async () => {
    const admin = { ...system, id: newId(), permissions: new Set(['calendar.manage']) }
    await expect(house.act(admin, importCalendarDays, next)).rejects.toMatchObject({ kind: 'forbidden' })
  })

  test('adds a year, and withdraws a date that an amended notice no longer has', async () => {
    const options = { requestId: newId() }
    const receipt = await house.act(system, importCalendarDays, next, options)
    expect(await house.act(system, importCalendarDays, next, options)).toEqual(receipt)
    expect(receipt).toEqual({ written: 2, withdrawn: 0, publishedThrough: 2027 })
    const amended = { ...next, days: next.days.slice(0, 1) }
    expect(await house.act(system, importCalendarDays, amended)).toMatchObject({ written: 0, withdrawn: 1 })
    await house.relay.drain()
    const days = (await getCalendar(house.database, '990099')).days.map((it) => it.date)
    expect(days).toContain('2027-01-01')
    expect(days).not.toContain('2027-01-02')
    expect(await house.act(system, importCalendarDays, next)).toMatchObject({ written: 1, withdrawn: 0 })
  })

  test('refuses a year that leaves a gap', async () => {
    const gap = { notices: [{ notice: '2030', year: 2030, url: 'https://www.gov.cn/' }], days: [] }
    await expect(house.act(system, importCalendarDays, gap)).rejects.toMatchObject({
      code: 'catalogue.calendar-years-not-consecutive',
    })
    forgetRemembered(house.database)
    expect((await getCalendar(house.database, '990099')).publishedThrough).toBe(2027)
  })
})
