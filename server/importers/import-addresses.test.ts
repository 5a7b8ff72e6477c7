/** Files of places: in as Excel in China writes them, out in each form, and back in without a change. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { geographyModule, searchAddresses } from '#modules/geography/index.ts'
import { seedTinyTerritory, tinyMiddle } from '#modules/geography/testing.ts'
import { systemActor } from '#platform/actor.ts'
import type { House } from '#platform/house.ts'
import { openBareHouse } from '#platform/testing/bare-house.ts'
import { exportAddresses, importAddresses } from './import-addresses.ts'

const adcode = '530127'
const actor = systemActor(adcode)
let house: House
let folder: string
const at = (name: string): string => join(folder, name)
beforeAll(async () => {
  house = await openBareHouse([geographyModule], new Date('2026-06-15T12:00:00+08:00'))
  await house.act(actor, seedTinyTerritory, {})
  folder = await mkdtemp(join(tmpdir(), 'jingwei-addresses-'))
})
afterAll(async () => {
  await house.close()
  await rm(folder, { recursive: true, force: true })
})

/** A text as bytes of GBK, which Node reads and does not write: every pair of bytes is asked what it stands for. */
function inGbk(written: string): Buffer {
  const decoder = new TextDecoder('gb18030')
  const bytesOf = new Map<string, number[]>()
  for (let high = 0x81; high <= 0xfe; high += 1)
    for (let low = 0x40; low <= 0xfe; low += 1)
      bytesOf.set(decoder.decode(Uint8Array.of(high, low)), [high, low])
  return Buffer.from([...written].flatMap((it) => bytesOf.get(it) ?? [it.charCodeAt(0)]))
}

const text = [
  '地址编码,类型,名称,别名,旧称,经度,纬度,采集日期',
  `S1,地标,实验小学,一小,,${tinyMiddle(1, 1).join()},2026-05-01`,
  `S2,出入口,实验小学东门,,,${tinyMiddle(1, 2).join()},`,
  `S3,河流,小小河,,,${tinyMiddle(1, 2).join()},`,
].join('\n')

it.each([
  ['in UTF-8', 'utf8.csv', Buffer.from(text)],
  ['as Excel writes it in China', 'gbk.csv', inGbk(text)],
])('reads a CSV file %s; what is wrong is told by row and column', async (_, name, bytes) => {
  await writeFile(at(name), bytes)
  const checked = await importAddresses(house, actor, at(name), { isDryRun: true })
  expect(checked).toMatchObject({ read: 3, accepted: 2 })
  expect(checked.refused).toMatchObject([{ row: 4, column: '类型' }])
  expect(await importAddresses(house, actor, at(name))).toMatchObject({ accepted: 2 })
  const [found] = await searchAddresses(house.database, adcode, '一小对面', 1)
  expect(found?.text).toBe('小小镇实验小学对面')
})

it.each(['csv', 'xlsx', 'geojson'])('what went out as .%s comes back in as it was', async (ending) => {
  const file = at(`out.${ending}`)
  const written = await exportAddresses(house, adcode, file)
  expect(written).toBe(3)
  const again = await importAddresses(house, actor, file)
  expect(again).toMatchObject({ read: 3, added: 0, changed: 0, unchanged: 3, refused: [] })
})
