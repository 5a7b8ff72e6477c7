/** What somebody is typing into a report; kept in this tab, so that a reload or a wrong click loses nothing. */
import { reactive, watch } from 'vue'
import { useDraft } from '#kit/draft/use-draft.ts'
import { draftPlace } from '../../session.ts'

export type ReportDraft = {
  source: string
  externalNumber: string
  description: string
  address: string
  point: [number, number] | undefined
  classification: unknown
  photoIds: readonly string[]
  selfHandled: boolean
  callerName: string
  callerPhone: string
  wantsReply: boolean
  isConfidential: boolean
}

/** An empty report. */
export const emptyDraft = (source: string): ReportDraft => ({
  source,
  externalNumber: '',
  description: '',
  address: '',
  point: undefined,
  classification: undefined,
  photoIds: [],
  selfHandled: false,
  callerName: '',
  callerPhone: '',
  wantsReply: true,
  isConfidential: false,
})

/** The texts of the kept draft. Names and telephone numbers, photos and the class are never kept. */
export function readDraft(it: unknown): Partial<ReportDraft> | undefined {
  if (typeof it !== 'object' || it === null) return undefined
  const { description, address, point, externalNumber } = it as Record<string, unknown>
  return {
    ...(typeof description === 'string' ? { description } : {}),
    ...(typeof address === 'string' ? { address } : {}),
    ...(typeof externalNumber === 'string' ? { externalNumber } : {}),
    ...(Array.isArray(point) && point.length === 2 && point.every((one) => typeof one === 'number')
      ? { point: point as [number, number] }
      : {}),
  }
}

/** The draft of this person in this tab, and how to begin anew; it speaks of people outside, so no other tab has it. */
export function useReportDraft(source: string) {
  const { kept, restoredAt, keep, drop } = useDraft(draftPlace('report'), readDraft, sessionStorage)
  const draft = reactive({ ...emptyDraft(source), ...kept })
  watch(
    () => [draft.description, draft.address, draft.point, draft.externalNumber] as const,
    ([description, address, point, externalNumber]) =>
      keep(
        description || address || point
          ? { description, address, externalNumber, ...(point ? { point } : {}) }
          : undefined,
      ),
  )
  const discard = (): void => {
    Object.assign(draft, emptyDraft(draft.source))
    drop()
  }
  return { draft, discard, restoredAt }
}
