/**
 * A data administrator redraws the grid at the desk: splits a cell, makes a mistake, is told where, mends it and publishes. The
 * moral: the next report at that place has the new cell, an older case keeps its own, and yesterday's grid can still be seen.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStory } from '../server/testing/case-story.ts'
import { openTestCounty, type TestCounty, tinyMiddle } from '../server/testing/test-county.ts'
import { testAdcode } from '../server/testing/test-house.ts'
import { type Desk, hasChromium, openDesk, type Sitter } from './desk-driver.ts'

const west = `${testAdcode}001001`

describe.skipIf(!hasChromium)('redrawing the grid (needs /usr/bin/chromium)', { timeout: 120_000 }, () => {
  let county: TestCounty
  let desk: Desk
  let keeper: Sitter

  beforeAll(async () => {
    county = await openTestCounty({ now: new Date('2026-06-15T09:00:00+08:00') })
    await openStory(county)
    desk = await openDesk(county)
    await county.as({ username: 'keeper', name: '数据员', posts: ['data_admin'] })
    keeper = await desk.sit('keeper', { hasMap: true })
  })
  afterAll(async () => {
    await desk?.close()
    await county?.close()
  })

  const side = () => keeper.page.getByRole('complementary', { name: '单元网格' })
  const draft = async () => {
    const { drafts } = (await keeper.page.evaluate(`fetch('/api/grid-drafts').then((it) => it.json())`)) as {
      drafts: { id: string; position: number; steps: number; state: string }[]
    }
    return drafts[0]
  }

  it('opens a draft of a community and splits a cell on the map', async () => {
    const { page } = keeper
    await keeper.visit('/admin/grid')
    await page.getByLabel('社区（村）').selectOption({ value: west })
    await page.getByRole('button', { name: '新建草稿' }).click()
    await side().getByRole('checkbox', { name: /^001/ }).check()
    await page.getByRole('button', { name: '分割', exact: true }).first().click()
    await page.locator('.map .blank').waitFor({ state: 'detached' })
    await page.getByText('从边界一侧逐点画到另一侧').waitFor()
    const box = await page.locator('.map canvas').boundingBox()
    if (!box) throw new Error('there is no map')
    // The community stands upright in the middle: the line goes from above it down into the second row, through the western column.
    const [x, top] = [box.x + box.width / 2 - 40, box.y + 4]
    await page.mouse.click(x, top)
    await page.mouse.dblclick(x, box.y + box.height * 0.4)
    await side().getByRole('checkbox', { name: /^009/ }).waitFor()
    await side().getByRole('checkbox', { name: /^010/ }).waitFor()
    expect(await side().getByRole('checkbox', { name: /^001/ }).count()).toBe(0)
    await side().getByRole('button', { name: '问题' }).click()
    await side().getByText('001 上有 1 件在办案卷').waitFor()
    expect(await keeper.violations()).toEqual([])
  })

  it('sees a fault with its place, takes the step back, and nothing is lost by a reload', async () => {
    const { page } = keeper
    await side().getByRole('button', { name: '网格', exact: true }).click()
    await page.keyboard.press('Escape')
    await side().getByRole('checkbox', { name: /^010/ }).uncheck()
    await side().getByText('界址点').click()
    // The first node of the western half is its corner on the border of the community.
    const latitude = side().getByLabel('1 纬度')
    await latitude.fill(String(Number(await latitude.inputValue()) + 0.004))
    await side().getByRole('button', { name: '移动', exact: true }).first().click()
    await side().getByRole('button', { name: /^问题/ }).click()
    const fault = side().getByRole('listitem').filter({ hasText: '错误' }).first()
    await fault.getByRole('button', { name: '查看位置' }).click()
    await page.reload()
    await side().getByRole('button', { name: /^问题/ }).click()
    await fault.waitFor()
    await page.getByRole('button', { name: '发布' }).click()
    const dialog = page.getByRole('dialog', { name: '发布网格草稿' })
    await dialog.getByText(/还有 \d+ 处错误/).waitFor()
    expect(await dialog.getByRole('button', { name: '发布' }).isDisabled()).toBe(true)
    await dialog.getByRole('button', { name: '取消' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await page.keyboard.press('z')
    await fault.waitFor({ state: 'detached' })
    expect(await draft()).toMatchObject({ position: 1, steps: 2 })
  })

  it('looks at the difference and publishes it from today on', async () => {
    const { page } = keeper
    await side().getByRole('button', { name: /^差异/ }).click()
    await side().getByText('变为 009 010').waitFor()
    expect(await keeper.violations()).toEqual([])
    await page.getByRole('button', { name: '发布' }).click()
    const dialog = page.getByRole('dialog', { name: '发布网格草稿' })
    await dialog.getByLabel('启用日期').fill('2026-06-15')
    await dialog.getByLabel('变更原因').fill('老菜市场拆分')
    expect(await keeper.violations()).toEqual([])
    await dialog.getByRole('button', { name: '发布' }).click()
    await page.getByText('已发布：新增 2，停用 1').first().waitFor()
    await page.getByText('现行网格').first().waitFor()
  })

  it('a new report at that place has the new cell, the older case its own', async () => {
    const body = await county.lampReport({ point: tinyMiddle(0, 3), description: '路灯杆倾斜' })
    expect((await county.collector.post('/api/reports', body)).status).toBe(200)
    const rows = await county.database.rows<{ cell_code: string }>(
      'select cell_code from cases.cases order by reported_at, id',
    )
    expect(rows.map((it) => it.cell_code.slice(12))).toEqual(['001', expect.stringMatching(/^(009|010)$/)])
  })

  it('yesterday is still there', async () => {
    await side().getByRole('button', { name: '历史' }).click()
    await side().getByText('老菜市场拆分').waitFor()
    await side().getByRole('button', { name: '2026-06-14 的网格' }).click()
    await side().getByRole('button', { name: '网格', exact: true }).click()
    await side().getByRole('checkbox', { name: /^001/ }).check()
    await side().getByText('变为 009 010').waitFor()
    expect(await keeper.violations()).toEqual([])
  })
})
