import { describe, expect, it } from 'vitest'
import { type LocationMapFacts, whyNoBaseMap } from '../basemap/location-map.ts'
import { describeSheetMap } from './sheet-map.ts'

const facts: LocationMapFacts = {
  baseMap: { kind: 'none', why: 'own-ground', name: null },
  hasCell: true,
  hasCommunity: true,
  hasBorders: true,
  streets: [],
  areBordersSynthetic: false,
  areStreetsSynthetic: false,
}
const say = (changes: Partial<LocationMapFacts>, language: 'zh' | 'en' = 'zh'): string =>
  describeSheetMap({ ...facts, ...changes }, language).join('\n')
const laid = {
  kind: 'laid',
  name: '天地图',
  attribution: '国家地理信息公共服务平台',
  reviewNumber: 'GS(2024)0650号',
  noReviewReason: null,
  isPartial: false,
} as const

describe('the words under the map of a case sheet', () => {
  it('give the review number of the base map, or the reason why it has none', () => {
    expect(say({ baseMap: laid })).toContain(
      '底图：天地图，国家地理信息公共服务平台，审图号 GS(2024)0650号。',
    )
    expect(say({ baseMap: { ...laid, reviewNumber: null, noReviewReason: '内部使用' } })).toContain(
      '无审图号（内部使用）',
    )
    expect(say({ baseMap: laid }, 'en')).toContain('review number GS(2024)0650号')
    expect(say({ baseMap: { ...laid, isPartial: true } })).toContain('部分地方没有底图')
  })

  it('say for every reason why there is no base map, each in its own words', () => {
    for (const language of ['zh', 'en'] as const) {
      const told = whyNoBaseMap.map((why) => say({ baseMap: { kind: 'none', why, name: '图' } }, language))
      expect(new Set(told).size).toBe(whyNoBaseMap.length)
      for (const it of told) expect(it).toMatch(/无底图：|No base map: /)
    }
  })

  it('say what is invented and nothing of what is not there', () => {
    expect(say({})).not.toMatch(/虚构|道路/)
    expect(say({ areBordersSynthetic: true })).toContain('图中界线为演示虚构')
    expect(
      say({ areBordersSynthetic: true, areStreetsSynthetic: true, streets: [{ mark: 1, name: '文化路' }] }),
    ).toMatch(/道路：1 文化路。\n.*\n.*界线和道路为演示虚构/)
    expect(say({ hasCell: false, hasCommunity: false, hasBorders: false })).not.toMatch(/单元网格|社区/)
    expect(say({ hasBorders: false })).toContain('没有已入库的界线')
  })
})
