import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Position } from '#domain/geography/geometry.ts'
import { distanceMetres } from '#domain/geography/measure.ts'
import { importCatalogue } from '#modules/catalogue/index.ts'
import { aCatalogue } from '#modules/catalogue/testing.ts'
import { systemActor } from '#platform/actor.ts'
import { openTestHouse, type TestHouse } from '../../../testing/test-house.ts'
import { changeComponentState } from '../commands/change-component-state.ts'
import { putComponents } from '../commands/put-components.ts'
import { aDraft } from '../testing.ts'
import { findComponentsByKeys } from './find-components.ts'
import { findNearestComponents } from './find-nearest-components.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

/** Points that look random and are the same every time. */
function* points(count: number, [lng, lat]: Position, spread: number): Iterable<Position> {
  let seed = 530127
  const next = () => {
    seed = (seed * 48271) % 2147483647
    return seed / 2147483647
  }
  for (let index = 0; index < count; index += 1)
    yield [lng + (next() - 0.5) * spread, lat + (next() - 0.5) * spread]
}

const fill = async (adcode: string, list: readonly Position[]) => {
  const actor = systemActor(adcode)
  const [major] = aCatalogue().majors
  const [lamp] = aCatalogue().classes
  if (!major || !lamp) throw new Error('the small catalogue has a class')
  const content = aCatalogue({ classes: [lamp, { ...lamp, code: '01001', name: '井盖' }] })
  await house.act(actor, importCatalogue, { content, publishFrom: '2020-01-01' })
  const items = list.map((point, index) => ({
    row: index + 2,
    draft: aDraft(point, { externalCode: `n${index}`, classCode: index % 10 === 0 ? '01001' : '01037' }),
  }))
  await house.act(actor, putComponents, { source: 'test', items })
}

describe.each([
  ['530201', [103.04, 25.33]],
  // Far from the equator a degree to the east is half as long as one to the north.
  ['990202', [10.75, 59.91]],
] as const)('the nearest components in county %s', (adcode, [lng, lat]) => {
  const centre: Position = [lng, lat]
  const all = [...points(900, centre, 0.02)]
  beforeAll(() => fill(adcode, all))

  it.each([
    [5, 200],
    [1, 5000],
    [50, 5000],
    [40, 300],
  ])('are those a slow look over all of them finds: %i within %i m', async (limit, withinMetres) => {
    for (const from of [centre, [lng + 0.009, lat - 0.007] as Position]) {
      const expected = all
        .map((point, index) => ({ key: `n${index}`, metres: distanceMetres(from, point) }))
        .filter((it) => it.metres <= withinMetres)
        .sort((a, b) => a.metres - b.metres)
        .slice(0, limit)
      const found = await findNearestComponents(house.database, adcode, from, { limit, withinMetres })
      expect(found.map((it) => it.externalCode)).toEqual(expected.map((it) => it.key))
      for (const [index, it] of found.entries())
        expect(it.distanceMetres).toBeCloseTo(expected[index]?.metres ?? -1, 6)
    }
  })

  it('may be asked for by class', async () => {
    const found = await findNearestComponents(house.database, adcode, centre, {
      limit: 5,
      withinMetres: 5000,
      classCode: '01001',
    })
    expect(found.map((it) => it.className)).toEqual(Array(5).fill('井盖'))
  })

  it('leave out what is removed, and what belongs to another county', async () => {
    const [nearest] = await findNearestComponents(house.database, adcode, centre, {
      limit: 1,
      withinMetres: 5000,
    })
    if (!nearest) throw new Error('there is a nearest one')
    await house.act(systemActor(adcode), changeComponentState, {
      id: nearest.id,
      state: 'removed',
      version: 1,
      note: null,
    })
    const [next] = await findNearestComponents(house.database, adcode, centre, {
      limit: 1,
      withinMetres: 5000,
    })
    expect(next?.id).not.toBe(nearest.id)
    expect(
      await findNearestComponents(house.database, '530299', centre, { limit: 1, withinMetres: 5000 }),
    ).toEqual([])
    const [kept] = await findComponentsByKeys(house.database, adcode, {
      codes: [],
      externalCodes: [nearest.externalCode ?? ''],
    })
    expect(kept?.state).toBe('removed')
  })
})
