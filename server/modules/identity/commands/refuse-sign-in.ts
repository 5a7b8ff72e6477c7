/** Counts a sign-in that failed, for the account or the known device and for the address, and says how long to wait. */
import { addFailure, secondsLeft, waitKindsOf, waitRules } from '#domain/identity/sign-in-wait.ts'
import type { Command } from '#platform/act.ts'
import { accountKey, type Counted, deviceKey, findSignInFailures } from '../queries/find-sign-in-failures.ts'
import { writeFailures } from '../store.ts'

/** Who tries to sign in, from where. */
export type Caller = {
  readonly username: string
  /** The account that was meant, if there is one. */
  readonly personId: string | null
  readonly address: string
  /** Whether callers can be told apart by it. */
  readonly isAddressCounted: boolean
  /** The device, where the account knows it. */
  readonly deviceHash: string | null
  readonly userAgent: string | null
}

/** Under what a failure of `caller` is counted. */
export const countsOf = ({ username, deviceHash, address, isAddressCounted }: Caller): readonly Counted[] => {
  const keys = {
    account: accountKey(username),
    device: deviceKey(username, deviceHash ?? ''),
    address: isAddressCounted ? address : null,
  }
  return waitKindsOf(deviceHash !== null).flatMap((kind) => {
    const key = keys[kind]
    return key === null ? [] : [[kind, key] as const]
  })
}

export const refuseSignIn: Command<Caller, { seconds: number }> = {
  name: 'session.refuse',
  permission: 'session.open',
  // A name that is no account may be a password that went into the wrong field.
  auditInput: ({ username, address, personId, userAgent, deviceHash }) => ({
    username: personId ? username : null,
    address,
    userAgent,
    isKnownDevice: deviceHash !== null,
  }),
  async run({ db, now, write, concerns }, caller) {
    if (caller.personId) concerns(caller.personId)
    const counted = countsOf(caller)
    const known = await findSignInFailures(db, counted)
    let seconds = 0
    for (const [kind, key] of counted) {
      const before = known.find((it) => it.kind === kind)
      const after = addFailure(before, now, waitRules[kind])
      writeFailures(write, before, { kind, key, ...after })
      seconds = Math.max(seconds, secondsLeft(after, now))
    }
    return { seconds }
  },
}
