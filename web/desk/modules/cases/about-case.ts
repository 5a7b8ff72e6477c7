/** What phrases may say of a case, of a line of the queue, or of an inner order. */
import type { CaseDetail, CaseRow } from '#domain/cases/contract.ts'
import type { InnerRow } from '#domain/cases/inner-orders/inner-contract.ts'
import { type PhraseAbout, sayMoment } from '../../phrases/phrase-about.ts'

type Known = Pick<
  CaseRow & CaseDetail,
  | 'kind'
  | 'classCode'
  | 'className'
  | 'leadUnit'
  | 'number'
  | 'reportNumber'
  | 'address'
  | 'areaName'
  | 'disposeDueAt'
>

/** A case; `unitId` is a unit being chosen for it. */
export const aboutCase = (it: Known, isEnglish: boolean, unitId?: unknown): PhraseAbout => ({
  kind: it.kind,
  classCode: it.classCode,
  unitId: typeof unitId === 'string' ? unitId : (it.leadUnit?.id ?? null),
  facts: {
    number: it.number ?? it.reportNumber,
    ...(it.className ? { class: it.className } : {}),
    ...(it.address || it.areaName ? { place: it.address || (it.areaName ?? '') } : {}),
    // The limit of the centre's own step is no deadline that anybody else is told of.
    ...(it.disposeDueAt ? { deadline: sayMoment(it.disposeDueAt, isEnglish) } : {}),
  },
})

/** An inner order: what its unit may know of the case. */
export const aboutOrder = (it: InnerRow, isEnglish: boolean): PhraseAbout => ({
  kind: null,
  classCode: null,
  unitId: it.unit?.id ?? null,
  facts: {
    number: it.number,
    ...(it.className ? { class: it.className } : {}),
    ...(it.address || it.areaName ? { place: it.address || (it.areaName ?? '') } : {}),
    ...(it.dueAt ? { deadline: sayMoment(it.dueAt, isEnglish) } : {}),
  },
})
