/**
 * Two hundred texts that would run a script stand in every field that somebody can type into, and the county works on: lists,
 * cases, sheets, maps, dialogs, the command screen. The content security policy is switched off in the browser, so that
 * nothing runs because no page takes text for more than text; the policy is the second wall, looked at elsewhere.
 * The moral: what a citizen writes is read, never obeyed.
 */
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#platform/ids.ts'
import { followStory } from '../server/testing/case-story.ts'
import { openTestCounty, photoForm, type TestCounty, tinyMiddle } from '../server/testing/test-county.ts'
import type { Voice } from '../server/testing/test-house.ts'
import { type Desk, hasChromium, openDesk, type Seat } from './desk-driver.ts'
import { scriptPayloads } from './script-payloads.ts'

/** The payloads as texts of at most `most` signs that together hold all that fit, `most` a text. */
function packed(most: number): string[] {
  const texts: string[] = []
  for (const it of scriptPayloads.filter(({ length }) => length <= most)) {
    const last = texts.at(-1)
    if (last !== undefined && last.length + it.length + 1 <= most) texts[texts.length - 1] = `${last} ${it}`
    else texts.push(it)
  }
  return texts
}
/** Gives one text after the other, and begins anew. */
function turnsOf(texts: readonly string[]): () => string {
  let next = 0
  return () => texts[next++ % texts.length] ?? ''
}

describe.skipIf(!hasChromium)('what is typed (needs /usr/bin/chromium)', { timeout: 600_000 }, () => {
  let county: TestCounty
  let desk: Desk
  let keeper: Voice
  let caseIds: string[]
  /** What was taken of each field. */
  const taken = new Map<string, number>()
  const ran: string[] = []
  const opened = new Set<string>()

  const put = async (field: string, voice: Voice, method: string, path: string, body: object) => {
    const { status, body: said } = await voice.call(method, path, body)
    // A field may refuse what is no name of its kind; it may not fall over it.
    expect(status, `${field}: ${JSON.stringify(said)}`).toBeLessThan(500)
    if (status < 400) taken.set(field, (taken.get(field) ?? 0) + 1)
    return said
  }

  beforeAll(async () => {
    expect(scriptPayloads).toHaveLength(200)
    county = await openTestCounty({ now: new Date(), sessionHours: 2000 })
    keeper = await county.as({ username: 'keeper', name: '<img src=x onerror=ran()>', posts: ['data_admin'] })
    await typeEverywhere()
    desk = await openDesk(county)
  })
  afterAll(async () => {
    await desk?.close()
    await county?.close()
  })

  async function typeEverywhere(): Promise<void> {
    for (const name of packed(100))
      await put('organisation', keeper, 'POST', '/api/organisations', {
        name,
        shortName: name.slice(0, 30),
        kind: 'company',
        aliases: [name],
      })
    for (const [index, name] of packed(50).slice(0, 20).entries())
      await county.as({
        username: `typed-${index}`,
        name,
        posts: ['handler'],
        organisationId: county.lampStation,
      })
    const description = turnsOf(packed(2000))
    const caller = turnsOf(packed(50))
    const ids = await Promise.all(
      packed(256).map(async (address, index) => {
        const report = await county.lampReport({ description: description(), address })
        const asCall = { source: 'hotline_12345', caller: { name: caller(), phone: '13800000000' } }
        const by = index % 3 ? county.collector : county.acceptor
        return put('report', by, 'POST', '/api/reports', { ...report, ...(index % 3 ? {} : asCall) })
      }),
    )
    caseIds = ids.map((it) => String(it['caseId'] ?? it['id']))
    await followCase(caseIds[1] ?? '')
    await followCase(caseIds[2] ?? '')
    await typeSettings()
    await typeMap()
  }

  async function followCase(id: string): Promise<void> {
    const story = followStory(county, id)
    const text = turnsOf(packed(500))
    for (const [action, field] of [
      ['issueVerification', 'reason'],
      ['recallVerification', 'reason'],
      ['sendOn', 'reason'],
      ['file', 'reason'],
      ['dispatch', 'reason'],
      ['instruct', 'opinion'],
      ['supervise', 'opinion'],
      ['start', 'reason'],
      ['answerSupervision', 'answer'],
      ['requestExtension', 'reason'],
      ['refuseExtension', 'reason'],
      ['reportDone', 'measure'],
    ] as const) {
      const { status } = await story.post(action, { [field]: text() })
      if (status < 400) taken.set(action, 1)
    }
    const name = turnsOf(packed(110))
    const documents = await Promise.all(
      Array.from({ length: 5 }, async () => {
        const { payload, headers } = photoForm(Buffer.from('%PDF-1.7\n%%EOF\n'), 'application/pdf')
        const named = Buffer.from(
          payload.toString('latin1').replace('photo.jpg', name().replaceAll('"', '%22')),
          'latin1',
        )
        const reply = await county.app.inject({
          method: 'POST',
          url: '/api/documents',
          payload: named,
          headers: { ...headers, authorization: `Bearer ${county.dispatcher.token}` },
        })
        return reply.statusCode === 200 ? [reply.json<{ id: string }>().id] : []
      }),
    )
    const documentIds = documents.flat()
    if (documentIds.length) taken.set('document', documentIds.length)
    for (const [index, it] of packed(2000).entries())
      await put('note', county.dispatcher, 'POST', `/api/cases/${id}/notes`, {
        text: it,
        ...(index ? {} : { documentIds, mentionedIds: [county.shiftLeader.session.id] }),
      })
  }

  async function typeSettings(): Promise<void> {
    const braceless = (it: string): boolean => !/[{}]/.test(it)
    const { body } = await county.sysadmin.get('/api/phrases')
    const phrases = packed(300)
      .filter(braceless)
      .map((zh, index) => ({
        id: `typed-${index}`,
        acts: ['dispatch', 'urge'],
        zh,
        en: zh,
        kind: null,
        classCode: null,
        unitKinds: [],
        isRetired: false,
      }))
    await put('phrase', county.sysadmin, 'PUT', '/api/phrases', { phrases, expectedVersion: body['version'] })
    const ended = turnsOf(packed(190).filter(braceless))
    await put('notice', county.sysadmin, 'PUT', '/api/notice-wordings', {
      wordings: { 'case.close': { zh: ended(), en: ended() }, 'case.file': { zh: ended(), en: ended() } },
      expectedVersion: 0,
    })
    for (const text of packed(300).slice(0, 12))
      await put('own phrase', county.dispatcher, 'POST', '/api/own-phrases', { act: 'urge', text })
    for (const name of packed(40).slice(0, 12))
      await put('filter', county.dispatcher, 'PUT', `/api/case-filters/${newId()}`, {
        name,
        query: {},
        queue: 'all',
        isShared: true,
      })
    for (const name of packed(20).slice(0, 8))
      await put('shift', county.unit, 'POST', '/api/shifts', {
        name,
        mark: '<',
        fromTime: '08:00',
        toTime: '12:00',
        organisationId: county.lampStation,
      })
  }

  async function typeMap(): Promise<void> {
    const [short, long, longer] = [turnsOf(packed(30)), turnsOf(packed(90)), turnsOf(packed(190))]
    for (let index = 0; index < 20; index += 1) {
      const point = tinyMiddle(index % 4, 3)
      await put('component', keeper, 'POST', '/api/components', {
        classCode: '01037',
        name: long(),
        state: 'intact',
        dataSource: short(),
        address: long(),
        note: long(),
        owner: { organisationId: null, name: long() },
        geometry: { type: 'Point', coordinates: point },
      })
      await put('camera', keeper, 'POST', '/api/cameras', {
        code: `C-${index}`,
        name: long().slice(0, 60),
        address: longer(),
        point,
        purpose: longer(),
        legalBasis: longer(),
      })
      await put('place', keeper, 'POST', '/api/addresses/library', {
        kind: 'landmark',
        // A name of a place is of letters and digits alone; what is told of it is not.
        name: `地标${index}`,
        fullText: longer(),
        otherNames: [],
        point,
        source: long(),
      })
    }
  }

  /** Listens in every page of `context` for what runs. */
  async function listen(context: BrowserContext): Promise<void> {
    await context.exposeBinding('ran', ({ page }) => {
      ran.push(page.url())
    })
    const hear = (page: Page): void => {
      page.on('dialog', (it) => {
        ran.push(`${page.url()}: ${it.message()}`)
        void it.dismiss()
      })
      page.on('framenavigated', (frame) => {
        if (frame.url() && !frame.url().startsWith(desk.address) && frame.url() !== 'about:blank')
          ran.push(`${page.url()} went to ${frame.url()}`)
      })
    }
    context.on('page', hear)
    for (const page of context.pages()) hear(page)
  }

  const sit = async (username: string, seat: Seat = {}) => {
    const sitter = await desk.sit(username, { ...seat, heedsNoPolicy: true })
    await listen(sitter.page.context())
    return sitter
  }
  /** What fails to load or comes into view needs a moment to run. */
  const look = async (page: Page): Promise<void> => {
    await page.mouse.move(300, 300)
    await page.mouse.move(600, 400)
    await page.waitForTimeout(150)
    opened.add(new URL(page.url()).pathname)
  }

  it('would run if a page obeyed it', async () => {
    const { page } = await sit('wei')
    await page.goto(`${desk.address}/api/about`)
    for (const it of scriptPayloads.slice(35, 60)) await page.setContent(`<!doctype html><p>${it}</p>`)
    await page.waitForTimeout(300)
    expect(ran.length).toBeGreaterThan(5)
    ran.length = 0
    await page.context().close()
  })

  it('stands on every page and runs on none', async () => {
    expect(Object.fromEntries(taken)).toMatchObject({
      report: packed(256).length,
      note: 2 * packed(2000).length,
    })
    for (const field of [
      'document',
      'organisation',
      'phrase',
      'notice',
      'own phrase',
      'filter',
      'shift',
      'component',
      'camera',
      'place',
      'instruct',
      'supervise',
      'reportDone',
    ])
      expect(taken.get(field), field).toBeGreaterThan(0)
    for (const username of ['bao', 'qiang', 'wei', 'zhang', 'deng', 'root-admin', 'keeper']) {
      const { page, visit } = await sit(username)
      const places = async (): Promise<string[]> =>
        (await page
          .locator('nav a[href^="/desk/"]')
          .evaluateAll((all) =>
            (all as unknown as { pathname: string }[]).map((it) => it.pathname.replace('/desk', '')),
          )) as string[]
      await page.locator('nav a').first().waitFor()
      const paths = await places()
      if (paths.some((it) => it.startsWith('/admin'))) {
        await visit('/admin')
        await page.locator('nav a[href^="/desk/admin/"]').nth(1).waitFor()
        paths.push(...(await places()))
      }
      // The case that most was written on is seen by everybody, another and the sheets by one.
      if (paths.includes('/queue')) paths.push(`/cases/${caseIds[1]}`)
      if (username === 'bao')
        paths.push(...caseIds.slice(1, 3).flatMap((it) => [`/cases/${it}`, `/cases/${it}/sheet`]))
      for (const path of new Set(paths)) {
        if (path === '/screen' || (opened.has(`/desk${path}`) && !path.startsWith('/cases/'))) continue
        await visit(path).catch(() => undefined)
        await look(page)
      }
      await page.context().close()
    }
    expect(ran).toEqual([])
    const places = [
      'queue',
      'cases',
      'map',
      'mentions',
      'my-reports',
      'cameras',
      'roster',
      'lead',
      'admin/people',
      'admin/organisations',
      'admin/phrases',
      'admin/notices',
      'admin/cameras',
      'admin/addresses',
    ]
    expect([...opened]).toEqual(expect.arrayContaining(places.map((it) => `/desk/${it}`)))
  })

  it('runs in no dialog, palette or map, and not on the command screen', async () => {
    const { page, visit } = await sit('bao', { hasMap: true })
    await visit(`/cases/${caseIds[1]}`)
    const actions = await page.locator('[data-actions]').getByRole('button').allInnerTexts()
    for (const name of actions) {
      await visit(`/cases/${caseIds[1]}`)
      await page.locator('[data-actions]').getByRole('button', { name, exact: true }).click()
      await page
        .getByRole('dialog')
        .first()
        .waitFor({ timeout: 3000 })
        .catch(() => undefined)
      await look(page)
    }
    await visit('/queue')
    await page.keyboard.press('Control+k')
    await page.keyboard.type('script')
    await page.waitForTimeout(400)
    await look(page)
    const [lng, lat] = county.place
    await visit(`/map?at=${lng},${lat},16&layers=cases,components,cameras,landmarks,cells`)
    const box = await page.locator('.map canvas').boundingBox()
    if (!box) throw new Error('there is no map')
    await page.locator('.map .blank').waitFor({ state: 'detached' })
    for (const [x, y] of [
      [0.5, 0.5],
      [0.5, 0.48],
      [0.4, 0.5],
    ] as const) {
      await page.mouse.click(box.x + box.width * x, box.y + box.height * y)
      await page.waitForTimeout(400)
      await look(page)
    }
    await page.goto(`${desk.address}/screen/`)
    await page.waitForTimeout(1500)
    await look(page)
    await page.context().close()
    expect(ran).toEqual([])
  })
})
