import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fromCgcs2000 } from '#domain/geography/datum.ts'
import { GeographyProblem } from '#domain/geography/problems.ts'
import { type Actor, systemActor } from '#platform/actor.ts'
import type { House } from '#platform/house.ts'
import { openBareHouse } from '#platform/testing/bare-house.ts'
import { geographyModule } from '../index.ts'
import { seedTinyTerritory, tinyMiddle, tinyOrigin, tinyStep } from '../testing.ts'
import { findNoReportZones, locate, locateMany, locatePlace } from './locate.ts'

const adcode = '530127'
const noon = new Date('2026-06-15T12:00:00+08:00')
let house: House

beforeAll(async () => {
  house = await openBareHouse([geographyModule], noon)
  await house.act(systemActor(adcode), seedTinyTerritory, {})
})
afterAll(() => house.close())

describe('a point of the county', () => {
  it('has a town, a community, a cell with its class, and whoever is responsible', async () => {
    expect(await locate(house.database, adcode, tinyMiddle(3, 3), noon)).toEqual({
      town: { code: '530127001', name: '小小镇' },
      community: { code: '530127001002', name: '东社区居民委员会' },
      cell: { code: '530127001002002', areaClass: 'A' },
      responsibilities: [
        {
          layer: 'collection',
          code: 'collection-02',
          name: '采集网格2',
          staff: [{ name: '张建平', role: '信息采集员' }],
        },
      ],
    })
  })

  it('on the edge between two communities belongs to the smaller code', async () => {
    const onEdge = [tinyOrigin[0] + 2 * tinyStep, tinyMiddle(0, 0)[1]] as [number, number]
    expect((await locate(house.database, adcode, onEdge, noon))?.community?.code).toBe('530127001001')
  })

  it('outside has no place, nor has one before the first day of the areas', async () => {
    expect(await locate(house.database, adcode, [104, 25], noon)).toBeUndefined()
    expect(await locate(house.database, adcode, tinyMiddle(0, 0), '2024-12-31')).toBeUndefined()
    expect(await locate(house.database, '530199', tinyMiddle(0, 0), noon)).toBeUndefined()
  })

  it('is found with many others at once, in their order', async () => {
    const found = await locateMany(house.database, adcode, [tinyMiddle(0, 3), [0, 0], tinyMiddle(1, 0)], noon)
    expect(found.map((it) => it?.cell?.code)).toEqual(['530127001001001', undefined, '530127001001008'])
  })

  it('may come in the degrees of a map service', async () => {
    const [lng, lat] = fromCgcs2000(tinyMiddle(1, 1), 'gcj02')
    const actor: Actor = { ...systemActor(adcode), permissions: new Set(['area.read']) }
    const context = { actor, now: noon, db: house.database, sealer: house.sealer }
    const found = await locatePlace.run(context, { lng, lat, datum: 'gcj02' })
    expect(found.cell?.code).toBe('530127001001006')
    await expect(locatePlace.run(context, { lng: 0, lat: 0, datum: 'cgcs2000' })).rejects.toThrow(
      GeographyProblem.outsideCounty({ adcode, position: [0, 0] }).code,
    )
  })
})

describe('a no-report zone', () => {
  it('warns in its hours only, over midnight too, and only within', async () => {
    const names = async (point: [number, number], at: string) =>
      (await findNoReportZones(house.database, adcode, point, new Date(at))).map((it) => it.name)
    expect(await names(tinyMiddle(0, 3), '2026-06-15T20:00:00+08:00')).toEqual(['夜市管控区'])
    expect(await names(tinyMiddle(0, 3), '2026-06-16T00:59:00+08:00')).toEqual(['夜市管控区'])
    expect(await names(tinyMiddle(0, 3), '2026-06-15T12:00:00+08:00')).toEqual([])
    expect(await names(tinyMiddle(1, 1), '2026-06-15T20:00:00+08:00')).toEqual([])
  })
})
