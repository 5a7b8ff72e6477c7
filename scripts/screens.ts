/** Every screen that is pictured: who sees it, where it is, what it is called, and what is done before the picture. */
import { Secret, TOTP } from 'otpauth'
import type { Page } from 'playwright-core'

export type DemonstrationAccount = { readonly username: string; readonly password: string }

export type Screen = {
  /** The name of its file. */
  readonly name: string
  readonly zh: string
  readonly en: string
  /** The demonstration account that looks at it. */
  readonly account: string
  readonly path: string
  /** The page of the router that it shows, where the path does not say so. */
  readonly page?: string
  readonly width?: number
  readonly height?: number
  readonly isEnglish?: boolean
  readonly isDark?: boolean
  /** What a person does before it looks like that. */
  prepare?(page: Page, account: DemonstrationAccount): Promise<void>
}

/** The page of the router that a picture shows. */
export const pageOf = (it: Screen): string =>
  it.page ?? it.path.replace(/^\/desk/, '').replace(/[?].*$|\/$/g, '')

const openFirstCase = async (page: Page): Promise<void> => {
  await page.locator('tbody a[href*="/cases/"]').first().click()
  await page.locator('[data-actions], article').first().waitFor()
}

async function openSheet(page: Page): Promise<void> {
  await openFirstCase(page)
  await page.keyboard.press('w')
  await page.waitForURL(/\/sheet$/)
}

const send = (page: Page, path: string, body: object): Promise<Record<string, unknown>> =>
  page.evaluate(
    `fetch('${path}', { method: 'POST', headers: { 'content-type': 'application/json' }, body: ${JSON.stringify(JSON.stringify(body))} }).then((it) => it.json())`,
  )

/** Turns on a second factor, signs out, and signs in again as far as the code; nothing else is pictured as this account afterwards. */
async function comeToCode(page: Page, { username, password }: DemonstrationAccount): Promise<void> {
  const { secret } = await send(page, '/api/account/second-factor', { password })
  const code = new TOTP({ secret: Secret.fromBase32(String(secret)) }).generate()
  await send(page, '/api/account/second-factor/confirm', { code })
  await page.getByRole('button', { name: '退出' }).click()
  await page.waitForURL(/sign-in/)
  await page.locator('input[name=username]').fill(username)
  await page.locator('input[name=password]').fill(password)
  await page.keyboard.press('Enter')
  await page.locator('input[name=code]').waitFor()
}

const phone = { width: 390, height: 844 }
const wall = { width: 1920, height: 1080 }

export const screens: readonly Screen[] = [
  {
    name: 'queue',
    zh: '派遣员的待办',
    en: 'The queue of a dispatcher',
    account: 'dispatcher',
    path: '/desk/queue',
  },
  {
    name: 'queue-dark-en',
    zh: '待办（英文、深色）',
    en: 'The queue, in English and dark',
    account: 'dispatcher',
    path: '/desk/queue',
    isEnglish: true,
    isDark: true,
    ...wall,
  },
  { name: 'cases', zh: '案卷', en: 'All cases', account: 'dispatcher', path: '/desk/cases' },
  {
    name: 'case',
    page: '/cases/:id',
    zh: '案卷',
    en: 'A case',
    account: 'dispatcher',
    path: '/desk/queue',
    prepare: openFirstCase,
  },
  {
    name: 'case-closed',
    page: '/cases/:id',
    zh: '已结案的案卷',
    en: 'A closed case',
    account: 'shift_leader',
    path: '/desk/cases?state=closed',
    prepare: openFirstCase,
  },
  {
    name: 'case-sheet',
    page: '/cases/:id/sheet',
    zh: '案卷单',
    en: 'The case sheet',
    account: 'shift_leader',
    path: '/desk/cases?state=closed',
    prepare: openSheet,
  },
  {
    name: 'case-sheet-map',
    page: '/cases/:id/sheet',
    zh: '案卷单上的位置图',
    en: 'The map of the place on the case sheet',
    account: 'shift_leader',
    path: '/desk/cases?state=closed',
    prepare: async (page) => {
      await openSheet(page)
      await page.locator('figure.map img').scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'report',
    zh: '登记上报',
    en: 'Entering a report',
    account: 'acceptor',
    path: '/desk/report',
    prepare: async (page) => {
      await page.locator('textarea:focus').waitFor()
      await page.keyboard.type('景辉路 25 号门前路灯不亮，晚上很黑')
      await page.keyboard.press('Tab')
      await page.keyboard.press('1')
      await page.locator('[type=radio]:focus').waitFor()
      await page.keyboard.press('3')
      await page.locator('[data-address]:focus').waitFor()
      await page.keyboard.type('景辉路25号')
      await page.keyboard.press('Enter')
      await page.locator('.here').waitFor()
    },
  },
  { name: 'map', zh: '地图', en: 'The map', account: 'dispatcher', path: '/desk/map' },
  { name: 'mentions', zh: '提到我的', en: 'Mentions', account: 'dispatcher', path: '/desk/mentions' },
  { name: 'roster', zh: '排班', en: 'The roster', account: 'shift_leader', path: '/desk/roster' },
  {
    name: 'my-roster',
    zh: '我的班表（手机）',
    en: 'My shifts, on a phone',
    account: 'collector',
    path: '/desk/my-roster',
    ...phone,
  },
  {
    name: 'my-reports',
    zh: '我的上报（手机）',
    en: 'My reports, on a phone',
    account: 'collector',
    path: '/desk/my-reports',
    ...phone,
  },
  {
    name: 'inner-orders',
    zh: '内部工单',
    en: 'Inner orders of a second level',
    account: 'sub_center',
    path: '/desk/inner-orders',
  },
  {
    name: 'inner-order',
    page: '/inner-orders/:id',
    zh: '一张内部工单',
    en: 'An inner order',
    account: 'sub_center',
    path: '/desk/inner-orders',
    prepare: async (page) => {
      await page.locator('main a[href*="/inner-orders/"]').first().click()
      await page.waitForURL(/inner-orders\/[0-9a-f-]{36}/)
    },
  },
  {
    name: 'unit-queue',
    zh: '处置单位的待办',
    en: 'The queue of a unit',
    account: 'unit',
    path: '/desk/queue',
  },
  {
    name: 'command-screen',
    zh: '指挥屏',
    en: 'The command screen',
    account: 'leader',
    path: '/screen/',
    ...wall,
  },
  {
    name: 'leader-phone',
    zh: '领导手机',
    en: "The leader's phone",
    account: 'leader',
    path: '/desk/lead',
    ...phone,
  },
  {
    name: 'evaluation',
    zh: '月度评价',
    en: 'The monthly board',
    account: 'leader',
    path: '/desk/evaluation',
  },
  {
    name: 'figure-cases',
    page: '/evaluation/cases',
    zh: '数字背后的案卷',
    en: 'The cases behind a figure',
    account: 'leader',
    path: '/desk/evaluation',
    prepare: async (page) => {
      await page.locator('tbody a').first().click()
      await page.waitForURL(/evaluation\/cases/)
    },
  },
  {
    name: 'inner-figures',
    zh: '内部工单评价',
    en: 'Figures by inner unit',
    account: 'sub_center',
    path: '/desk/evaluation/inner',
  },
  {
    name: 'inner-figure-orders',
    page: '/evaluation/inner/orders',
    zh: '数字背后的内部工单',
    en: 'The orders behind a figure',
    account: 'sub_center',
    path: '/desk/evaluation/inner',
    prepare: async (page) => {
      await page.locator('tbody a').first().click()
      await page.waitForURL(/inner\/orders/)
    },
  },
  { name: 'catalogue', zh: '分类目录', en: 'The catalogue', account: 'dispatcher', path: '/desk/catalogue' },
  { name: 'people', zh: '人员', en: 'People', account: 'sysadmin', path: '/desk/admin/people' },
  {
    name: 'api-keys',
    zh: '接口密钥',
    en: 'API keys',
    account: 'security_admin',
    path: '/desk/admin/api-keys',
    prepare: async (page) => {
      const expiresOn = `${new Date().getFullYear() + 1}-06-30`
      for (const [name, requestsPerMinute] of [
        ['12345 热线平台', 600],
        ['市级数字城管平台', 120],
      ])
        await send(page, '/api/api-keys', {
          name,
          post: 'dispatcher',
          permissions: ['case.read'],
          expiresOn,
          requestsPerMinute,
        })
      await page.reload()
      await page.locator('tbody tr').first().waitFor()
    },
  },
  {
    name: 'organisations',
    zh: '单位',
    en: 'Organisations',
    account: 'sysadmin',
    path: '/desk/admin/organisations',
  },
  {
    name: 'responsibility',
    zh: '权责清单',
    en: 'The responsibility matrix',
    account: 'sysadmin',
    path: '/desk/admin/responsibility',
  },
  {
    name: 'case-settings',
    zh: '案件参数',
    en: 'Settings of cases',
    account: 'sysadmin',
    path: '/desk/admin/case-settings',
  },
  { name: 'phrases', zh: '常用语', en: 'Phrases', account: 'sysadmin', path: '/desk/admin/phrases' },
  {
    name: 'notices',
    zh: '告知用语',
    en: 'Words of notices',
    account: 'sysadmin',
    path: '/desk/admin/notices',
  },
  {
    name: 'retention',
    zh: '个人信息留存',
    en: 'How long personal data is kept',
    account: 'data_admin',
    path: '/desk/admin/retention',
  },
  {
    name: 'calendars',
    zh: '工作日历',
    en: 'Working calendars',
    account: 'data_admin',
    path: '/desk/admin/calendars',
  },
  {
    name: 'catalogue-editor',
    zh: '目录编辑',
    en: 'The editor of the catalogue',
    account: 'data_admin',
    path: '/desk/admin/catalogue',
    prepare: async (page) => {
      const begin = page.getByRole('button', { name: '从现行目录起草' })
      await begin.or(page.getByText('01002')).first().waitFor()
      if (await begin.isVisible()) await begin.click()
      await page.getByText('01002').first().click()
    },
  },
  {
    name: 'addresses',
    zh: '地名地址库',
    en: 'The address library',
    account: 'data_admin',
    path: '/desk/admin/addresses',
    prepare: async (page) => {
      await page.locator('tbody tr').first().waitFor()
      await page.keyboard.press('j')
      await page.keyboard.press('Enter')
    },
  },
  {
    name: 'grid',
    zh: '网格编辑',
    en: 'The grid editor',
    account: 'data_admin',
    path: '/desk/admin/grid',
    prepare: async (page) => {
      await page.locator('main select').first().selectOption({ index: 1 })
    },
  },
  {
    name: 'grid-county',
    zh: '在全县地图上选社区',
    en: 'Choosing a community on the map of the county',
    account: 'data_admin',
    path: '/desk/admin/grid',
  },
  { name: 'basemaps', zh: '底图', en: 'Base maps', account: 'data_admin', path: '/desk/admin/basemaps' },
  {
    name: 'camera-register',
    zh: '视频探头登记',
    en: 'The register of cameras',
    account: 'data_admin',
    path: '/desk/admin/cameras',
  },
  { name: 'cameras', zh: '视频', en: 'Cameras', account: 'acceptor', path: '/desk/cameras' },
  {
    name: 'findings',
    zh: '视频发现',
    en: 'Findings of cameras',
    account: 'acceptor',
    path: '/desk/findings',
    prepare: async (page) => {
      await page.getByText('丰川公路').first().click()
    },
  },
  {
    name: 'configuration',
    zh: '配置文件',
    en: 'Configuration as files',
    account: 'sysadmin',
    path: '/desk/admin/configuration',
  },
  { name: 'audit', zh: '审计记录', en: 'The audit', account: 'audit_admin', path: '/desk/admin/audit' },
  { name: 'backups', zh: '备份', en: 'Backups', account: 'sysadmin', path: '/desk/admin/backups' },
  {
    name: 'password',
    zh: '修改密码',
    en: 'Choosing a password',
    account: 'dispatcher',
    path: '/desk/password',
  },
  { name: 'account', zh: '账号安全', en: 'Account security', account: 'dispatcher', path: '/desk/account' },
  {
    name: 'second-factor',
    page: '/account',
    zh: '启用双因素认证',
    en: 'Turning on a second factor',
    account: 'inspector',
    path: '/desk/account',
    prepare: async (page) => {
      await page.getByRole('button', { name: '启用' }).click()
      await page.locator('.form input[type=password]').waitFor()
    },
  },
  {
    name: 'security',
    zh: '安全设置',
    en: 'Security settings',
    account: 'security_admin',
    path: '/desk/admin/security',
  },
  {
    name: 'sign-in',
    page: '/sign-in',
    zh: '登录',
    en: 'The door',
    account: 'dispatcher',
    path: '/desk/queue',
    prepare: async (page) => {
      await page.getByRole('button', { name: '退出' }).click()
      await page.waitForURL(/sign-in/)
    },
  },
  {
    name: 'sign-in-code',
    page: '/sign-in',
    zh: '登录时输入动态口令',
    en: 'The code of the second factor',
    account: 'handler',
    path: '/desk/account',
    prepare: comeToCode,
  },
  {
    name: 'help',
    zh: '页面旁的帮助',
    en: 'Help beside a page',
    account: 'acceptor',
    path: '/desk/queue',
    page: '',
    prepare: async (page) => {
      await page.keyboard.press('F1')
      await page.getByRole('complementary').waitFor()
    },
  },
]
