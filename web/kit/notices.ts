/** Short words to the person that belong to no place on the screen: what was done, and what was refused. */
import { type Ref, readonly, ref } from 'vue'
import type { Sentence } from '#domain/problem.ts'

export type Notice = {
  readonly id: number
  readonly kind: 'done' | 'problem'
  readonly sentence: Sentence
  readonly requestId: string | undefined
  /** What can be done about it, such as taking back what was done. */
  readonly answer: NoticeAnswer | undefined
}
export type NoticeAnswer = { readonly sentence: Sentence; readonly run: () => void }

const notices: Ref<Notice[]> = ref([])
let last = 0

/** What is shown now. */
export const useNotices = (): Readonly<Ref<readonly Notice[]>> => readonly(notices)

/** Takes a notice away. */
export const dismissNotice = (id: number): void => {
  notices.value = notices.value.filter((it) => it.id !== id)
}

/** Shows a notice; what was done goes away by itself, a problem stays until it is read. */
export function notify(
  kind: Notice['kind'],
  sentence: Sentence,
  { requestId, answer }: { requestId?: string | undefined; answer?: NoticeAnswer | undefined } = {},
): void {
  const id = ++last
  notices.value = [...notices.value.slice(-3), { id, kind, sentence, requestId, answer }]
  if (kind === 'done') setTimeout(() => dismissNotice(id), answer ? 12_000 : 5000)
}
