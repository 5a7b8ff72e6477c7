/** Tells the app when the server no longer knows the session, whichever call finds it out. */
import type { ProblemReply } from './problem-reply.ts'

let hearer: (() => void) | undefined

/** Sets what is done when the session has ended. */
export const onSessionEnd = (it: () => void): void => {
  hearer = it
}

/** Looks at a refusal; gives it back as it is. */
export function withSessionEnd(problem: ProblemReply): ProblemReply {
  if (problem.code === 'access.sign-in-needed') hearer?.()
  return problem
}
