/**
 * A data administrator redraws the grid at the desk: chooses a community on the map of the county, drags a node, splits a cell,
 * makes a mistake, is told where, mends it and publishes. The moral: the next report at that place has the new cell, an older case keeps its own, and yesterday's grid can still be seen.
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

  type Place = readonly [number, number]
  /** Where a place is on the screen, when the map shows all of `shapes` as it does by itself. */
  const pixelOf = async (shapes: readonly Place[]): Promise<(at: Place) => { x: number; y: number }> => {
    const box = await keeper.page.locator('.map canvas').boundingBox()
    if (!box) throw new Error('there is no map')
    const mercator = ([lng, lat]: Place): Place => [
      lng / 360 + 0.5,
      0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI),
    ]
    const [xs, ys] = [shapes.map((it) => mercator(it)[0]), shapes.map((it) => mercator(it)[1])]
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
    const scale = Math.min(
      (box.width - 48) / (right - left),
      (box.height - 48) / (bottom - top),
      512 * 2 ** 17,
    )
    return (at) => {
      const [x, y] = mercator(at)
      return {
        x: box.x + box.width / 2 + (x - (left + right) / 2) * scale,
        y: box.y + box.height / 2 + (y - (top + bottom) / 2) * scale,
      }
    }
  }
  const placesOf = async (path: string): Promise<Place[]> => {
    const found = (await keeper.page.evaluate(`fetch('${path}').then((it) => it.json())`)) as {
      geometry?: { coordinates: Place[][] }
      features?: { geometry: { coordinates: Place[][] } }[]
    }
    return [found, ...(found.features ?? [])].flatMap((it) => it.geometry?.coordinates.flat() ?? [])
  }
  const mapIsDrawn = () => keeper.page.locator('.map .blank').waitFor({ state: 'detached' })

  it('chooses the community in the list of the county by keyboard, and on its map', async () => {
    const { page } = keeper
    await keeper.visit('/admin/grid')
    const list = page.getByRole('complementary', { name: '请选择社区（村）' })
    await list.getByText(/^2 个社区（村），\d+ 个网格，0 份草稿$/).waitFor()
    expect(await keeper.violations()).toEqual([])
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.waitForURL(/community=530127001001/)
    await page.getByRole('button', { name: '返回全县地图' }).click()
    await mapIsDrawn()
    const toPixel = await pixelOf(await placesOf('/api/map/outline'))
    const { x, y } = toPixel(tinyMiddle(0, 3))
    await page.mouse.click(x, y)
    await page.waitForURL(/community=530127001001/)
    await page.getByRole('button', { name: '新建草稿' }).click()
    await page.getByRole('button', { name: '移动界址点' }).waitFor()
    await page.getByRole('button', { name: '返回全县地图' }).click()
    await list.getByText(/编辑中：数据员/).waitFor()
    expect(await keeper.violations()).toEqual([])
    await list.getByRole('button', { name: '编辑中 1' }).click()
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.waitForURL(/community=530127001001/)
  })

  it('drags a node: sees what changes, lets go, is refused over a border, and takes it back', async () => {
    const { page } = keeper
    await side().getByRole('checkbox', { name: /^001/ }).waitFor()
    await page.keyboard.press('v')
    await mapIsDrawn()
    const toPixel = await pixelOf(await placesOf(`/api/areas/${west}`))
    // The corner at which the four northern cells meet.
    const [a, b] = [tinyMiddle(0, 3), tinyMiddle(1, 2)]
    const node = toPixel([(a[0] + b[0]) / 2, (a[1] + b[1]) / 2])
    const drag = async (dx: number, dy: number): Promise<void> => {
      await page.mouse.move(node.x, node.y)
      await page.mouse.down()
      await page.mouse.move(node.x + dx / 2, node.y + dy / 2)
      await page.mouse.move(node.x + dx, node.y + dy)
    }
    await drag(25, 15)
    await page.getByText('随之变化：001 002 003 004').waitFor()
    await page.keyboard.press('Escape')
    await page.mouse.up()
    await page.getByText('拖动界址点，或点击取起').waitFor()
    expect(await draft()).toMatchObject({ position: 0 })
    const { x: far } = toPixel([b[0] + (b[0] - a[0]), b[1]])
    await drag(far - node.x, 30)
    await page.getByText('不能放在这里').waitFor()
    await page.mouse.up()
    await page.getByRole('alert').filter({ hasText: '没有移动' }).waitFor()
    expect(await keeper.violations()).toEqual([])
    expect(await draft()).toMatchObject({ position: 0 })
    await drag(25, 15)
    await page.mouse.up()
    await side().getByRole('checkbox', { name: /^012/ }).waitFor()
    expect(await draft()).toMatchObject({ position: 1 })
    await page.keyboard.press('z')
    await side().getByRole('checkbox', { name: /^004/ }).waitFor()
    expect(await draft()).toMatchObject({ position: 0 })
  })

  it('splits a cell on the map', async () => {
    const { page } = keeper
    await page.keyboard.press('Escape')
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
