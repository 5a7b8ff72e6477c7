/**
 * Every place of the desk, for every post, at the screens an office has and in both languages: nothing that axe finds
 * serious, no text cut off or beside the screen, none that is only a key, no fault in the console (a breach of the content
 * security policy would be one), no request to anybody else. The moral: a page that
 * nobody told a story about is looked at all the same.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Post } from '#domain/identity/post.ts'
import { openStory } from '../server/testing/case-story.ts'
import { openTestCounty, type TestCounty } from '../server/testing/test-county.ts'
import { type Desk, hasChromium, openDesk, type Seat } from './desk-driver.ts'
import { screenFaults } from './screen-faults.ts'

const seats: readonly [string, Seat][] = [
  ['1366 × 768, Chinese', { width: 1366, height: 768, language: 'zh-CN' }],
  ['1366 × 768, English', { width: 1366, height: 768, language: 'en' }],
  ['1920 × 1080, Chinese', { width: 1920, height: 1080, language: 'zh-CN' }],
  ['1920 × 1080, English', { width: 1920, height: 1080, language: 'en' }],
]

describe.skipIf(!hasChromium)('every screen (needs /usr/bin/chromium)', { timeout: 600_000 }, () => {
  let county: TestCounty
  let desk: Desk
  let caseId: string
  const people: [Post, string][] = [
    ['collector', 'wei'],
    ['acceptor', 'min'],
    ['shift_leader', 'qiang'],
    ['dispatcher', 'bao'],
    ['unit', 'deng'],
    ['handler', 'gang'],
    ['leader', 'zhang'],
    ['sysadmin', 'root-admin'],
    ['security_admin', 'an-quan'],
    ['audit_admin', 'shen-ji'],
    ['data_admin', 'data'],
    ['sub_center', 'town'],
    ['inspector', 'look'],
    ['citizen', 'someone'],
  ]

  beforeAll(async () => {
    county = await openTestCounty({ now: new Date(), sessionHours: 2000 })
    await county.as({ username: 'data', name: '戴数据', posts: ['data_admin'] })
    await county.as({ username: 'look', name: '杜督查', posts: ['inspector'] })
    await county.as({ username: 'someone', name: '市民', posts: ['citizen'] })
    await county.as({
      username: 'town',
      name: '唐镇街',
      posts: ['sub_center'],
      organisationId: county.lampStation,
      areaCodes: ['530127001'],
    })
    const story = await openStory(county)
    await story.takeAll('sendOn', 'file', 'dispatch', 'start', 'reportDone')
    caseId = story.id
    desk = await openDesk(county)
  })
  afterAll(async () => {
    await desk?.close()
    await county?.close()
  })

  it.each(seats)('at %s', async (_, seat) => {
    // Each size and each language once; what axe finds hangs on neither, and it takes half the time of a look.
    const asksAxe = (seat.width === 1366) === (seat.language === 'zh-CN')
    const isThorough = seat.width === 1366 && seat.language === 'zh-CN'
    const seen = new Set<string>()
    const faults: string[] = []
    for (const [post, username] of people) {
      const sitter = await desk.sit(username, seat)
      const { page } = sitter
      page.on('console', (it) => {
        if (it.type() === 'error' || it.type() === 'warning')
          faults.push(`${post} ${page.url()}: ${it.text()}`)
      })
      // No page asks anybody but this server for anything; what its policy forbids stands in the console, above.
      page.on('request', (it) => {
        if (!it.url().startsWith(`${desk.address}/`) && !/^(?:data|blob):/.test(it.url()))
          faults.push(`${post} ${page.url()}: asks ${it.url()}`)
      })
      page.on('pageerror', (it) => faults.push(`${post} ${page.url()}: ${it.message}`))
      const places = async (): Promise<string[]> =>
        (await page
          .locator('nav a[href^="/desk/"]')
          .evaluateAll((all) =>
            (all as unknown as { pathname: string }[]).map((it) => it.pathname.replace('/desk', '')),
          )) as string[]
      await page.locator('nav a').first().waitFor()
      const paths = await places()
      if (paths.some((it) => it.startsWith('/admin'))) {
        await sitter.visit('/admin')
        paths.push(...(await places()))
      }
      if (paths.includes('/queue')) paths.push(`/cases/${caseId}`, `/cases/${caseId}/sheet`)
      for (const path of new Set(paths)) {
        // A queue and a case are others for each post, which is looked at on the small screen, where room is short, and
        // once, for each post works on them at every size elsewhere; any other page is looked at by whoever comes first.
        const isOwn = isThorough && (path === '/queue' || path.startsWith('/cases/'))
        const key = isOwn ? `${post} ${path}` : path
        if (seen.has(key) || path === '/screen') continue
        seen.add(key)
        const isThere = await sitter.visit(path).then(
          () => true,
          () => false,
        )
        if (!isThere) {
          const shown = await page.evaluate("document.querySelector('main').innerText")
          faults.push(`${post} ${path}: does not come: ${shown}`)
          continue
        }
        if (asksAxe) faults.push(...(await sitter.violations()).map((it) => `${post} ${path}: ${it}`))
        faults.push(...(await screenFaults(page)).map((it) => `${post} ${path}: ${it}`))
      }
      await page.context().close()
    }
    expect(faults).toEqual([])
    expect(seen.size).toBeGreaterThan(isThorough ? 30 : 15)
  })
})
