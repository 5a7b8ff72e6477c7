/** Duty of one person at an instant as screens show it: a view for each post that has a roster. */
import type { DutyView } from '#domain/patrol/contract.ts'
import { type Duty, type DutyBook, dutyAt, hasRoster } from '#domain/patrol/duty.ts'
import { describeDuty } from '#domain/patrol/duty-words.ts'
import type { Colleague } from '#modules/identity/index.ts'

/** Names of people, organisations and grounds by their id or code. */
export type DutyNames = Readonly<Record<'names' | 'units' | 'places', ReadonlyMap<string, string>>>

/** The posts in which somebody is asked about: those with a roster, or the first one where none has. */
function postsOf({ posts }: Colleague, book: DutyBook, at: Date): Colleague['posts'] {
  const working = posts.filter((it) => it !== 'citizen')
  const rostered = working.filter((it) => hasRoster(book, it, at))
  return rostered.length ? rostered : working.slice(0, 1)
}

const lineOf = (duty: Duty) => (duty.isOnDuty && duty.why !== 'no-roster' ? duty.line : undefined)

const untilOf = (duty: Duty): string | null =>
  (duty.why === 'leave' ? duty.until : lineOf(duty)?.to)?.toISOString() ?? null

/** The duty of `person` at `at`, post by post. */
export const viewsOf = (
  person: Colleague,
  book: DutyBook,
  at: Date,
  { names, units, places }: DutyNames,
): DutyView[] =>
  postsOf(person, book, at).map((post) => {
    const duty = dutyAt(book, person.id, post, at)
    const line = lineOf(duty)
    const ground = line?.gridCode ?? line?.areaCode
    return {
      personId: person.id,
      name: person.name,
      organisation: units.get(person.organisationId ?? '') ?? null,
      post,
      isOnDuty: duty.isOnDuty,
      why: duty.why,
      said: describeDuty(duty, (id) => names.get(id) ?? '—'),
      until: untilOf(duty),
      ground: ground ? (places.get(ground) ?? ground) : null,
    }
  })
