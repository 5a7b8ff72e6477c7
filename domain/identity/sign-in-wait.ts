/**
 * How long somebody must wait after sign-ins that failed: nothing for the first few, then twice as long each time, and a
 * day after a hundred (NIST SP 800-63B, 5.2.2). An account is slowed after few failures, an address after many, since a
 * whole office may come from one. A device on which the person has signed in before has a count of its own and asks
 * neither of the others, so that guessing from elsewhere never keeps out the person whose account it is.
 */
export type WaitRule = {
  /** Failures that cost no wait. */
  readonly free: number
  readonly firstSeconds: number
  readonly longestSeconds: number
  /** After this long without a failure everything is forgotten. */
  readonly forgetAfterHours: number
  /** So many failures in a row cost a whole day each. */
  readonly dayAfter?: number
}

export const waitRules = {
  account: { free: 5, firstSeconds: 30, longestSeconds: 1800, forgetAfterHours: 24, dayAfter: 100 },
  device: { free: 5, firstSeconds: 30, longestSeconds: 1800, forgetAfterHours: 24, dayAfter: 100 },
  address: { free: 30, firstSeconds: 30, longestSeconds: 900, forgetAfterHours: 1 },
} as const satisfies Record<string, WaitRule>
export type WaitKind = keyof typeof waitRules

/** Which counts a failure adds to, and which must be waited for. */
export const waitKindsOf = (isKnownDevice: boolean): readonly WaitKind[] =>
  isKnownDevice ? ['device'] : ['account', 'address']

/** What is known of the failures of an account, a device or an address. */
export type Failures = { readonly count: number; readonly lastAt: Date; readonly waitUntil: Date | null }

const second = 1000
const hour = 3_600_000
const daySeconds = 86_400

/** Seconds to wait after the `count`th failure. */
export function waitAfter(count: number, rule: WaitRule): number {
  if (count < rule.free) return 0
  if (rule.dayAfter !== undefined && count >= rule.dayAfter) return daySeconds
  return Math.min(rule.longestSeconds, rule.firstSeconds * 2 ** Math.min(count - rule.free, 30))
}

/** The failures after one more at `now`. */
export function addFailure(before: Failures | undefined, now: Date, rule: WaitRule): Failures {
  const isForgotten = !before || now.getTime() - before.lastAt.getTime() >= rule.forgetAfterHours * hour
  const count = (isForgotten ? 0 : before.count) + 1
  const seconds = waitAfter(count, rule)
  return { count, lastAt: now, waitUntil: seconds ? new Date(now.getTime() + seconds * second) : null }
}

/** Whole seconds that are left to wait at `now`; 0 when there is nothing to wait for. */
export const secondsLeft = (failures: Pick<Failures, 'waitUntil'> | undefined, now: Date): number =>
  failures?.waitUntil ? Math.max(0, Math.ceil((failures.waitUntil.getTime() - now.getTime()) / second)) : 0
