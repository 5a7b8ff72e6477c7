/**
 * The security administrator connects the identity system of the place, a dispatcher links her account with it and from the
 * next morning signs in by its button. The moral: whoever comes back from another site is let in although no cookie of the
 * house travels with that, nothing of what came back stays in the address, and signing out ends both.
 */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clientOfTests } from '../server/testing/made-up-provider.ts'
import { openRealProvider, type RealProvider } from '../server/testing/real-provider.ts'
import { openTestCounty, type TestCounty } from '../server/testing/test-county.ts'
import { type Desk, hasChromium, openDesk } from './desk-driver.ts'

let county: TestCounty
let desk: Desk
let provider: RealProvider
beforeAll(async () => {
  if (!hasChromium) return
  county = await openTestCounty({ now: new Date() })
  desk = await openDesk(county)
  provider = await openRealProvider(`${desk.address}/desk/sign-on/place`)
})
afterAll(async () => {
  await desk?.close()
  await provider?.close()
  await county?.close()
})

/** Signs in on the page of the provider and agrees to what it asks. */
async function passProvider(page: Page, name: string): Promise<void> {
  await page.getByPlaceholder('Enter any login').fill(name)
  await page.getByPlaceholder('and password').fill('any')
  await page.getByRole('button', { name: 'Sign-in' }).click()
  await page.getByRole('button', { name: 'Continue' }).click()
}

describe.skipIf(!hasChromium)(
  'the identity system of the place (needs /usr/bin/chromium)',
  { timeout: 240_000 },
  () => {
    it('is connected, linked, and opens the desk', async () => {
      const admin = await desk.sit('an-quan')
      await admin.visit('/admin/security')
      await admin.page.getByRole('button', { name: '接入一个' }).click()
      const dialog = admin.page.getByRole('dialog')
      const fields = {
        '按钮名称（中文）': '统一身份认证',
        '按钮名称（英文）': 'County sign-on',
        代号: 'place',
        '签发者地址（issuer）': provider.issuer,
        '客户端编号（client_id）': clientOfTests.id,
        '客户端密钥（client_secret）': clientOfTests.secret,
      }
      for (const [label, value] of Object.entries(fields)) await dialog.getByLabel(label).fill(value)
      await dialog.getByLabel('退出时也退出统一身份认证').check()
      expect(await admin.violations()).toEqual([])
      await dialog.getByRole('button', { name: '接入一个' }).click()
      await admin.page.getByText(`${desk.address}/desk/sign-on/place`).waitFor()
      await admin.page.getByRole('button', { name: '试连统一身份认证' }).click()
      await admin.page.getByText(`连接正常，签发者 ${provider.issuer}`).waitFor()
      expect(await admin.violations()).toEqual([])

      const { page, visit, violations } = await desk.sit('bao')
      await visit('/account')
      await page.getByRole('button', { name: '关联统一身份认证' }).click()
      await page.getByLabel('现在的密码').fill('a password for tests')
      expect(await violations()).toEqual([])
      await page.getByRole('button', { name: '前往认证' }).click()
      await passProvider(page, 'bao-of-the-place')
      await page.getByText('由本人关联').waitFor()
      expect(page.url()).toBe(`${desk.address}/desk/account`)

      await page.context().clearCookies()
      await page.goto(`${desk.address}/desk/map`)
      await page.getByRole('button', { name: '统一身份认证' }).waitFor()
      expect(await violations()).toEqual([])
      await page.getByRole('button', { name: '统一身份认证' }).click()
      await passProvider(page, 'bao-of-the-place')
      await page.getByRole('button', { name: '退出' }).waitFor()
      expect(page.url()).toBe(`${desk.address}/desk/map`)
      await page.goBack()
      expect(page.url()).not.toContain('code=')

      await visit('/account')
      await page.getByRole('button', { name: '退出' }).click()
      await page.getByRole('button', { name: 'Yes, sign me out' }).click()
      await page.getByRole('button', { name: '统一身份认证' }).waitFor()
      expect(page.url()).toBe(`${desk.address}/desk/sign-in`)

      // Somebody whom nobody has linked is told so, and the password still opens the door.
      await page.getByRole('button', { name: '统一身份认证' }).click()
      await passProvider(page, 'somebody-else')
      await page.getByText('不能用它登录本系统的账号').waitFor()
      expect(await violations()).toEqual([])
      await page.getByRole('button', { name: '返回登录页' }).click()
      await page.locator('input[name=username]').fill('bao')
      await page.locator('input[name=password]').fill('a password for tests')
      await page.keyboard.press('Enter')
      await page.getByRole('button', { name: '退出' }).waitFor()
    })
  },
)
