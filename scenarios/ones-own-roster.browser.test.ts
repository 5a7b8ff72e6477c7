/**
 * An, a collector, looks at her own roster on her phone: she is on duty, knows when she works next, that Bai takes her
 * day of leave and that she takes a shift of his; and in English at a desk, by month. Cen, on no roster, is not shown an
 * empty place. The moral: nobody has to ask the shift leader when they work.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chinaDayOf } from '#domain/china-time.ts'
import { addDays, weekOf } from '#domain/patrol/week.ts'
import { openTestCounty, type TestCounty } from '../server/testing/test-county.ts'
import type { Answer, Voice } from '../server/testing/test-house.ts'
import { type Desk, hasChromium, openDesk } from './desk-driver.ts'

describe.skipIf(!hasChromium)('one’s own roster (needs /usr/bin/chromium)', { timeout: 300_000 }, () => {
  let county: TestCounty
  let desk: Desk
  // Nine in the morning today, so that the early shift runs whatever the hour of the test.
  const today = chinaDayOf(new Date())
  const next = addDays(weekOf(today), 7)
  const must = ({ status, body }: Answer): Record<string, unknown> => {
    expect(status, JSON.stringify(body)).toBe(200)
    return body
  }

  beforeAll(async () => {
    county = await openTestCounty({ now: new Date(`${today}T09:00:00+08:00`), sessionHours: 2000 })
    const organisationId = county.waterCompany
    const join = (username: string, name: string, post: 'collector' | 'shift_leader') =>
      county.as({ username, name, posts: [post], organisationId })
    const leader = await join('qiang-team', '强班长', 'shift_leader')
    const [an, bai] = [
      await join('team-a', '安采集', 'collector'),
      await join('team-b', '白采集', 'collector'),
    ]
    await county.as({ username: 'team-c', name: '岑采集', posts: ['collector'] })
    const shift = { organisationId, name: '早班', mark: '早', fromTime: '07:00', toTime: '14:00', rounds: 1 }
    const shiftId = String(must(await leader.post('/api/shifts', shift))['id'])
    const line = (who: Voice, onDate: string) => ({
      personId: who.session.id,
      onDate,
      shiftId,
      post: 'collector',
      areaCode: '530127001',
      gridCode: null,
    })
    const set = async (monday: string, lines: object[]) =>
      must(
        await leader.call('PUT', '/api/rosters/week', { organisationId, monday, expectedVersion: 0, lines }),
      )
    await set(weekOf(today), [line(an, today)])
    await set(next, [line(an, addDays(next, 1)), line(an, addDays(next, 2)), line(bai, addDays(next, 4))])
    const day = (onDate: string) => ({
      from: `${onDate}T00:00:00+08:00`,
      to: `${addDays(onDate, 1)}T00:00:00+08:00`,
    })
    const stand = async (who: Voice, by: Voice, onDate: string) =>
      must(
        await leader.post('/api/substitutions', {
          personId: who.session.id,
          substituteId: by.session.id,
          ...day(onDate),
        }),
      )
    must(
      await leader.post('/api/leaves', {
        personId: an.session.id,
        kind: 'sick',
        reason: '复诊',
        ...day(addDays(next, 2)),
      }),
    )
    await stand(an, bai, addDays(next, 2))
    await stand(bai, an, addDays(next, 4))
    desk = await openDesk(county)
  })
  afterAll(async () => {
    await desk?.close()
    await county?.close()
  })

  it('is read on a phone: now, next, who takes whose shift, and leave', async () => {
    const { page, violations } = await desk.sit('team-a', { isPhone: true })
    await page.getByRole('link', { name: '我的班表' }).click()
    await page.getByText('在岗', { exact: true }).waitFor()
    await page.getByText('至 14:00').waitFor()
    const day = (offset: number) => page.locator('.day', { hasText: addDays(next, offset).slice(5) })
    await day(1).getByText('早班').waitFor()
    expect(await day(2).textContent()).toMatch(/早班[\s\S]*请假[\s\S]*白采集顶/)
    expect(await day(4).textContent()).toMatch(/早班[\s\S]*顶白采集/)
    expect(await day(3).textContent()).toContain('无班')
    await page.getByText('白采集顶我').waitFor()
    await page.getByText('我顶白采集').waitFor()
    await page.getByText('复诊').waitFor()
    expect(await violations()).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
  })

  it('is read by month at a desk in English, and the month stands in the address', async () => {
    const { page, visit, violations } = await desk.sit('team-a', { language: 'en' })
    await visit('/my-roster')
    await page.getByRole('button', { name: 'Month', exact: true }).click()
    await page.waitForURL(`**/my-roster?month=${today.slice(0, 7)}`)
    await page.getByText('On duty', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Month after' }).click()
    await page.getByRole('button', { name: 'Month before' }).click()
    await page.locator('[data-today="true"]').getByText('07:00–14:00').waitFor()
    expect(await violations()).toEqual([])
  })

  it('is no place for somebody who stands on none', async () => {
    const { page, visit } = await desk.sit('team-c')
    await visit('/my-roster')
    await page.getByText('您不在排班表上').waitFor()
    expect(await page.getByRole('link', { name: '我的班表' }).count()).toBe(0)
  })
})
