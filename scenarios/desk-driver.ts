/**
 * Drives the built desk in Chromium as several people, each in a browser of their own. It does what a person does:
 * reads labels, presses buttons, and looks at what the screen says; every page it stops at is asked by axe.
 */

import type { Server } from 'node:http'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, chromium, type Locator, type Page } from 'playwright-core'
import sharp from 'sharp'
import { inject } from 'vitest'
import { createServer } from '#platform/http/create-server.ts'
import { chromiumPath, hasChromium } from '../scripts/find-chromium.ts'
import type { TestCounty } from '../server/testing/test-county.ts'
import { testAdcode } from '../server/testing/test-house.ts'

export { chromiumPath, hasChromium }

/** The password that the testing kit gives everybody. */
const everybodysPassword = 'a password for tests'

/** One person at the desk. */
export type Sitter = {
  readonly page: Page
  /** Goes to a page of the desk, such as `/queue`. */
  visit(path: string): Promise<void>
  /** Takes an action on a case: fills the dialog with `fill`, confirms, and waits until the screen says it is done. */
  act(caseId: string, action: string, fill?: (dialog: Locator) => Promise<void>): Promise<void>
  /** The actions that the screen offers on a case. */
  actionsOn(caseId: string): Promise<string[]>
  /** What axe finds on the page shown: rule and the first element of each violation. */
  violations(): Promise<string[]>
}

/** At which screen somebody sits; a laptop in Chinese, with the password of the testing kit, unless said otherwise. */
export type Seat = {
  /** Whether the browser draws maps. */
  hasMap?: boolean
  width?: number
  height?: number
  language?: 'zh-CN' | 'en'
  password?: string
  /** A touch screen of 390 × 844. */
  isPhone?: boolean
  /** The browser does not heed the content security policy, so that a page is judged by what it does itself. */
  heedsNoPolicy?: boolean
}

export type Desk = {
  readonly address: string
  /** What answers there. */
  readonly server: Server
  /** Signs somebody in. */
  sit(username: string, options?: Seat): Promise<Sitter>
  close(): Promise<void>
}

/** Serves the built screens with the county; close it before the county. */
export async function openDesk(county: TestCounty): Promise<Desk> {
  const app = await createServer({
    house: county,
    findActor: county.findSession,
    version: 'test',
    isDemonstration: true,
    adcode: testAdcode,
    screensFolder: inject('screensFolder'),
  })
  const address = await app.listen({ port: 0, host: '127.0.0.1' })
  // Announcements travel only when the relay runs.
  await county.relay.start()
  const browsers = new Map<boolean, Promise<Browser>>()
  const browserFor = (hasMap: boolean): Promise<Browser> => {
    const known = browsers.get(hasMap) ?? launch(hasMap)
    browsers.set(hasMap, known)
    return known
  }
  return {
    address,
    server: app.server,
    sit: async (username, seat = {}) =>
      sitDown(await browserFor(seat.hasMap ?? false), address, username, seat),
    close: async () => {
      await Promise.all([...browsers.values()].map(async (it) => (await it).close()))
      await app.close()
    },
  }
}

/** Drawing maps without a graphics card is slow, so only who needs one gets one; the others read the position. */
const launch = (hasMap: boolean): Promise<Browser> =>
  chromium.launch({
    executablePath: chromiumPath,
    args: [
      '--no-sandbox',
      ...(hasMap
        ? ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader']
        : ['--disable-3d-apis']),
    ],
  })

const phone = { width: 390, height: 844 }

async function sitDown(
  browser: Browser,
  address: string,
  username: string,
  { language = 'zh-CN', password = everybodysPassword, ...seat }: Seat,
): Promise<Sitter> {
  const { width, height } = { width: 1366, height: 768, ...(seat.isPhone ? phone : {}), ...seat }
  const touch = seat.isPhone ? { hasTouch: true, isMobile: true } : {}
  const context = await browser.newContext({
    viewport: { width, height },
    locale: language,
    bypassCSP: seat.heedsNoPolicy ?? false,
    ...touch,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  await page.addInitScript(`localStorage.setItem('jingwei.language', '${language}')`)
  await page.goto(`${address}/desk/`)
  await page.locator('input[name=username]').fill(username)
  await page.locator('input[name=password]').fill(password)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: language === 'en' ? 'Sign out' : '退出' }).waitFor()
  const visit = async (path: string): Promise<void> => {
    await page.goto(`${address}/desk${path}`)
    await page.locator('main').waitFor()
    await page.locator('.loading').first().waitFor({ state: 'detached' })
  }
  const buttons = (caseId: string): Promise<Locator> =>
    visit(`/cases/${caseId}`).then(() => page.locator('[data-actions]'))
  return {
    page,
    visit,
    act: async (caseId, action, fill) => {
      await (await buttons(caseId)).getByRole('button', { name: action, exact: true }).click()
      const dialog = page.getByRole('dialog', { name: action, exact: true })
      await dialog.waitFor()
      await fill?.(dialog)
      const [confirm, done] =
        language === 'en' ? [`Confirm: ${action}`, `${action}: `] : [`确定${action}`, `${action}：`]
      await dialog.getByRole('button', { name: confirm }).click()
      await page.getByText(done).first().waitFor()
      await dialog.waitFor({ state: 'hidden' })
    },
    actionsOn: async (caseId) => {
      const offered = await buttons(caseId)
      await offered.waitFor()
      return offered.getByRole('button').allInnerTexts()
    },
    violations: async () => {
      await page.evaluate(settleAnimations)
      const found = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
        .analyze()
      return found.violations.map((it) => `${it.id}: ${it.nodes[0]?.html ?? ''}`)
    },
  }
}

/** What fades in is judged when it is there; what turns for ever (a wait) is not waited for. Runs in the browser. */
const settleAnimations = `Promise.allSettled(document.getAnimations()
  .filter((it) => it.effect?.getComputedTiming().endTime !== Infinity).map((it) => it.finished)).then(() => undefined)`

let shade = 0

/** Puts a photo, each another one, into the dialog's field, and waits until it was sent. */
export async function addPhoto(within: Locator): Promise<void> {
  shade += 1
  const background = { r: 40 + (shade % 200), g: 120, b: 90 }
  const buffer = await sharp({ create: { width: 320, height: 240, channels: 3, background } })
    .jpeg()
    .toBuffer()
  await within
    .locator('input[type=file]')
    .setInputFiles({ name: `photo-${shade}.jpg`, mimeType: 'image/jpeg', buffer })
  await within
    .getByText(/已上传|Sent/)
    .last()
    .waitFor()
}

/** Chooses the option `text` in the list labelled `label`. */
export async function choose(within: Locator, label: string, text: string): Promise<void> {
  const box = within.getByRole('combobox', { name: label })
  await box.click()
  await box.fill(text)
  await within.page().getByRole('option', { name: text }).first().click()
}
