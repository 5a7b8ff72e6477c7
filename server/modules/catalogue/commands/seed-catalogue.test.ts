import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkCatalogue } from '#domain/catalogue/check-catalogue.ts'
import { systemActor } from '#platform/actor.ts'
import { newId } from '#platform/ids.ts'
import { openTestHouse, type TestHouse, testAdcode } from '../../../testing/test-house.ts'
import { findCondition, findConditions, getContent } from '../queries/find-classes.ts'
import { findVersions, getCatalogueInForce } from '../queries/find-versions.ts'
import { suggestClasses } from '../queries/suggest-classes.ts'
import { listShippedCatalogues, readShippedCalendars, readShippedCatalogue } from '../standards-folder.ts'
import { aCatalogue, seedTestCatalogue } from '../testing.ts'
import { importCatalogue } from './import-catalogue.ts'
import { seedCatalogue } from './seed-catalogue.ts'

let house: TestHouse
const system = systemActor(testAdcode)
const seed = (requestId = newId()) =>
  house.act(
    system,
    seedCatalogue,
    { catalogues: listShippedCatalogues(), publishFrom: '2015-01-01' },
    { requestId },
  )

beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

describe('seedCatalogue', () => {
  test('is refused without the right', async () => {
    const nobody = { ...system, permissions: new Set<string>() }
    await expect(
      house.act(nobody, seedCatalogue, { catalogues: [], publishFrom: '2015-01-01' }),
    ).rejects.toMatchObject({ kind: 'forbidden' })
    const stranger = { ...system, id: newId(), permissions: new Set(['catalogue.manage']) }
    await expect(
      house.act(stranger, seedCatalogue, { catalogues: [], publishFrom: '2015-01-01' }),
    ).rejects.toMatchObject({ kind: 'forbidden' })
  })

  test('brings in all that ships, and the same again changes nothing', async () => {
    const requestId = newId()
    const receipt = await seed(requestId)
    expect(await seed(requestId)).toEqual(receipt)
    expect(receipt.catalogues.map((it) => [it.series, it.classes, it.conditions])).toEqual([
      ['county-profile', 268, 679],
      ['gbt47678.5-2026', 403, 0],
    ])
    expect(receipt).toMatchObject({ calendarDays: readShippedCalendars().days.length, calendars: 2 })
    const again = await seed()
    expect(again.catalogues.every((it) => !it.isNew && it.isPublished)).toBe(true)
    expect(again).toMatchObject({ calendarDays: 0, calendars: 0 })
    expect(await findVersions(house.database, testAdcode)).toHaveLength(2)
    const [counted] = await house.database.rows<{ lines: number }>(
      'select count(*) as lines from catalogue.crosswalk_lines',
    )
    expect(counted?.lines).toBe(427)
  })

  test('leaves an edition that is in force, and brings a newer one as a draft', async () => {
    const { head } = readShippedCatalogue('county-profile')
    const older = await openTestHouse()
    const content = aCatalogue({ head })
    await older.act(system, importCatalogue, { content, isShared: true, publishFrom: '2015-01-01' })
    const { catalogues } = await seedTestCatalogue(older, testAdcode)
    expect(catalogues).toMatchObject([{ edition: 2, isNew: true, isPublished: false }])
    const inForce = await getCatalogueInForce(older.database, testAdcode, older.clock.now())
    expect(inForce).toMatchObject({ edition: 1, classCount: 1 })
    await older.close()
  })

  test('what was stored is what ships, and the county profile is what counties classify by', async () => {
    const version = await getCatalogueInForce(house.database, testAdcode, house.clock.now())
    expect(version).toMatchObject({ series: 'county-profile', assembled: true, adcode: null })
    const content = await getContent(house.database, version.id)
    expect(checkCatalogue(content)).toEqual([])
    expect(content.classes).toHaveLength(268)
    const [first] = await findConditions(house.database, version.id, { kind: 'component', code: '01001' })
    expect(first).toMatchObject({ limits: { default: { value: 2, unit: 'urgent_hour' } }, limitKnown: true })
    expect(await findCondition(house.database, first?.id ?? '')).toEqual(first)
    expect(await findCondition(house.database, 'no id')).toBeUndefined()
    const { suggestions } = await suggestClasses(house.database, testAdcode, house.clock.now(), {
      text: '路灯不亮',
    })
    expect(suggestions[0]).toMatchObject({ kind: 'component', code: '01037' })
  })
})
