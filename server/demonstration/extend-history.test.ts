import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyCases } from '#modules/cases/index.ts'
import { finishDemonstrationStep } from '#modules/identity/index.ts'
import { systemActor } from '#platform/actor.ts'
import { readParameters } from '../simulator/parameters.ts'
import { type DemonstrationCounty, openDemonstrationCounty } from '../simulator/testing.ts'
import { testAdcode } from '../testing/test-house.ts'
import { type ExtendHistory, extendHistory } from './extend-history.ts'

let county: DemonstrationCounty
beforeAll(async () => {
  county = await openDemonstrationCounty(new Date('2026-06-16T19:00:00+08:00'))
}, 240_000)
afterAll(() => county.close())

const extend = (changes: Partial<ExtendHistory> = {}) =>
  extendHistory(county, {
    adcode: testAdcode,
    months: 1,
    seed: 5,
    files: county.files,
    progress: () => {},
    signal: new AbortController().signal,
    parameters: { ...readParameters(), reportsPerMonth: 40 },
    ...changes,
  })

const countCases = async (): Promise<number> => (await verifyCases(county.database)).cases

describe('more history for the demonstration county', () => {
  it('is refused for a county of real records, and before the first start has finished', async () => {
    await expect(extend({ adcode: '110101' })).rejects.toMatchObject({ code: 'demonstration.none' })
    await expect(extend()).rejects.toMatchObject({ code: 'demonstration.not-seeded' })
    expect(await countCases()).toBe(0)
  })

  it('goes on where it was cut short, and then lies before what there is', async () => {
    const actor = systemActor(testAdcode)
    await county.act(actor, finishDemonstrationStep, { step: 'cases' })
    const stop = new AbortController()
    const cut = extend({ signal: stop.signal, progress: (done) => done > 12 && stop.abort() })
    await expect(cut).rejects.toMatchObject({ name: 'AbortError' })
    const begun = await countCases()
    expect(begun).toBeGreaterThan(5)

    const first = await extend({ months: 3, seed: 9 })
    expect(first).toMatchObject({ isResumed: true, refused: [], from: '2026-05-16T11:00:00.000Z' })
    expect(await countCases()).toBeGreaterThanOrEqual(first.reports)
    expect(first.reports).toBeGreaterThan(begun)

    const second = await extend()
    expect(second).toMatchObject({ isResumed: false, refused: [] })
    expect(Date.parse(second.reportsUntil)).toBeGreaterThanOrEqual(Date.parse(first.from))
    expect(Date.parse(second.from)).toBeLessThan(Date.parse(first.from))
    expect((await verifyCases(county.database)).differences).toEqual([])
  }, 240_000)

  it('does not reach back beyond the grids', async () => {
    const before = await countCases()
    await expect(extend({ months: 120 })).rejects.toMatchObject({ code: 'demonstration.too-early' })
    expect(await countCases()).toBe(before)
  })
})
