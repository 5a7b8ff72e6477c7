/** What somebody is typing into a report; kept in this tab, so that a reload or a wrong click loses nothing. */
import { reactive, watch } from 'vue'

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

const place = 'jingwei.report-draft'

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
export function readDraft(text: string | null): Partial<ReportDraft> {
  if (text === null) return {}
  const it: unknown = JSON.parse(text)
  if (typeof it !== 'object' || it === null) return {}
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

/** The draft of this tab, and how to begin anew. */
export function useReportDraft(source: string) {
  const kept = readDraft(sessionStorage.getItem(place))
  const draft = reactive({ ...emptyDraft(source), ...kept })
  watch(
    () => [draft.description, draft.address, draft.point, draft.externalNumber],
    ([description, address, point, externalNumber]) => {
      if (!description && !address && !point) sessionStorage.removeItem(place)
      else sessionStorage.setItem(place, JSON.stringify({ description, address, point, externalNumber }))
    },
  )
  const discard = (): void => {
    Object.assign(draft, emptyDraft(draft.source))
    sessionStorage.removeItem(place)
  }
  return { draft, discard, isRestored: Boolean(kept.description) }
}
