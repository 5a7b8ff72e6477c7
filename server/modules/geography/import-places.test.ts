/** Tables of places: what is refused by row and column, what is known again, and the way out and back in. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { placeColumns } from '#domain/geography/place-delivery.ts'
import type { Cell, TableRow } from '#domain/table.ts'
import { type Actor, systemActor } from '#platform/actor.ts'
import type { House } from '#platform/house.ts'
import { newId } from '#platform/ids.ts'
import { openBareHouse } from '#platform/testing/bare-house.ts'
import { putPlaces } from './commands/put-places.ts'
import { geographyModule, importPlaces, searchAddresses, streamPlaces, toPlaceRow } from './index.ts'
import { seedTinyTerritory, tinyMiddle } from './testing.ts'

const adcode = '530127'
const manager = systemActor(adcode)
let house: House
beforeAll(async () => {
  house = await openBareHouse([geographyModule], new Date('2026-06-15T12:00:00+08:00'))
  await house.act(manager, seedTinyTerritory, {})
})
afterAll(() => house.close())

const [lng, lat] = tinyMiddle(1, 1)
const row = (changes: Record<string, Cell> = {}): Record<string, Cell> => ({
  [placeColumns.code]: 'A1',
  [placeColumns.kind]: '小区',
  [placeColumns.name]: '阳光小区',
  [placeColumns.aliases]: '老粮库；粮库宿舍',
  [placeColumns.lng]: lng,
  [placeColumns.lat]: lat,
  [placeColumns.surveyedOn]: '2026-05-01',
  ...changes,
})
async function* rowsOf(columns: readonly Record<string, Cell>[]): AsyncIterable<TableRow> {
  for (const [index, it] of columns.entries()) yield { rowNumber: index + 2, columns: it }
}
const load = (
  columns: readonly Record<string, Cell>[],
  changes: { isDryRun?: boolean; digest?: string } = {},
) =>
  importPlaces({
    act: house.act,
    actor: manager,
    db: house.database,
    adcode,
    now: house.clock.now(),
    rows: rowsOf(columns),
    digest: newId().replaceAll('-', '').slice(-20),
    isDryRun: false,
    ...changes,
  })
const count = async (sql: string) =>
  (await house.database.rows<{ n: number }>(`select count(*) as n from ${sql}`))[0]?.n
const texts = async (said: string) =>
  (await searchAddresses(house.database, adcode, said, 3)).map((it) => it.text)

describe('a table of places', () => {
  it('is refused by row and column, and good rows are taken all the same', async () => {
    const report = await load(
      [
        row({ [placeColumns.kind]: '桥' }),
        row({ [placeColumns.name]: '' }),
        row({ [placeColumns.lng]: '一百' }),
        row({ [placeColumns.lat]: 95 }),
        row({ [placeColumns.code]: 'A 1' }),
        row({ [placeColumns.datum]: '北京54' }),
        row({ [placeColumns.surveyedOn]: '去年' }),
        row({ [placeColumns.code]: 'B1', [placeColumns.lng]: 110 }),
        row(),
        row(),
      ],
      { isDryRun: true },
    )
    expect(report.refused.map((it) => [it.row, it.column])).toEqual([
      [2, placeColumns.kind],
      [3, placeColumns.name],
      [4, placeColumns.lng],
      [5, placeColumns.lat],
      [6, placeColumns.code],
      [7, placeColumns.datum],
      [8, placeColumns.surveyedOn],
      [9, placeColumns.lng],
      [11, placeColumns.code],
    ])
    expect(report).toMatchObject({ read: 10, accepted: 1, added: 1 })
    expect(await count('geography.places')).toBe(1)
  })

  it('is put in once; the same file again changes nothing, a changed row changes its place', async () => {
    expect(await load([row()], { digest: 'same-file-same-file' })).toMatchObject({ added: 1 })
    const lines = await count('platform.audit_entries')
    await load([row()], { digest: 'same-file-same-file' })
    expect(await count('platform.audit_entries')).toBe(lines)
    expect(await load([row()])).toMatchObject({ added: 0, changed: 0, unchanged: 1 })
    expect(await texts('粮库宿舍')).toEqual(['小小镇阳光小区'])
    expect(await load([row({ [placeColumns.name]: '阳光花园' })])).toMatchObject({ changed: 1 })
    expect(await texts('阳光花园')).toEqual(['小小镇阳光花园'])
    // A list that has no other names says nothing of them.
    expect(await load([row({ [placeColumns.name]: '阳光花园', [placeColumns.aliases]: '' })])).toMatchObject({
      unchanged: 1,
    })
    expect(await texts('老粮库')).toEqual(['小小镇阳光花园'])
  })

  it('knows a place without a code by its name within 50 m, and tells of one under another code', async () => {
    const near = row({
      [placeColumns.code]: null,
      [placeColumns.name]: '阳光花园',
      [placeColumns.lng]: lng + 0.0003,
    })
    expect(await load([near])).toMatchObject({ added: 0, changed: 1 })
    const other = { ...near, [placeColumns.code]: 'A2' }
    const report = await load([other], { isDryRun: true })
    expect(report.warned).toMatchObject([{ row: 2, column: placeColumns.name }])
    const far = { ...near, [placeColumns.lng]: lng + 0.003 }
    expect(await load([far], { isDryRun: true })).toMatchObject({ added: 1 })
  })

  it('takes degrees of other maps and converts them', async () => {
    const name = '高德点小区'
    await load([row({ [placeColumns.code]: 'G1', [placeColumns.name]: name, [placeColumns.datum]: '高德' })])
    const [it] = await searchAddresses(house.database, adcode, name, 1)
    expect(Math.abs((it?.position[0] ?? 0) - lng)).toBeGreaterThan(0.0005)
  })

  it('goes out and comes back in without a change', async () => {
    const rows: Record<string, Cell>[] = []
    for await (const it of streamPlaces(house.database, adcode, { state: 'open' }))
      rows.push({ ...toPlaceRow(it) })
    expect(rows.length).toBeGreaterThan(2)
    expect(await load(rows)).toMatchObject({ added: 0, changed: 0, unchanged: rows.length, refused: [] })
  })

  it('is not put in without the right', async () => {
    const nobody: Actor = { ...manager, permissions: new Set(['area.read']) }
    await expect(house.act(nobody, putPlaces, { items: [] })).rejects.toMatchObject({
      code: 'access.not-permitted',
    })
  })
})
