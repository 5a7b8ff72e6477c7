/** Takes back a step that was just taken, where the life cycle has a step for that and nobody has gone on since. */
import { useQueryClient } from '@tanstack/vue-query'
import { actionEndpoint, type CaseReceipt, showCaseEndpoint } from '#domain/cases/contract.ts'
import { type CaseActionName, ruleOf } from '#domain/cases/life-cycle.ts'
import { call } from '#kit/call/call.ts'
import { ProblemReply } from '#kit/call/problem-reply.ts'
import { useWords } from '#kit/i18n/language.ts'
import { notify } from '#kit/notices.ts'
import { patchCasePages } from './use-case-pages.ts'

/** Gives the function that takes `undo` on the case of `receipt`; it outlives the dialog that offered it. */
export function useTakeBack(): (undo: CaseActionName, receipt: CaseReceipt) => Promise<void> {
  const queries = useQueryClient()
  const { t } = useWords()
  return async (undo, { id, version }) => {
    const { zh, en } = ruleOf(undo)
    try {
      const reason = t('caseList.undo.reason')
      await call(actionEndpoint(undo), { params: { id }, body: { reason, expectedVersion: version } })
      notify('done', { zh: `已${zh}`, en: `Done: ${en}` })
    } catch (error) {
      if (!(error instanceof ProblemReply)) throw error
      notify('problem', error.sentence, { requestId: error.requestId })
    }
    await Promise.all([
      queries.invalidateQueries({ queryKey: [showCaseEndpoint.path] }),
      patchCasePages(queries, [id]),
    ])
  }
}
