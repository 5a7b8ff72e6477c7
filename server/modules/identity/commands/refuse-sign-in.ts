/** Counts a sign-in that failed, for the account and for the address it came from, and says how long to wait. */
import { addFailure, secondsLeft, type WaitKind, waitRules } from '#domain/identity/sign-in-wait.ts'
import type { Command } from '#platform/act.ts'
import { accountKey, findSignInFailures } from '../queries/find-sign-in-failures.ts'
import { writeFailures } from '../store.ts'

export type RefuseSignIn = {
  readonly username: string
  /** Null where callers cannot be told apart by it. */
  readonly address: string | null
  /** The account that was meant, if there is one. */
  readonly personId: string | null
}

export const refuseSignIn: Command<RefuseSignIn, { seconds: number }> = {
  name: 'session.refuse',
  permission: 'session.open',
  // A name that is no account may be a password that went into the wrong field.
  auditInput: ({ username, address, personId }) => ({ username: personId ? username : null, address }),
  async run({ db, now, write, concerns }, { username, address, personId }) {
    if (personId) concerns(personId)
    const key = accountKey(username)
    const known = await findSignInFailures(db, key, address)
    const counted: readonly (readonly [WaitKind, string])[] = [
      ['account', key],
      ...(address === null ? [] : ([['address', address]] as const)),
    ]
    let seconds = 0
    for (const [kind, of] of counted) {
      const before = known.find((it) => it.kind === kind)
      const after = addFailure(before, now, waitRules[kind])
      writeFailures(write, before, { kind, key: of, ...after })
      seconds = Math.max(seconds, secondsLeft(after, now))
    }
    return { seconds }
  },
}
