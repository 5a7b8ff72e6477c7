/**
 * Who is on duty at an instant, and why. One rule for every door: leave beats everything, somebody who is replaced is
 * not on duty, a substitute has the post and the ground of the person, and where a county has no roster for a post on a
 * day everybody of that post counts as on duty, which the answer says.
 */
import { chinaDayOf } from '../china-time.ts'
import { includes, type Stretch } from './shift.ts'

export type DutyLine = Stretch & {
  readonly personId: string
  readonly onDate: string
  readonly post: string
  readonly shiftName: string
  readonly areaCode: string | null
  readonly gridCode: string | null
}
export type DutyLeave = Stretch & { readonly personId: string }
export type DutySubstitution = Stretch & { readonly personId: string; readonly substituteId: string }

/** Everything that decides on duty around an instant: all lines of its day and all that runs. */
export type DutyBook = {
  readonly lines: readonly DutyLine[]
  readonly leaves: readonly DutyLeave[]
  readonly substitutions: readonly DutySubstitution[]
}

/** Why somebody is on duty or is not. */
export type Duty =
  | { readonly isOnDuty: true; readonly why: 'no-roster' }
  | {
      readonly isOnDuty: true
      readonly why: 'shift' | 'substitution'
      readonly line: DutyLine
      /** Whom a substitute stands in for. */
      readonly forId: string | null
    }
  | { readonly isOnDuty: false; readonly why: 'leave'; readonly until: Date }
  | { readonly isOnDuty: false; readonly why: 'replaced'; readonly byId: string }
  | {
      readonly isOnDuty: false
      readonly why: 'off-shift'
      /** The line of that day that is over or still to come, if there is one. */
      readonly line: DutyLine | null
    }

/** Whether the county has a roster for a post: a line of the day of `at`, or one that goes on from the day before. */
export function hasRoster(book: DutyBook, post: string, at: Date): boolean {
  const onDate = chinaDayOf(at)
  return book.lines.some((it) => it.post === post && (it.onDate === onDate || includes(it, at)))
}

/** Who stands in for somebody at an instant. */
const replacementOf = (book: DutyBook, personId: string, at: Date): DutySubstitution | undefined =>
  book.substitutions.find((it) => it.personId === personId && includes(it, at))

/** Whether and why somebody is on duty in a post at an instant. */
export function dutyAt(book: DutyBook, personId: string, post: string, at: Date): Duty {
  const leave = book.leaves.find((it) => it.personId === personId && includes(it, at))
  if (leave) return { isOnDuty: false, why: 'leave', until: leave.to }
  const ofPost = book.lines.filter((it) => it.post === post)
  const running = ofPost.filter((it) => includes(it, at))
  const own = running.find((it) => it.personId === personId)
  const replacement = replacementOf(book, personId, at)
  if (own && !replacement) return { isOnDuty: true, why: 'shift', line: own, forId: null }
  const taken = running.find(
    (it) => it.personId !== personId && replacementOf(book, it.personId, at)?.substituteId === personId,
  )
  if (taken) return { isOnDuty: true, why: 'substitution', line: taken, forId: taken.personId }
  if (own && replacement) return { isOnDuty: false, why: 'replaced', byId: replacement.substituteId }
  if (!hasRoster(book, post, at)) return { isOnDuty: true, why: 'no-roster' }
  const onDate = chinaDayOf(at)
  return {
    isOnDuty: false,
    why: 'off-shift',
    line: ofPost.find((it) => it.personId === personId && it.onDate === onDate) ?? null,
  }
}
