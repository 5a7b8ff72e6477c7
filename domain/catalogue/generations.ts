/**
 * From the 4-digit codes of one generation of the standard to the 5-digit codes of the next, by stated rules with
 * exceptions. What comes out is a proposal: the crosswalk made of it awaits a signature line by line.
 */
import { z } from 'zod'
import { ClassCode, ClassKind, MajorCode } from './class-code.ts'
import type { CrosswalkLine } from './crosswalk.ts'

/** The rules between two generations, as `standards/` keeps them. */
export const GenerationRules = z.object({
  fromSeries: z.string(),
  toSeries: z.string(),
  note: z.string(),
  /** Majors of matters by name, since sources disagree about their numbers. */
  matterMajors: z.array(z.object({ name: z.string(), to: MajorCode })),
  exceptions: z.array(
    z.object({
      kind: ClassKind,
      majorName: z.string(),
      /** The last two digits of the old code. */
      item: z.string().regex(/^\d{2}$/),
      /** Null together with `toCode` when the class has no successor. */
      toKind: ClassKind.nullable(),
      toCode: ClassCode.nullable(),
      note: z.string(),
    }),
  ),
})
export type GenerationRules = z.infer<typeof GenerationRules>

/** A class of the older generation: its 4-digit code and the name of its major. */
export type OldClass = { readonly kind: ClassKind; readonly code: ClassCode; readonly majorName: string }

/**
 * Proposes the crosswalk line of one old class. `exists` says whether a class is in the new catalogue: a number that
 * the rule makes but the catalogue does not have counts as dropped, with the reason in the note.
 */
export function proposeSuccessor(
  rules: GenerationRules,
  from: OldClass,
  exists: (kind: ClassKind, code: ClassCode) => boolean,
): CrosswalkLine {
  const line = { fromKind: from.kind, fromCode: from.code, signedOffBy: null }
  const dropped = (note: string): CrosswalkLine => ({
    ...line,
    toKind: null,
    toCode: null,
    relation: 'dropped',
    note,
  })
  const exception = rules.exceptions.find(
    (it) => it.kind === from.kind && it.majorName === from.majorName && it.item === from.code.slice(2),
  )
  if (exception?.toKind && exception.toCode)
    return {
      ...line,
      toKind: exception.toKind,
      toCode: exception.toCode,
      relation: 'same',
      note: exception.note,
    }
  if (exception) return dropped(exception.note)
  const major =
    from.kind === 'component'
      ? from.code.slice(0, 2)
      : rules.matterMajors.find((it) => it.name === from.majorName)?.to
  if (major === undefined) return dropped(`大类“${from.majorName}”在新目录中没有对应大类`)
  const code = `${major}0${from.code.slice(2)}`
  if (!exists(from.kind, code)) return dropped(`按规则应为 ${code}，但新目录没有该编码（可能是地方扩展）`)
  return { ...line, toKind: from.kind, toCode: code, relation: 'same', note: '按编码规则推得，待核对名称' }
}
