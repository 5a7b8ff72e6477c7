import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemActor } from '#platform/actor.ts'
import { newId } from '#platform/ids.ts'
import { openTestHouse, type TestHouse, testAdcode } from '../../../testing/test-house.ts'
import { getCalendar } from '../queries/find-calendars.ts'
import { forgetRemembered } from '../remembered.ts'
import { seedTestCatalogue } from '../testing.ts'
import { importCalendarDays } from './import-calendar-days.ts'

let house: TestHouse
const system = systemActor(testAdcode)
beforeAll(async () => {
  house = await openTestHouse()
  await seedTestCatalogue(house, testAdcode, [])
})
afterAll(() => house.close())

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
