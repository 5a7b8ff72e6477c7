import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { costOf, type FoundName, matchWays, rankPlaces } from './address-rank.ts'

const found = (id: string, changes: Partial<FoundName> = {}) => ({
  id,
  kind: 'landmark' as const,
  fullText: id,
  townCode: null,
  communityCode: null,
  name: id,
  nameKind: 'name' as const,
  way: 'name' as const,
  openSigns: 0,
  ...changes,
})
const said = (text: string, areaCodes: string[] = []) => ({ text, rest: text, areaCodes })
const order = (list: ReturnType<typeof found>[], text: string, areaCodes: string[] = []) =>
  rankPlaces(list, said(text, areaCodes)).map((it) => it.id)

describe('of the places that were found', () => {
  it('the very name comes before a beginning, a slip and a part', () => {
    const list = [
      found('东方文化路小学', { way: 'part', openSigns: 4 }),
      found('文华路', { way: 'slip' }),
      found('文化路小学', { way: 'beginning', openSigns: 2 }),
      found('文化路', { kind: 'street' }),
    ]
    expect(order(list, '文化路')).toEqual(['文化路', '文化路小学', '文华路', '东方文化路小学'])
  })

  it('the longest name within a sentence comes first, and a street is not its door', () => {
    const list = [
      found('文化路', { kind: 'street', way: 'named' }),
      found('文化路12号', { kind: 'address', way: 'named' }),
    ]
    expect(order(list, '有人反映文化路12号井盖坏了')).toEqual(['文化路12号', '文化路'])
    const withDoors = [found('文化路', { way: 'named' }), found('文化路15号', { way: 'doors' })]
    expect(order(withDoors, '文化路15号')).toEqual(['文化路15号', '文化路'])
  })

  it('the one in the town that was named comes first', () => {
    const list = [
      found('甲镇文化路', { name: '文化路', townCode: '530127101' }),
      found('乙镇文化路', { name: '文化路', townCode: '530127102' }),
    ]
    expect(order(list, '文化路', ['530127102'])[0]).toBe('乙镇文化路')
    expect(order(list, '文化路', ['530127101'])[0]).toBe('甲镇文化路')
  })

  it('each is listed once, for its best reason', () => {
    const list = [found('文化路', { way: 'slip' }), found('文化路', { way: 'name' })]
    expect(rankPlaces(list, said('文化路'))).toMatchObject([{ way: 'name' }])
  })

  it('is an order that does not hang on the order they were found in', () => {
    const any = fc.record({
      id: fc.constantFrom('甲路', '乙路', '丙小区', '丁号楼'),
      way: fc.constantFrom(...matchWays),
      openSigns: fc.integer({ min: 0, max: 9 }),
    })
    fc.assert(
      fc.property(fc.array(any, { maxLength: 12 }), (list) => {
        const all = list.map(({ id, ...changes }) => found(id, changes))
        const there = rankPlaces(all, said('甲路'))
        const back = rankPlaces(all.toReversed(), said('甲路'))
        expect(back.map((it) => it.id)).toEqual(there.map((it) => it.id))
        const costs = there.map((it) => costOf(it, said('甲路')))
        expect(costs).toEqual(costs.toSorted((a, b) => a - b))
      }),
    )
  })
})
