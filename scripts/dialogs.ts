/** The dialogs and panels that are pictured: what a person does to open each. None of them sends what it shows. */
import type { Locator, Page } from 'playwright-core'
import type { Screen } from './screens.ts'

const dialogOf = (page: Page): Locator =>
  page.locator('[role="dialog"], dialog[open]').filter({ visible: true }).last()
const seen = (page: Page): Promise<void> => dialogOf(page).waitFor()
const rows = (page: Page): Promise<void> => page.locator('tbody tr').first().waitFor()

/** Opens the first case of the list and there the action of this name. */
const act =
  (name: string) =>
  async (page: Page): Promise<void> => {
    await page.locator('tbody a[href*="/cases/"]').first().click()
    await page.locator('[data-actions]').getByRole('button', { name, exact: true }).click()
    await seen(page)
  }

/** Opens the first case that has photos from before and after. */
async function openFinished(page: Page): Promise<void> {
  await page.locator('tbody a[href*="/cases/"]').first().click()
  await page.locator('[data-actions], article').first().waitFor()
  await page.locator('.loading').first().waitFor({ state: 'detached' })
}

const actions: readonly Screen[] = [
  {
    name: 'dialog-dispatch',
    zh: '派遣',
    en: 'Dispatching',
    account: 'dispatcher',
    path: '/desk/cases?state=pending_dispatch',
    prepare: act('派遣'),
  },
  {
    name: 'panel-phrases',
    zh: '选用常用语',
    en: 'Phrases in an act',
    account: 'unit',
    path: '/desk/cases?state=pending_handle',
    prepare: async (page) => {
      await act('申请回退')(page)
      await page.getByRole('dialog').getByPlaceholder('按 / 选常用语').first().press('/')
      await page.getByRole('listbox', { name: '常用语' }).waitFor()
    },
  },
  {
    name: 'dialog-return',
    zh: '申请回退',
    en: 'Asking to hand back',
    account: 'unit',
    path: '/desk/cases?state=pending_handle',
    prepare: act('申请回退'),
  },
  {
    name: 'dialog-extension',
    zh: '申请延期',
    en: 'Asking for more time',
    account: 'unit',
    path: '/desk/cases?state=handling&light=green',
    prepare: act('申请延期'),
  },
  {
    name: 'dialog-suspension',
    zh: '申请挂账',
    en: 'Asking to suspend',
    account: 'unit',
    path: '/desk/cases?state=handling',
    prepare: act('申请挂账'),
  },
  {
    name: 'dialog-bulk',
    zh: '批量派遣',
    en: 'Many at once',
    account: 'dispatcher',
    path: '/desk/cases?state=pending_dispatch',
    prepare: async (page) => {
      await rows(page)
      for (const key of ['Home', 'x', 'j', 'j', 'X', '1']) await page.keyboard.press(key)
      await seen(page)
    },
  },
  {
    name: 'panel-photos',
    zh: '前后照片叠加对比',
    en: 'Before and after, one over the other',
    account: 'shift_leader',
    path: '/desk/cases?state=closed',
    prepare: async (page) => {
      await openFinished(page)
      await page.keyboard.press('c')
      await page.getByRole('slider').waitFor()
    },
  },
  {
    name: 'panel-clock',
    zh: '时限的逐日说明',
    en: 'A clock explains itself',
    account: 'shift_leader',
    path: '/desk/cases?state=closed',
    prepare: async (page) => {
      await openFinished(page)
      const detail = page.locator('summary', { hasText: '逐段明细' }).first()
      await detail.click()
      await detail.hover()
      await page.mouse.wheel(0, 420)
    },
  },
]

const desk: readonly Screen[] = [
  {
    name: 'panel-palette',
    zh: '命令面板',
    en: 'The palette',
    account: 'dispatcher',
    path: '/desk/queue',
    prepare: async (page) => {
      await rows(page)
      await page.keyboard.press('Control+k')
      await page.getByRole('combobox', { name: '命令面板' }).fill('案')
      await page.locator('#palette-list [role=option]').first().waitFor()
    },
  },
  {
    name: 'dialog-keys',
    zh: '快捷键',
    en: 'Keys that work here',
    account: 'dispatcher',
    path: '/desk/queue',
    prepare: async (page) => {
      await rows(page)
      await page.keyboard.press('?')
      await seen(page)
    },
  },
  {
    name: 'panel-tour',
    zh: '首次导览',
    en: 'Looking around for the first time',
    account: 'dispatcher',
    path: '/desk/queue',
    prepare: async (page) => {
      await page.keyboard.press('F1')
      await page.getByRole('complementary', { name: '帮助' }).getByRole('button', { name: '导览' }).click()
      await page.locator('.el-tour__content').first().waitFor()
    },
  },
  {
    name: 'panel-columns',
    zh: '选择列',
    en: 'Choosing columns',
    account: 'dispatcher',
    path: '/desk/cases',
    prepare: async (page) => {
      await rows(page)
      await page.locator('details > summary', { hasText: '列' }).first().click()
    },
  },
  {
    name: 'dialog-saved-filter',
    zh: '保存为常用筛选',
    en: 'Keeping a filter',
    account: 'dispatcher',
    path: '/desk/cases?state=pending_handle',
    prepare: async (page) => {
      await page.getByRole('button', { name: '保存为常用筛选' }).click()
      await dialogOf(page).getByLabel('名称').fill('等单位接单的')
    },
  },
  {
    name: 'dialog-export',
    zh: '导出列表',
    en: 'Exporting a list',
    account: 'shift_leader',
    path: '/desk/cases',
    prepare: async (page) => {
      await page.getByRole('button', { name: '导出', exact: true }).click()
      await seen(page)
    },
  },
  {
    name: 'panel-camera',
    zh: '查看视频',
    en: 'Watching a camera',
    account: 'acceptor',
    path: '/desk/cameras',
    prepare: async (page) => {
      await page.locator('aside li button').first().click()
    },
  },
  {
    name: 'panel-suggestions',
    zh: '登记时的查重与建议',
    en: 'What is near and likely the same while a report is entered',
    account: 'acceptor',
    path: '/desk/report',
    prepare: async (page) => {
      await page.locator('textarea:focus').waitFor()
      await page.keyboard.type('云苑路93号又私设地锁')
      await page.keyboard.press('Tab')
      await page.keyboard.press('1')
      await page.waitForTimeout(1500)
      await page.locator('[data-address]').focus()
      await page.keyboard.type('云苑路93号')
      await page.keyboard.press('Enter')
      await page.locator('.here').waitFor()
    },
  },
  {
    name: 'screen-help',
    zh: '指挥屏旁的帮助',
    en: 'Help beside the command screen',
    account: 'leader',
    path: '/screen/',
    width: 1920,
    height: 1080,
    prepare: async (page) => {
      await page.keyboard.press('F1')
      await page.getByRole('complementary', { name: '帮助' }).waitFor()
    },
  },
]

const administration: readonly Screen[] = [
  {
    name: 'panel-test-bench',
    zh: '权责试查',
    en: 'Trying the matrix',
    account: 'sysadmin',
    path: '/desk/admin/responsibility?view=bench',
    prepare: async (page) => {
      const field = page
        .getByRole('combobox', { name: '小类与立案条件' })
        .or(page.getByRole('main').getByRole('combobox'))
        .first()
      await field.click()
      await page.keyboard.type('路灯')
      await page.getByRole('option', { name: /路灯/ }).first().click()
      await page.getByRole('searchbox', { name: '地址' }).fill('云苑路93号')
      await page.getByRole('heading', { name: /^派给/ }).waitFor()
    },
  },
  {
    name: 'dialog-rule',
    zh: '新增权责规则',
    en: 'A new rule of responsibility',
    account: 'sysadmin',
    path: '/desk/admin/responsibility',
    prepare: async (page) => {
      await page.getByRole('button', { name: '新增规则' }).click()
      await seen(page)
    },
  },
  {
    name: 'dialog-leave',
    zh: '停用与移交',
    en: 'Closing an account and handing on',
    account: 'sysadmin',
    path: '/desk/admin/people?post=handler',
    prepare: async (page) => {
      await page.locator('tbody .open, tbody button').first().click()
      await page.getByRole('button', { name: '停用与移交' }).click()
      await seen(page)
    },
  },
  {
    name: 'dialog-absence',
    zh: '请假与顶班',
    en: 'Leave and who stands in',
    account: 'shift_leader',
    path: '/desk/roster',
    prepare: async (page) => {
      await page.getByRole('button', { name: /请假/ }).first().click()
      await seen(page)
    },
  },
  {
    name: 'panel-catalogue-difference',
    page: '/catalogue/difference',
    zh: '目录差异',
    en: 'What differs between editions',
    account: 'data_admin',
    path: '/desk/admin/catalogue',
    prepare: async (page) => {
      const begin = page.getByRole('button', { name: '从现行目录起草' })
      const tree = page.getByRole('navigation', { name: '目录编辑' }).last()
      await begin.or(tree).first().waitFor()
      if (await begin.isVisible()) await begin.click()
      await tree.getByLabel('按名称、编码、俗称查找').fill('路灯')
      await tree.getByRole('button', { name: /^01037 路灯/ }).click()
      const form = page.getByRole('region', { name: '01037 路灯' })
      await form.getByRole('button', { name: '添加立案条件' }).click()
      await form
        .getByRole('textbox', { name: /^立案条件/ })
        .last()
        .fill('灯罩破损，玻璃有坠落危险')
      await page.keyboard.press('Control+Enter')
      await page.getByText('已保存到草稿').first().waitFor()
      await page.getByRole('button', { name: '差异' }).click()
      await page.getByText('灯罩破损，玻璃有坠落危险').waitFor()
    },
  },
  {
    name: 'panel-calendar-preview',
    zh: '日历更改的影响',
    en: 'What a change of the calendar moves',
    account: 'data_admin',
    path: '/desk/admin/calendars?year=2026',
    prepare: async (page) => {
      await page.getByRole('button', { name: /^2026-12-01 / }).click()
      await page.getByRole('dialog').getByLabel('名称', { exact: false }).first().fill('县庆')
      await page.getByRole('dialog').getByRole('button', { name: '确定' }).click()
      const changes = page.getByRole('region', { name: '未保存的更改' })
      await changes.getByRole('button', { name: '预览影响' }).click()
      await changes.getByText('期限变化').first().waitFor()
    },
  },
  {
    name: 'grid-drag',
    zh: '拖动界址点',
    en: 'A node is dragged',
    account: 'data_admin',
    path: '/desk/admin/grid',
    prepare: async (page) => {
      await openGridDraft(page)
      await page.getByRole('button', { name: '移动界址点' }).click()
      const side = page.getByRole('complementary', { name: '单元网格' })
      await side.getByRole('checkbox').nth(0).waitFor()
      await page.waitForTimeout(4000)
      const box = await page.locator('.map canvas').boundingBox()
      if (!box) throw new Error('there is no map')
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
      await dragNodeNear(page, x, y)
    },
  },
  {
    name: 'dialog-grid-publish',
    zh: '发布网格草稿',
    en: 'Publishing a draft of the grid',
    account: 'data_admin',
    path: '/desk/admin/grid',
    prepare: async (page) => {
      await openGridDraft(page)
      const side = page.getByRole('complementary', { name: '单元网格' })
      await side.getByRole('checkbox').nth(0).check()
      await side.getByRole('checkbox').nth(1).check()
      await page.getByRole('button', { name: /^合并/ }).click()
      const publish = page.getByRole('button', { name: '发布', exact: true })
      await publish.click()
      await dialogOf(page).getByLabel('变更原因').fill('同一小区划入一个网格')
    },
  },
  {
    name: 'panel-configuration-import',
    zh: '导入配置前的比较',
    en: 'What an import of configuration would change',
    account: 'sysadmin',
    path: '/desk/admin/configuration',
    prepare: giveConfiguration,
  },
]

/** A draft of the first community, opened when nobody has yet. */
async function openGridDraft(page: Page): Promise<void> {
  await page.locator('main select').first().selectOption({ index: 1 })
  const begin = page.getByRole('button', { name: '新建草稿' })
  const tool = page.getByRole('button', { name: '移动界址点' })
  await begin.or(tool).first().waitFor()
  if (await begin.isVisible()) await begin.click()
  await tool.waitFor()
}

/** Tries places around the middle until a node is in hand, and holds it there. */
async function dragNodeNear(page: Page, x: number, y: number): Promise<void> {
  for (let apart = 0; apart < 120; apart += 6)
    for (let turn = 0; turn < 12; turn += 1) {
      const [px, py] = [x + apart * Math.cos(turn / 2), y + apart * Math.sin(turn / 2)]
      await page.mouse.move(px, py)
      await page.mouse.down()
      await page.mouse.move(px + 8, py + 5)
      await page.mouse.move(px + 14, py + 10)
      if (await page.getByText('随之变化').isVisible()) return
      await page.mouse.up()
    }
  throw new Error('no node was found to drag')
}

/** Exports the configuration, changes one number, and gives it back. */
async function giveConfiguration(page: Page): Promise<void> {
  const { readFile } = await import('node:fs/promises')
  const { strFromU8, strToU8, unzipSync, zipSync } = await import('fflate')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '导出配置' }).click(),
  ])
  const files = unzipSync(new Uint8Array(await readFile(await download.path())))
  const settings = JSON.parse(strFromU8(files['case-settings.json'] ?? new Uint8Array())) as object
  const changed = strToU8(JSON.stringify({ ...settings, mostExtensions: 7 }))
  await page.locator('input[type=file]').setInputFiles({
    name: 'county.zip',
    mimeType: 'application/zip',
    buffer: Buffer.from(zipSync({ ...files, 'case-settings.json': changed })),
  })
  await page.getByText('1 处差异').first().waitFor()
}

export const dialogs: readonly Screen[] = [...actions, ...desk, ...administration]
