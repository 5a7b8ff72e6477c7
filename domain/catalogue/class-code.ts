/**
 * Codes of classes. A code means something only together with its catalogue version and its kind: component 01001
 * and matter 01001 are two things, and the same facility changes its number between generations of the standard.
 */
import { z } from 'zod'

/** What a class is of: 部件 component or 事项 matter (older texts: 事件). */
export const classKinds = ['component', 'matter'] as const
export const ClassKind = z.enum(classKinds)
export type ClassKind = z.infer<typeof ClassKind>

/**
 * How a catalogue writes its codes: `2+3` as GB/T 47678.5-2026, `2+2` as GB/T 30428.2-2013 and CJ/T 214-2007,
 * `own` for numbers that only a city's own system understands.
 */
export const codeSchemes = ['2+3', '2+2', 'own'] as const
export const CodeScheme = z.enum(codeSchemes)
export type CodeScheme = z.infer<typeof CodeScheme>

/** A class code of any scheme; `isCodeOf` says whether it fits one of them. */
export const ClassCode = z.string().regex(/^[0-9A-Za-z]{1,12}$/)
export type ClassCode = z.infer<typeof ClassCode>

/** The code of a major (大类): two digits in the standards, any short code in a city's own numbering. */
export const MajorCode = z.string().regex(/^[0-9A-Za-z]{1,8}$/)
export type MajorCode = z.infer<typeof MajorCode>

const shapes: Record<CodeScheme, RegExp> = {
  '2+3': /^\d{2}\d{3}$/,
  '2+2': /^\d{2}\d{2}$/,
  own: /^[0-9A-Za-z]{1,12}$/,
}

/** Whether `code` is written as `scheme` demands. */
export const isCodeOf = (scheme: CodeScheme, code: string): boolean => shapes[scheme].test(code)

/** The major that a code of a standard names by its first two digits; undefined where numbers are a city's own. */
export const majorOf = (scheme: CodeScheme, code: string): MajorCode | undefined =>
  scheme !== 'own' && isCodeOf(scheme, code) ? code.slice(0, 2) : undefined

/**
 * Whether a 2+3 code is a local extension. National numbers run upwards and local ones downwards from 999
 * (国标正排、扩展倒排), and a whole local major is numbered downwards from 99, so that the two never meet.
 */
export const isLocalExtension = (code: ClassCode): boolean =>
  isCodeOf('2+3', code) && (Number(code.slice(0, 2)) >= 90 || Number(code.slice(2)) >= 900)

/** The next free local code of a national major, counting down from 999; undefined when all hundred are used. */
export function nextLocalCode(major: MajorCode, taken: Iterable<ClassCode>): ClassCode | undefined {
  const used = new Set(taken)
  for (let serial = 999; serial >= 900; serial -= 1) {
    const code = `${major}${serial}`
    if (!used.has(code)) return code
  }
  return undefined
}

/** The 11-digit matter code of GB/T 47678.5: county, major and item. It names a class in a county, not a case. */
export const toMatterCode = (adcode: string, code: ClassCode): string => `${adcode}${code}`
