import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ComponentDraft } from '#domain/components/component.ts'
import { importCatalogue } from '#modules/catalogue/index.ts'
import { aCatalogue } from '#modules/catalogue/testing.ts'
import { seedTinyTerritory, tinyMiddle } from '#modules/geography/testing.ts'
import { putOrganisations } from '#modules/identity/index.ts'
import { systemActor } from '#platform/actor.ts'
import { newId } from '#platform/ids.ts'
import { openTestHouse, type TestHouse } from '../../../testing/test-house.ts'
import { findComponentCounts } from '../queries/count-components.ts'
import { findComponentByCode, findComponentsByKeys } from '../queries/find-components.ts'
import { aDraft } from '../testing.ts'
import { putComponents } from './put-components.ts'

let house: TestHouse
let counties = 530100
/** A county of its own for each test, with the tiny territory and a catalogue of one class. */
const aCounty = async () => {
  counties += 1
  const adcode = String(counties)
  await house.act(systemActor(adcode), importCatalogue, { content: aCatalogue(), publishFrom: '2020-01-01' })
  await house.act(systemActor(adcode), seedTinyTerritory, {})
  return adcode
}
const put = (adcode: string, drafts: ComponentDraft[], requestId?: string) =>
  house.act(
    systemActor(adcode),
    putComponents,
    { source: 'test', items: drafts.map((draft, index) => ({ row: index + 2, draft })) },
    { requestId },
  )
const byKey = async (adcode: string, key: string) =>
  (await findComponentsByKeys(house.database, adcode, { codes: [], externalCodes: [key] }))[0]
const countOf = async (text: string, values: unknown[]) =>
  (await house.database.rows<{ count: number }>(`select count(*) from ${text}`, values))[0]?.count

beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

describe('putting components', () => {
  it('is refused without the right', async () => {
    const nobody = { ...systemActor('530127'), permissions: new Set<string>() }
    await expect(house.act(nobody, putComponents, { source: 'test', items: [] })).rejects.toMatchObject({
      code: 'access.not-permitted',
    })
  })

  it('gives codes in order, finds the grid, and writes history, audit line and one announcement', async () => {
    const adcode = await aCounty()
    const receipt = await put(adcode, [
      aDraft(tinyMiddle(0, 3), { externalCode: 'a', state: 'intact' }),
      aDraft(tinyMiddle(3, 0), { externalCode: 'b' }),
    ])
    expect(receipt).toMatchObject({ created: 2, changed: 0, unchanged: 0, refused: [] })
    const [a, b] = [await byKey(adcode, 'a'), await byKey(adcode, 'b')]
    expect([a?.code, b?.code]).toEqual([`${adcode}01037000001`, `${adcode}01037000002`])
    expect(a).toMatchObject({
      cellCode: `${adcode}001001001`,
      communityCode: `${adcode}001001`,
      townCode: `${adcode}001`,
      position: tinyMiddle(0, 3),
      version: 1,
    })
    expect(b?.communityCode).toBe(`${adcode}001002`)
    const audit = `platform.audit_entries where adcode = $1 and command = 'component.put'`
    expect(await countOf(audit, [adcode])).toBe(1)
    expect(await countOf(`components.component_changes where adcode = $1`, [adcode])).toBe(2)
    const announced = `platform.announcements where adcode = $1 and name = 'component.changed'`
    expect(await countOf(announced, [adcode])).toBe(1)
  })

  it('changes nothing more when the same request is sent twice', async () => {
    const adcode = await aCounty()
    const drafts = [aDraft(tinyMiddle(0, 0)), aDraft(tinyMiddle(1, 1))]
    const first = await put(adcode, drafts, 'import-0123456789abcdef-1')
    expect(await put(adcode, drafts, 'import-0123456789abcdef-1')).toEqual(first)
    expect(await findComponentCounts(house.database, adcode)).toEqual([
      { classCode: '01037', className: '路灯', state: null, count: 2 },
    ])
    await expect(put(adcode, drafts.slice(1), 'import-0123456789abcdef-1')).rejects.toMatchObject({
      code: 'request.id-reused',
    })
  })

  it('knows a component again, tells what changed, and leaves alone what is not said', async () => {
    const adcode = await aCounty()
    const first = aDraft(tinyMiddle(0, 0), {
      externalCode: 'a',
      state: 'broken',
      note: '灯杆倾斜',
      attributes: { height: 8, material: '钢' },
    })
    await put(adcode, [first])
    expect(await put(adcode, [first])).toMatchObject({ created: 0, changed: 0, unchanged: 1 })
    const moved = aDraft(tinyMiddle(3, 3), { externalCode: 'a', attributes: { height: 10 } })
    expect(await put(adcode, [moved])).toMatchObject({ created: 0, changed: 1, unchanged: 0 })
    expect(await byKey(adcode, 'a')).toMatchObject({
      code: `${adcode}01037000001`,
      version: 2,
      state: 'broken',
      note: '灯杆倾斜',
      attributes: { height: 10, material: '钢' },
      position: tinyMiddle(3, 3),
      communityCode: `${adcode}001002`,
    })
    const [change] = await house.database.rows<{ changes: Record<string, { from: unknown; to: unknown }> }>(
      'select changes from components.component_changes where adcode = $1 and version = 2',
      [adcode],
    )
    expect(Object.keys(change?.changes ?? {}).sort()).toEqual([
      'attributes',
      'cellCode',
      'communityCode',
      'geometry',
    ])
    expect(change?.changes['attributes']).toEqual({
      from: { height: 8, material: '钢' },
      to: { height: 10, material: '钢' },
    })
  })

  it('refuses by row what cannot be, and takes the rest', async () => {
    const adcode = await aCounty()
    await put(adcode, [aDraft(tinyMiddle(0, 0), { externalCode: 'a' })])
    const code = (serial: string) => `${adcode}01037${serial}`
    const { created, refused } = await put(adcode, [
      aDraft(tinyMiddle(0, 0), { classCode: '01099' }),
      aDraft([110, 30]),
      aDraft(tinyMiddle(0, 0), { code: `53019901037000007` }),
      aDraft(tinyMiddle(0, 0), { code: code('000009'), externalCode: 'a' }),
      aDraft(tinyMiddle(0, 0), { code: code('000100') }),
      aDraft(tinyMiddle(0, 1), { code: code('000100') }),
      aDraft(tinyMiddle(0, 0), { externalCode: 'twice' }),
      aDraft(tinyMiddle(0, 0), { externalCode: 'twice' }),
    ])
    expect(created).toBe(2)
    expect(refused.map((it) => [it.row, it.column])).toEqual([
      [2, 'classCode'],
      [3, 'position'],
      [4, 'code'],
      [5, 'code'],
      [7, 'code'],
      [9, 'externalCode'],
    ])
    // The serials that the ledger gives go on behind a delivered code, whichever came first.
    await put(adcode, [aDraft(tinyMiddle(2, 2), { externalCode: 'z' })])
    expect((await byKey(adcode, 'z'))?.code).toBe(code('000101'))
  })

  it('warns of a grid that is not the one at the position, and of an organisation nobody knows', async () => {
    const adcode = await aCounty()
    const id = newId()
    await house.act(systemActor(adcode), putOrganisations, {
      organisations: [
        {
          id,
          name: '县路灯管理所',
          shortName: null,
          kind: 'company',
          creditCode: null,
          externalCode: null,
          parentId: null,
          areaCodes: [],
          aliases: ['路灯所'],
          isDemonstration: false,
        },
      ],
    })
    const { warned } = await put(adcode, [
      aDraft(tinyMiddle(0, 3), {
        externalCode: 'a',
        cellCode: `${adcode}001002001`,
        maintainer: { organisationId: null, name: '路灯所' },
        owner: { organisationId: null, name: '某公司' },
      }),
    ])
    expect(warned.map((it) => [it.row, it.column])).toEqual([
      [2, 'cellCode'],
      [2, 'owner'],
    ])
    expect(await byKey(adcode, 'a')).toMatchObject({
      cellCode: `${adcode}001001001`,
      maintainer: { organisationId: id, name: '路灯所' },
      owner: { organisationId: null, name: '某公司' },
    })
  })

  it('gives no code twice to many who ask at once', async () => {
    const adcode = await aCounty()
    const tasks = Array.from({ length: 24 }, (_, index) =>
      put(adcode, [
        aDraft(tinyMiddle(0, 0), { externalCode: `x${index}` }),
        aDraft(tinyMiddle(1, 0), { externalCode: `y${index}` }),
      ]),
    )
    await Promise.all(tasks)
    const rows = await house.database.rows<{ code: string }>(
      'select code from components.components where adcode = $1',
      [adcode],
    )
    expect(new Set(rows.map((it) => it.code)).size).toBe(48)
  })

  it('of deliveries that meet on one component keeps a whole history, and tells whoever came too late', async () => {
    const adcode = await aCounty()
    await put(adcode, [aDraft(tinyMiddle(0, 0), { externalCode: 'a' })])
    const notes = Array.from({ length: 8 }, (_, index) => `${index}`)
    const outcomes = await Promise.allSettled(
      notes.map((note) => put(adcode, [aDraft(tinyMiddle(0, 0), { externalCode: 'a', note })])),
    )
    const late = outcomes.flatMap((it) =>
      it.status === 'rejected' ? [(it.reason as { code: string }).code] : [],
    )
    expect(late.every((it) => it === 'component.changed-meanwhile')).toBe(true)
    const rows = await house.database.rows<{
      version: number
      changes: { note?: { from: unknown; to: unknown } }
    }>('select version, changes from components.component_changes where adcode = $1 order by version', [
      adcode,
    ])
    expect(rows.map((it) => it.version)).toEqual(rows.map((_, index) => index + 1))
    expect(rows.length).toBe(1 + notes.length - late.length)
    // Each change begins where the one before it ended, and the row is where the last one ended.
    const told = rows.slice(1).map((it) => it.changes.note)
    expect(told.map((it) => it?.from)).toEqual([null, ...told.slice(0, -1).map((it) => it?.to)])
    expect(await byKey(adcode, 'a')).toMatchObject({ version: rows.length, note: told.at(-1)?.to })
  })

  it('says so when the serials of a class are used up', async () => {
    const adcode = await aCounty()
    await put(adcode, [aDraft(tinyMiddle(0, 0), { code: `${adcode}01037999999` })])
    await expect(put(adcode, [aDraft(tinyMiddle(0, 0))])).rejects.toMatchObject({
      code: 'component.serials-used-up',
    })
    expect(await findComponentByCode(house.database, adcode, `${adcode}01037999999`)).toBeDefined()
  })

  it('keeps a line under one of its points', async () => {
    const adcode = await aCounty()
    const [west, middle, east] = [tinyMiddle(0, 0), tinyMiddle(1, 0), tinyMiddle(2, 0)]
    await put(adcode, [
      aDraft(west, {
        externalCode: 'l',
        geometry: { type: 'LineString', coordinates: [west, middle, east] },
      }),
    ])
    expect(await byKey(adcode, 'l')).toMatchObject({ position: middle, geometry: { type: 'LineString' } })
  })
})
