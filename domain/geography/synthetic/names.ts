/** Invented names for streets, places and people of the demonstration county. Any likeness to real ones is chance. */
import { pick } from './chance.ts'

const firstSyllables = '锦瑞和景云康安永华盛宁丰翠泽庆朝'.split('')
const secondSyllables = '和宁苑源福祥泰兴顺禾岚溪林辉川'.split('')

/** Two-syllable names, each once, in an order that the seed decides. */
export function createNames(chance: () => number): () => string {
  const all = firstSyllables.flatMap((first) =>
    secondSyllables.filter((second) => second !== first).map((second) => first + second),
  )
  for (let index = all.length - 1; index > 0; index--) {
    const other = Math.floor(chance() * (index + 1))
    const kept = all[index] ?? ''
    all[index] = all[other] ?? ''
    all[other] = kept
  }
  return () => {
    const name = all.pop()
    if (name === undefined) throw new Error('The synthetic county has more streets than names.')
    return name
  }
}

const surnames = '赵钱孙李周吴郑王冯陈杨朱秦许何吕施张孔曹'.split('')
const givenNames = [
  '建平',
  '春燕',
  '志强',
  '丽华',
  '国栋',
  '晓梅',
  '文斌',
  '秀兰',
  '永康',
  '海燕',
  '俊杰',
  '玉芬',
  '家宝',
  '雪松',
]

/** A person's name, by chance. */
export const personName = (chance: () => number): string => pick(chance, surnames) + pick(chance, givenNames)

/** Kinds of landmark, what follows the name, and how many the county gets. */
export const landmarkKinds = [
  { kind: 'school', suffix: '小学', count: 14 },
  { kind: 'school', suffix: '中学', count: 6 },
  { kind: 'hospital', suffix: '医院', count: 6 },
  { kind: 'market', suffix: '农贸市场', count: 12 },
  { kind: 'park', suffix: '公园', count: 10 },
  { kind: 'square', suffix: '广场', count: 8 },
  { kind: 'station', suffix: '客运站', count: 5 },
  { kind: 'estate', suffix: '小区', count: 36 },
  { kind: 'shop', suffix: '超市', count: 18 },
  { kind: 'toilet', suffix: '公共厕所', count: 24 },
  { kind: 'library', suffix: '文化站', count: 6 },
] as const
