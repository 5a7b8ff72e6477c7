/** Why a row or a value of a foreign file is refused or warned of, in sentences for whoever must mend the file. */
import type { Sentence } from '../problem.ts'

const quoted = (value: unknown): string => {
  const text = String(value)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

export const Reason = {
  missing: (): Sentence => ({ zh: '未填写', en: 'nothing is given' }),
  unknownWord: (word: unknown, known: readonly string[]): Sentence => ({
    zh: `“${quoted(word)}”不在已知取值之内（${known.slice(0, 12).join('、')}）`,
    en: `"${quoted(word)}" is not among the known values (${known.slice(0, 12).join(', ')})`,
  }),
  notANumber: (text: unknown): Sentence => ({
    zh: `“${quoted(text)}”不是数字`,
    en: `"${quoted(text)}" is not a number`,
  }),
  notWhole: (text: unknown): Sentence => ({
    zh: `“${quoted(text)}”不是整数`,
    en: `"${quoted(text)}" is not a whole number`,
  }),
  notAFlag: (text: unknown): Sentence => ({
    zh: `“${quoted(text)}”不是“是/否”`,
    en: `"${quoted(text)}" is neither true nor false`,
  }),
  notATime: (text: unknown, pattern: string): Sentence => ({
    zh: `“${quoted(text)}”不是“${pattern}”形式的时间`,
    en: `"${quoted(text)}" is no time written as ${pattern}`,
  }),
  noSuchTime: (text: unknown, zone: string): Sentence => ({
    zh: `时区 ${zone} 没有“${quoted(text)}”这个时刻`,
    en: `"${quoted(text)}" never was in the zone ${zone}`,
  }),
  notAnObject: (text: unknown): Sentence => ({
    zh: `“${quoted(text)}”不是由名称与取值组成的 JSON 对象`,
    en: `"${quoted(text)}" is no JSON object of names and values`,
  }),
  cut: (length: number, atMost: number): Sentence => ({
    zh: `文字过长（${length} 字），只保留前 ${atMost} 字`,
    en: `the text is too long (${length} characters) and was cut to ${atMost}`,
  }),
  positionMissing: (): Sentence => ({ zh: '没有位置', en: 'no position is given' }),
  positionOutside: (x: number, y: number): Sentence => ({
    zh: `坐标 ${x}, ${y} 超出经纬度范围，请检查坐标系与列的次序`,
    en: `the coordinates ${x}, ${y} are no degrees; check the datum and the order of the columns`,
  }),
  geometryUnknown: (type: string): Sentence => ({
    zh: `不能识别几何类型“${quoted(type)}”，可用点、线、面、多面`,
    en: `the geometry "${quoted(type)}" is not accepted; points, lines, polygons and multipolygons are`,
  }),
  geometryBroken: (): Sentence => ({
    zh: '几何坐标不完整或不合法',
    en: 'the coordinates of the geometry are incomplete or not valid',
  }),
  positionRepeated: (firstRow: number): Sentence => ({
    zh: `位置与第 ${firstRow} 行完全相同`,
    en: `the position is exactly that of row ${firstRow}`,
  }),
  keyRepeated: (key: string, firstRow: number): Sentence => ({
    zh: `编号“${quoted(key)}”与第 ${firstRow} 行相同`,
    en: `the key "${quoted(key)}" is that of row ${firstRow}`,
  }),
  keyNumbered: (key: string, firstRow: number, as: string): Sentence => ({
    zh: `编号“${quoted(key)}”与第 ${firstRow} 行相同，按“${quoted(as)}”保留`,
    en: `the key "${quoted(key)}" is that of row ${firstRow}; kept as "${quoted(as)}"`,
  }),
  nameDiffers: (key: string, name: string, first: string): Sentence => ({
    zh: `编号“${quoted(key)}”已有名称“${quoted(first)}”，“${quoted(name)}”记为别名`,
    en: `the key "${quoted(key)}" is already called "${quoted(first)}"; "${quoted(name)}" is kept as an alias`,
  }),
  notAccepted: (issue: string): Sentence => ({
    zh: `取值不符合要求：${issue}`,
    en: `not accepted: ${issue}`,
  }),
} as const
