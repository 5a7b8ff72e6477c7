/** Saving and letting go of a versioned draft: alike on every page that has one. */
import { useQueryClient } from '@tanstack/vue-query'
import type { Ref } from 'vue'
import type { ProblemReply } from '#kit/call/problem-reply.ts'
import { useWords } from '#kit/i18n/language.ts'
import { notify } from '#kit/notices.ts'
import type { VersionedDraft } from './use-versioned-draft.ts'

type Saving<T> = {
  readonly held: Pick<VersionedDraft<T>, 'draft' | 'base' | 'settle' | 'takeLatest'>
  /** Whether the draft can be saved as it is. */
  readonly isSound: () => boolean
  /** Sends the draft made from this version; nothing comes back where it was refused. */
  readonly send: (draft: T, expectedVersion: number) => Promise<{ version: number } | undefined>
  readonly problem: Ref<ProblemReply | undefined>
  /** Reads again what the county has, after a refusal. */
  readonly refetch: () => Promise<unknown>
  /** Whose answers are others once it is saved. */
  readonly renews: readonly { readonly path: string }[]
}

/** What the bar of unsaved changes asks for. */
export function useVersionedSave<T>({ held, isSound, send, problem, refetch, renews }: Saving<T>) {
  const { t } = useWords()
  const queries = useQueryClient()
  const save = async (): Promise<void> => {
    const [draft, base] = [held.draft.value, held.base.value]
    if (draft === undefined || !base || !isSound()) return
    const done = await send(draft, base.version)
    if (!done) {
      await refetch()
      return
    }
    held.settle(draft, done.version)
    notify('done', { zh: t('unsaved.saved', done), en: t('unsaved.saved', done) })
    for (const it of renews) await queries.invalidateQueries({ queryKey: [it.path] })
  }
  const discard = (): void => {
    problem.value = undefined
    held.takeLatest()
  }
  return { save, discard }
}
