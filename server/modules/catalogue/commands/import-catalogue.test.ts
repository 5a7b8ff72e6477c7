import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Actor, systemActor } from '#platform/actor.ts'
import { newId } from '#platform/ids.ts'
import { openTestHouse, type TestHouse, testAdcode } from '../../../testing/test-house.ts'
import { findConditions } from '../queries/find-classes.ts'
import { findCatalogueInForce, findVersion, findVersions } from '../queries/find-versions.ts'
import { forgetRemembered } from '../remembered.ts'
import { aCatalogue } from '../testing.ts'
import { importCatalogue } from './import-catalogue.ts'
import { publishCatalogue } from './publish-catalogue.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())
beforeEach(() => forgetRemembered(house.database))

const dataAdmin = (adcode: string): Actor => ({
  ...systemActor(adcode),
  id: newId(),
  name: '数据管理员',
  permissions: new Set(['catalogue.manage']),
})
const auditLines = (): Promise<{ input: { contentHash: string } }[]> =>
  house.database.rows('select input from platform.audit_entries where command = $1', [importCatalogue.name])

const withLimit = (value: number) => {
  const content = aCatalogue()
  const limits = { default: { value, unit: 'work_day' as const } }
  return { ...content, conditions: content.conditions.map((it) => ({ ...it, limits })) }
}

describe('importCatalogue', () => {
  test('is refused without the right, and shared by a county’s own administrator', async () => {
    const nobody = { ...dataAdmin(testAdcode), permissions: new Set<string>() }
    await expect(house.act(nobody, importCatalogue, { content: aCatalogue() })).rejects.toMatchObject({
      kind: 'forbidden',
    })
    await expect(
      house.act(dataAdmin(testAdcode), importCatalogue, { content: aCatalogue(), isShared: true }),
    ).rejects.toMatchObject({ kind: 'forbidden' })
    expect(await auditLines()).toEqual([])
    expect(await findVersions(house.database, testAdcode)).toEqual([])
  })

  test('does it once, also when sent twice, and writes one audit line', async () => {
    const actor = dataAdmin('990001')
    const input = { content: aCatalogue() }
    const options = { requestId: newId() }
    const first = await house.act(actor, importCatalogue, input, options)
    expect(await house.act(actor, importCatalogue, input, options)).toEqual(first)
    expect(first).toMatchObject({ edition: 1, isNew: true, isPublished: false, classes: 1, conditions: 1 })
    expect(await auditLines()).toHaveLength(1)
    expect(await findVersions(house.database, '990001')).toMatchObject([
      { id: first.versionId, state: 'draft', classCount: 1, conditionCount: 1, adcode: '990001' },
    ])
  })

  test('makes no new edition of the same content', async () => {
    const actor = dataAdmin('990002')
    const first = await house.act(actor, importCatalogue, { content: aCatalogue() })
    const second = await house.act(actor, importCatalogue, { content: aCatalogue() })
    expect(second).toMatchObject({ versionId: first.versionId, isNew: false, edition: 1 })
  })

  test('refuses a catalogue that contradicts itself, and keeps nothing of it', async () => {
    const broken = aCatalogue({ majors: [] })
    await expect(house.act(dataAdmin('990003'), importCatalogue, { content: broken })).rejects.toMatchObject({
      code: 'catalogue.faulty',
    })
    expect(await findVersions(house.database, '990003')).toEqual([])
  })

  test('two imports at once give two editions or one refusal, never two of the same number', async () => {
    const actor = dataAdmin('990004')
    const results = await Promise.allSettled(
      [1, 2, 3].map((value) => house.act(actor, importCatalogue, { content: withLimit(value) })),
    )
    for (const it of results)
      if (it.status === 'rejected') expect(it.reason).toMatchObject({ code: 'catalogue.edition-taken' })
    const editions = (await findVersions(house.database, '990004')).map((it) => it.edition)
    expect(new Set(editions).size).toBe(editions.length)
    expect(editions.length).toBe(results.filter((it) => it.status === 'fulfilled').length)
  })
})

describe('publishCatalogue', () => {
  const adcode = '990010'

  test('is refused without the right', async () => {
    const nobody = { ...dataAdmin(adcode), permissions: new Set<string>() }
    await expect(
      house.act(nobody, publishCatalogue, { id: newId(), validFrom: '2026-07-01' }),
    ).rejects.toMatchObject({ kind: 'forbidden' })
  })

  test('puts an edition in force and ends the one before it; old conditions stay as they were', async () => {
    const actor = dataAdmin(adcode)
    const first = await house.act(actor, importCatalogue, {
      content: withLimit(2),
      publishFrom: '2020-01-01',
    })
    const [condition] = await findConditions(house.database, first.versionId)
    const second = await house.act(actor, importCatalogue, { content: withLimit(3) })
    expect(await findCatalogueInForce(house.database, adcode, house.clock.now())).toMatchObject({
      id: first.versionId,
    })
    const options = { requestId: newId() }
    const input = { id: second.versionId, validFrom: '2026-07-01' }
    const published = await house.act(actor, publishCatalogue, input, options)
    expect(await house.act(actor, publishCatalogue, input, options)).toEqual(published)
    forgetRemembered(house.database)
    const inForceOn = async (day: string) =>
      (await findCatalogueInForce(house.database, adcode, new Date(`${day}T12:00:00+08:00`)))?.edition
    expect(await inForceOn('2019-12-31')).toBeUndefined()
    expect(await inForceOn('2026-06-30')).toBe(1)
    expect(await inForceOn('2026-07-01')).toBe(2)
    expect(await findConditions(house.database, first.versionId)).toEqual([condition])
    expect(await findVersion(house.database, first.versionId)).toMatchObject({
      state: 'published',
      validTo: '2026-07-01',
    })
  })

  test('refuses a day in the past of an edition in force, a published one, and one of another county', async () => {
    const actor = dataAdmin(adcode)
    const third = await house.act(actor, importCatalogue, { content: withLimit(4) })
    await expect(
      house.act(actor, publishCatalogue, { id: third.versionId, validFrom: '2026-07-01' }),
    ).rejects.toMatchObject({
      code: 'catalogue.valid-from-too-early',
      details: { earliest: '2026-07-02' },
    })
    await expect(
      house.act(dataAdmin('990011'), publishCatalogue, { id: third.versionId, validFrom: '2026-08-01' }),
    ).rejects.toMatchObject({ code: 'catalogue.not-found' })
    await house.act(actor, publishCatalogue, { id: third.versionId, validFrom: '2026-08-01' })
    await expect(
      house.act(actor, publishCatalogue, { id: third.versionId, validFrom: '2026-09-01' }),
    ).rejects.toMatchObject({ code: 'catalogue.not-draft' })
  })

  test('a cache of the version in force follows the announcement', async () => {
    const actor = dataAdmin('990012')
    const now = house.clock.now()
    expect(await findCatalogueInForce(house.database, '990012', now)).toBeUndefined()
    await house.act(actor, importCatalogue, { content: aCatalogue(), publishFrom: '2020-01-01' })
    await house.relay.drain()
    expect(await findCatalogueInForce(house.database, '990012', now)).toMatchObject({ edition: 1 })
  })
})
