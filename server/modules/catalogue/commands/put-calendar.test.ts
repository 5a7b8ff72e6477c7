import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemActor } from '#platform/actor.ts'
import { newId } from '#platform/ids.ts'
import { openTestHouse, type TestHouse, testAdcode } from '../../../testing/test-house.ts'
import { getCalendar, getCalendars } from '../queries/find-calendars.ts'
import { readShippedCalendars } from '../standards-folder.ts'
import { seedTestCatalogue } from '../testing.ts'
import { putCalendar } from './put-calendar.ts'

let house: TestHouse
const system = systemActor(testAdcode)
beforeAll(async () => {
  house = await openTestHouse()
  await seedTestCatalogue(house, testAdcode, [])
})
afterAll(() => house.close())

describe('putCalendar', () => {
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
