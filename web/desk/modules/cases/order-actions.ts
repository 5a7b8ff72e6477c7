/** The order in which actions are offered: what moves the case on, what ends it, asking and refusing, side actions. */
import type { CaseDetail } from '#domain/cases/contract.ts'

type Action = CaseDetail['actions'][number]

/** What was asked for is decided first: granting stands before refusing, wherever it leads. */
const grants = /^approve/
/** Words an action's name begins with when it asks, refuses or takes back. */
const second =
  /^(request|refuse|revoke|recall|cannot|fail|decline|accept|send(Back|Unchecked)|reject|propose|return)/
const rank = { forward: 0, end: 1, back: 3, side: 4 } as const

const rankOf = (it: Action): number =>
  grants.test(it.name)
    ? rank.forward
    : it.way === 'side'
      ? rank.side
      : second.test(it.name)
        ? 2.5
        : rank[it.way]

/** Actions in order of use; the first is the main one unless it only asks or refuses. */
export function orderActions(actions: readonly Action[]): { all: Action[]; main: Action | undefined } {
  const all = actions.toSorted((a, b) => rankOf(a) - rankOf(b))
  const [first] = all
  return { all, main: first && rankOf(first) <= rank.end ? first : undefined }
}
