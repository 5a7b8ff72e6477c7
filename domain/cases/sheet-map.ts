/**
 * What stands under the map of a case sheet: how it is read, its streets, whose base map with which review number (审图号) or
 * why there is none, and that invented borders are.
 */
import { type LocationMapFacts, locationMapMetres, type WhyNoBaseMap } from '../basemap/location-map.ts'
import type { SheetLanguage } from './sheet-words.ts'

type Laid = Extract<LocationMapFacts['baseMap'], { kind: 'laid' }>

type MapWords = {
  readonly title: string
  readonly noPoint: string
  readonly failed: string
  readonly key: (it: LocationMapFacts) => string
  readonly streets: (names: readonly string[]) => string
  readonly laid: (it: Laid) => string
  readonly none: (why: WhyNoBaseMap, name: string) => string
  readonly bare: string
  readonly invented: (borders: boolean, streets: boolean) => string
}

const parts = (separator: string, ...all: readonly (string | false)[]): string =>
  all.filter((it) => it !== false && it !== '').join(separator)

const whyZh: Readonly<Record<WhyNoBaseMap, (name: string) => string>> = {
  'own-ground': () => '本县地图以自有区划图形为底，未选用其他底图',
  withheld: () => '本县底图不对打印人所在岗位开放',
  vector: (name) => `“${name}”是矢量底图，不能印在案卷单上`,
  coarse: (name) => `“${name}”没有这一比例的图`,
  empty: (name) => `“${name}”在这里没有图`,
  unreachable: (name) => `打印时连不上“${name}”的服务`,
  refused: (name) => `打印时“${name}”的服务拒绝了请求`,
  broken: (name) => `打印时“${name}”的服务或文件出错`,
  late: (name) => `打印时“${name}”的服务没有及时应答`,
}

const whyEn: Readonly<Record<WhyNoBaseMap, (name: string) => string>> = {
  'own-ground': () => 'the county’s maps lie on its own territory, no other base map is chosen',
  withheld: () => 'the county’s base map is not open to the post of whoever printed this',
  vector: (name) => `“${name}” is a vector map, which cannot be printed on a case sheet`,
  coarse: (name) => `“${name}” has no picture at this scale`,
  empty: (name) => `“${name}” has nothing here`,
  unreachable: (name) => `the service of “${name}” was not reached`,
  refused: (name) => `the service of “${name}” refused the request`,
  broken: (name) => `the service or file of “${name}” failed`,
  late: (name) => `the service of “${name}” did not answer in time`,
}

const zh: MapWords = {
  title: '位置图',
  noPoint: '位置图：案卷没有坐标，无法绘制。',
  failed: '位置图没有取到，本页暂缺位置图；请稍后重新打开。',
  key: ({ hasCell, hasCommunity }) =>
    `位置图：${parts('，', '圆圈中心为案件位置', hasCell && '斜线为所在单元网格', hasCommunity && '粗线为所在社区界线', `图宽 ${locationMapMetres} 米，上方为北`)}。`,
  streets: (names) => `道路：${names.join('，')}。`,
  laid: ({ name, attribution, reviewNumber, noReviewReason, isPartial }) =>
    `底图：${parts(
      '，',
      name,
      attribution,
      reviewNumber
        ? `审图号 ${reviewNumber}`
        : `无审图号${noReviewReason ? `（${noReviewReason}）` : '（县内自制）'}`,
      isPartial && '图中部分地方没有底图',
    )}。`,
  none: (why, name) => `无底图：${whyZh[why](name)}。`,
  bare: '这里没有已入库的界线。',
  invented: (borders, streets) =>
    `图中${parts('和', borders && '界线', streets && '道路')}为演示虚构，不是真实${parts('和', borders && '界线', streets && '道路')}。`,
}

const en: MapWords = {
  title: 'Location map',
  noPoint: 'Location map: the case has no position, so none can be drawn.',
  failed: 'The location map could not be had, and this page lacks it; open it again in a moment.',
  key: ({ hasCell, hasCommunity }) =>
    `Location map: ${parts(', ', 'the case is at the centre of the ring', hasCell && 'its unit cell is hatched', hasCommunity && 'its community has the heavy border', `${locationMapMetres} m wide, north is up`)}.`,
  streets: (names) => `Streets: ${names.join(', ')}.`,
  laid: ({ name, attribution, reviewNumber, noReviewReason, isPartial }) =>
    `Base map: ${parts(
      ', ',
      name,
      attribution,
      reviewNumber
        ? `review number ${reviewNumber}`
        : `no review number (${noReviewReason ?? 'made by the county itself'})`,
      isPartial && 'parts of the picture have none',
    )}.`,
  none: (why, name) => `No base map: ${whyEn[why](name)}.`,
  bare: 'No borders are kept here.',
  invented: (borders, streets) =>
    `${parts(' and ', borders && 'Borders', streets && 'streets')} in this picture are invented for demonstration.`,
}

/** Sentences that stand in place of the map, and its name. */
export const sheetMapWords: Readonly<Record<SheetLanguage, Pick<MapWords, 'title' | 'noPoint' | 'failed'>>> =
  { zh, en }

/** The lines under the map. */
export function describeSheetMap(facts: LocationMapFacts, language: SheetLanguage): string[] {
  const words = { zh, en }[language]
  const { baseMap, streets, hasBorders, areBordersSynthetic, areStreetsSynthetic } = facts
  return [
    words.key(facts),
    streets.length ? words.streets(streets.map(({ mark, name }) => `${mark} ${name}`)) : '',
    baseMap.kind === 'laid' ? words.laid(baseMap) : words.none(baseMap.why, baseMap.name ?? ''),
    hasBorders ? '' : words.bare,
    areBordersSynthetic || areStreetsSynthetic
      ? words.invented(areBordersSynthetic, areStreetsSynthetic)
      : '',
  ].filter(Boolean)
}
