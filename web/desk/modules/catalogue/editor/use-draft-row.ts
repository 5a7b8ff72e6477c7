/** Saving and undoing one row of the draft, with what was refused shown where it was written. */
import { type ComputedRef, computed } from 'vue'
import type { DraftRow } from '#domain/catalogue/draft.ts'
import { saveDraftRowEndpoint, undoDraftRowEndpoint } from '#domain/catalogue/draft-contract.ts'
import type { ProblemReply } from '#kit/call/problem-reply.ts'
import { useWrite } from '#kit/call/use-endpoint.ts'
import { useWords } from '#kit/i18n/language.ts'
import { notify } from '#kit/notices.ts'
import { useDraftRenewal } from './draft-paths.ts'

/** What a form of the editor does with its row. */
export type DraftRowWrites = {
  readonly save: (row: DraftRow, expectedVersion: number) => Promise<boolean>
  readonly undo: (key: string, expectedVersion: number) => Promise<boolean>
  readonly isBusy: ComputedRef<boolean>
  readonly problem: ComputedRef<ProblemReply | undefined>
  readonly forget: () => void
}

/** Writes rows of the draft that `draftId` names. */
export function useDraftRow(draftId: () => string): DraftRowWrites {
  const { t } = useWords()
  const renew = useDraftRenewal()
  const saving = useWrite(saveDraftRowEndpoint, { claims: ['*'] })
  const undoing = useWrite(undoDraftRowEndpoint, { claims: ['*'] })
  const told = async (done: unknown, text: 'editor.saved' | 'editor.undone'): Promise<boolean> => {
    if (!done) return false
    notify('done', { zh: t(text), en: t(text) })
    await renew()
    return true
  }
  return {
    save: async (row, expectedVersion) =>
      told(await saving.send({ params: { id: draftId() }, body: { row, expectedVersion } }), 'editor.saved'),
    undo: async (key, expectedVersion) =>
      told(
        await undoing.send({ params: { id: draftId() }, body: { key, expectedVersion } }),
        'editor.undone',
      ),
    isBusy: computed(() => saving.isBusy.value || undoing.isBusy.value),
    problem: computed(() => saving.problem.value ?? undoing.problem.value),
    forget: () => {
      saving.problem.value = undefined
      undoing.problem.value = undefined
    },
  }
}
