/** The faults a survey can have, and the sentence that tells each to the person who delivered it. */
import type { Sentence } from '../problem.ts'
import type { Finding } from '../table.ts'
import type { Position } from './geometry.ts'

type Ground = { readonly squareMetres: number; readonly position: Position }

export type SurveyFault = {
  /** The row of the file, from 1; 0 where no row is to blame. */
  readonly row: number
  readonly column: string | null
} & (
  | { readonly kind: 'missing-attribute' | 'unreadable-text' | 'no-area' }
  | {
      readonly kind: 'malformed-code' | 'unknown-community' | 'code-reused' | 'foreign-area'
      readonly code: string
    }
  | { readonly kind: 'unknown-class'; readonly found: string }
  | { readonly kind: 'duplicate-code'; readonly code: string; readonly otherRow: number }
  | { readonly kind: 'self-crossing'; readonly position: Position }
  | ({ readonly kind: 'overlap'; readonly otherRow: number } & Ground)
  | ({ readonly kind: 'outside-county' | 'outside-community' } & Ground)
  | ({ readonly kind: 'gap'; readonly community: string } & Ground)
)

const at = ([lng, lat]: Position) => `${lng.toFixed(6)}, ${lat.toFixed(6)}`
const size = (squareMetres: number) => String(Math.round(squareMetres * 10) / 10)

function sentenceOf(fault: SurveyFault): Sentence {
  switch (fault.kind) {
    case 'missing-attribute':
      return { zh: '缺少该属性', en: 'the attribute is missing' }
    case 'unreadable-text':
      return { zh: '文字无法解码，请核对属性编码', en: 'the text cannot be decoded; check the encoding' }
    case 'no-area':
      return { zh: '没有面状图形', en: 'there is no shape of an area' }
    case 'malformed-code':
      return {
        zh: `“${fault.code}”不是 15 位单元网格代码`,
        en: `"${fault.code}" is no unit grid code of 15 digits`,
      }
    case 'unknown-community':
      return {
        zh: `“${fault.code}”前 12 位不是本区县的社区（村）代码`,
        en: `the first 12 digits of ${fault.code} are no community of this county`,
      }
    case 'code-reused':
      return {
        zh: `代码“${fault.code}”已用于另一图形；网格变化后须启用新代码`,
        en: `the code ${fault.code} was given to another shape; a changed cell needs a new code`,
      }
    case 'foreign-area':
      return {
        zh: `“${fault.code}”不是本区县的区划代码（6、9 或 12 位）`,
        en: `"${fault.code}" is no area code (6, 9 or 12 digits) of this county`,
      }
    case 'unknown-class':
      return {
        zh: `区域类别“${fault.found}”应为 A、B 或 C`,
        en: `the area class "${fault.found}" must be A, B or C`,
      }
    case 'duplicate-code':
      return {
        zh: `代码“${fault.code}”与第 ${fault.otherRow} 行重复`,
        en: `the code ${fault.code} is that of row ${fault.otherRow} already`,
      }
    case 'self-crossing':
      return {
        zh: `图形在 ${at(fault.position)} 处自相交`,
        en: `the outline crosses itself at ${at(fault.position)}`,
      }
    case 'overlap':
      return {
        zh: `与第 ${fault.otherRow} 行重叠 ${size(fault.squareMetres)} 平方米（${at(fault.position)}）`,
        en: `it overlaps row ${fault.otherRow} by ${size(fault.squareMetres)} m² at ${at(fault.position)}`,
      }
    case 'outside-county':
      return {
        zh: `超出区县范围 ${size(fault.squareMetres)} 平方米（${at(fault.position)}）`,
        en: `${size(fault.squareMetres)} m² lie outside the county at ${at(fault.position)}`,
      }
    case 'outside-community':
      return {
        zh: `超出所属社区范围 ${size(fault.squareMetres)} 平方米（${at(fault.position)}）`,
        en: `${size(fault.squareMetres)} m² lie outside its community at ${at(fault.position)}`,
      }
    case 'gap':
      return {
        zh: `社区 ${fault.community} 有 ${size(fault.squareMetres)} 平方米未被覆盖（${at(fault.position)}）`,
        en: `${size(fault.squareMetres)} m² of community ${fault.community} are not covered at ${at(fault.position)}`,
      }
  }
}

/** A fault as every import tells it. */
export const sayFault = (fault: SurveyFault): Finding => ({
  row: fault.row,
  column: fault.column,
  reason: sentenceOf(fault),
})
