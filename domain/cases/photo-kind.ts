/** What a photo of a case was taken for, by the step it came with, and whether it shows the place before or after. */
import type { Sentence } from '../problem.ts'

export type PhotoKind = Sentence & { readonly side: 'before' | 'after' | null }

const handling = { zh: '处置', en: 'handling', side: 'after' } as const
const report = { zh: '上报', en: 'report', side: 'before' } as const

const kinds: Readonly<Record<string, PhotoKind>> = {
  report,
  register: report,
  answerVerification: { zh: '核实', en: 'verification', side: 'before' },
  reportDone: handling,
  passCheck: { zh: '核查', en: 'check', side: 'after' },
  // What a check found undone shows neither the beginning nor the end.
  failCheck: { zh: '核查', en: 'check', side: null },
}
const attachment: PhotoKind = { zh: '附件', en: 'attachment', side: null }

/** The kind of a photo that came with the step `during`. */
export const photoKindOf = (during: string): PhotoKind => kinds[during] ?? attachment
