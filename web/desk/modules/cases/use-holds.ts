/** Taking cases in hand and putting them back, one or many; what was refused is told by name. */
import { useQueryClient } from '@tanstack/vue-query'
import type { CaseRow } from '#domain/cases/contract.ts'
import { handOnCaseEndpoint, holdCaseEndpoint, putBackCaseEndpoint } from '#domain/cases/hold-contract.ts'
import type { Sentence } from '#domain/problem.ts'
import { call } from '#kit/call/call.ts'
import { ProblemReply } from '#kit/call/problem-reply.ts'
import { notify } from '#kit/notices.ts'
import { useSession } from '../../session.ts'
import { patchCasePages } from './use-case-pages.ts'

type Held = Pick<CaseRow, 'id' | 'holder'>

/** One refusal as it is; of several their number and the first reason. */
const tellOf = (count: number, { sentence }: ProblemReply): Sentence =>
  count === 1
    ? sentence
    : {
        zh: `${count} 件未办成，其中：${sentence.zh}`,
        en: `${count} cases not done; one of them: ${sentence.en}`,
      }

/** What a person can do about who has a case in hand. */
export function useHolds() {
  const queries = useQueryClient()
  const session = useSession()
  const each = async (rows: readonly Held[], work: (id: string) => Promise<unknown>): Promise<number> => {
    let done = 0
    const problems: ProblemReply[] = []
    for (const { id } of rows)
      try {
        await work(id)
        done += 1
      } catch (error) {
        if (!(error instanceof ProblemReply)) throw error
        problems.push(error)
      }
    await patchCasePages(
      queries,
      rows.map((it) => it.id),
    )
    const [first] = problems
    if (first) notify('problem', tellOf(problems.length, first), { requestId: first.requestId })
    return done
  }
  const take = async (rows: readonly Held[]): Promise<void> => {
    const done = await each(rows, (id) => call(holdCaseEndpoint, { params: { id } }))
    if (done > 1) notify('done', { zh: `已领取 ${done} 件`, en: `${done} cases taken in hand` })
  }
  const putBack = async (rows: readonly Held[]): Promise<void> => {
    const done = await each(rows, (id) => call(putBackCaseEndpoint, { params: { id } }))
    if (done > 1) notify('done', { zh: `已放回 ${done} 件`, en: `${done} cases put back` })
  }
  const handOn = async (rows: readonly Held[], personId: string, name: string): Promise<boolean> => {
    const done = await each(rows, (id) => call(handOnCaseEndpoint, { params: { id }, body: { personId } }))
    if (done > 0)
      notify('done', { zh: `已转交 ${done} 件给${name}`, en: `${done} cases handed on to ${name}` })
    return done === rows.length
  }
  const isMine = (row: Held): boolean => row.holder?.id === session.value?.person.id
  return { take, putBack, handOn, isMine }
}
