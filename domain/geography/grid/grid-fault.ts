/** What can be wrong with a draft of the grid, each told by a sentence and a place. Errors stop a publication, warnings do not. */
import { z } from 'zod'
import type { Sentence } from '../../problem.ts'
import { SentenceText } from '../../table.ts'
import { Position } from '../geometry.ts'

export const gridFaultKinds = [
  'self-crossing',
  'overlap',
  'gap',
  'outside-community',
  'outside-county',
  'several-parts',
  'code-malformed',
  'code-foreign',
  'code-reused',
  'grid-without-cells',
  'too-small',
  'too-large',
  'narrow',
  'uncovered',
] as const
type Kind = (typeof gridFaultKinds)[number]

export const GridFault = z.object({
  kind: z.enum(gridFaultKinds),
  level: z.enum(['error', 'warning']),
  codes: z.array(z.string()).meta({ description: '单元网格 the cells it is about' }),
  position: Position.nullable().meta({ description: '位置 where to look' }),
  sentence: SentenceText,
})
export type GridFault = z.infer<typeof GridFault>

const warnings: readonly Kind[] = ['several-parts', 'too-small', 'too-large', 'narrow', 'uncovered']

/** The figures a sentence may need. */
export type FaultFigures = {
  readonly squareMetres?: number
  readonly limit?: number
  readonly grid?: string
  readonly source?: string
}

const size = (squareMetres = 0): string => {
  const digits = squareMetres < 100 ? 1 : 0
  return squareMetres.toFixed(digits).replace(/\.0$/, '')
}

const sentences: Record<Kind, (codes: string, figures: FaultFigures) => Sentence> = {
  'self-crossing': (codes) => ({ zh: `${codes} 的边界自相交`, en: `the outline of ${codes} crosses itself` }),
  overlap: (codes, it) => ({
    zh: `${codes} 重叠 ${size(it.squareMetres)} 平方米`,
    en: `${codes} overlap by ${size(it.squareMetres)} m²`,
  }),
  gap: (_codes, it) => ({
    zh: `社区内有 ${size(it.squareMetres)} 平方米没有网格覆盖`,
    en: `${size(it.squareMetres)} m² of the community are covered by no cell`,
  }),
  'outside-community': (codes, it) => ({
    zh: `${codes} 有 ${size(it.squareMetres)} 平方米越出社区边界`,
    en: `${size(it.squareMetres)} m² of ${codes} lie outside the community`,
  }),
  'outside-county': (codes, it) => ({
    zh: `${codes} 有 ${size(it.squareMetres)} 平方米越出区县边界`,
    en: `${size(it.squareMetres)} m² of ${codes} lie outside the county`,
  }),
  'several-parts': (codes) => ({
    zh: `${codes} 由几块不相连的图形组成`,
    en: `${codes} has several separate parts`,
  }),
  'code-malformed': (codes) => ({
    zh: `“${codes}”不是 15 位单元网格代码`,
    en: `"${codes}" is no unit grid code of 15 digits`,
  }),
  'code-foreign': (codes) => ({
    zh: `${codes} 的前 12 位不是本社区代码`,
    en: `the first 12 digits of ${codes} are not this community`,
  }),
  'code-reused': (codes) => ({
    zh: `${codes} 以前用过，网格变化后须启用新代码`,
    en: `${codes} was given before; a changed cell needs a new code`,
  }),
  'grid-without-cells': (_codes, it) => ({
    zh: `责任网格“${it.grid ?? ''}”将不再有任何单元网格`,
    en: `the responsibility grid "${it.grid ?? ''}" would have no unit grid left`,
  }),
  'too-small': (codes, it) => ({
    zh: `${codes} 面积 ${size(it.squareMetres)} 平方米，小于提示下限 ${size(it.limit)}（${it.source ?? ''}）`,
    en: `${codes} has ${size(it.squareMetres)} m², less than the ${size(it.limit)} m² hinted at (${it.source ?? ''})`,
  }),
  'too-large': (codes, it) => ({
    zh: `${codes} 面积 ${size(it.squareMetres)} 平方米，大于提示上限 ${size(it.limit)}（${it.source ?? ''}）`,
    en: `${codes} has ${size(it.squareMetres)} m², more than the ${size(it.limit)} m² hinted at (${it.source ?? ''})`,
  }),
  narrow: (codes) => ({ zh: `${codes} 过于狭长`, en: `${codes} is very narrow` }),
  uncovered: (codes, it) => ({
    zh: `${codes} 不属于任何责任网格（${it.grid ?? ''}）`,
    en: `${codes} belongs to no responsibility grid (${it.grid ?? ''})`,
  }),
}

/** A fault with its sentence. */
export const sayGridFault = (
  kind: Kind,
  codes: readonly string[],
  position: Position | null,
  figures: FaultFigures = {},
): GridFault => {
  const listed = codes.slice(0, 3)
  return {
    kind,
    level: warnings.includes(kind) ? 'warning' : 'error',
    codes: [...codes],
    position,
    sentence: {
      zh: sentences[kind](listed.join('、'), figures).zh,
      en: sentences[kind](listed.join(', '), figures).en,
    },
  }
}
