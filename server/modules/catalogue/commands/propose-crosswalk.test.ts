import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemActor } from '#platform/actor.ts'
import { newId } from '#platform/ids.ts'
import { openTestHouse, type TestHouse, testAdcode } from '../../../testing/test-house.ts'
import { aCatalogue } from '../testing.ts'
import { importCatalogue } from './import-catalogue.ts'
import { proposeCrosswalk } from './propose-crosswalk.ts'

let house: TestHouse
const system = systemActor(testAdcode)
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

/** A catalogue of 2013: a lamp, a local shelter, a burst main, snow. */
const old = () => {
  const base = aCatalogue()
  const of = (kind: 'component' | 'matter', code: string, name: string) => ({
    kind,
    code,
    majorCode: code.slice(0, 2),
    name,
    nameEn: '',
    componentCode: null,
    synonyms: [],
  })
  return aCatalogue({
    head: { ...base.head, series: 'city-2013', codeScheme: '2+2' },
    majors: [
      { kind: 'component', code: '01', name: '公用设施', nameEn: '' },
      { kind: 'matter', code: '05', name: '突发事件', nameEn: '' },
    ],
    classes: [
      of('component', '0137', '路灯'),
      of('component', '0199', '驿站'),
      of('matter', '0501', '供水管道破裂'),
      of('matter', '0507', '道路积雪'),
    ],
    conditions: [],
  })
}

describe('proposeCrosswalk', () => {
  test('is refused without the right', async () => {
    const nobody = { ...system, permissions: new Set<string>() }
    await expect(house.act(nobody, proposeCrosswalk, { id: newId() })).rejects.toMatchObject({
      kind: 'forbidden',
    })
  })

  test('proposes each class once, unsigned, also when sent twice', async () => {
    const { versionId } = await house.act(system, importCatalogue, { content: old() })
    const options = { requestId: newId() }
    const receipt = await house.act(system, proposeCrosswalk, { id: versionId }, options)
    expect(receipt).toEqual({ fromSeries: 'city-2013', toSeries: 'gbt47678.5-2026', same: 2, dropped: 2 })
    expect(await house.act(system, proposeCrosswalk, { id: versionId }, options)).toEqual(receipt)
    const lines = await house.database.rows(
      'select from_code, to_kind, to_code, relation, signed_off_by from catalogue.crosswalk_lines order by ordinal',
    )
    expect(lines).toEqual([
      { from_code: '0137', to_kind: 'component', to_code: '01037', relation: 'same', signed_off_by: null },
      { from_code: '0199', to_kind: null, to_code: null, relation: 'dropped', signed_off_by: null },
      { from_code: '0501', to_kind: null, to_code: null, relation: 'dropped', signed_off_by: null },
      { from_code: '0507', to_kind: 'matter', to_code: '10001', relation: 'same', signed_off_by: null },
    ])
    await expect(house.act(system, proposeCrosswalk, { id: versionId })).rejects.toMatchObject({
      code: 'catalogue.crosswalk-exists',
    })
  })

  test('refuses a catalogue of another scheme', async () => {
    const { versionId } = await house.act(system, importCatalogue, { content: aCatalogue() })
    await expect(house.act(system, proposeCrosswalk, { id: versionId })).rejects.toMatchObject({
      code: 'catalogue.no-generation-rules',
    })
  })
})
