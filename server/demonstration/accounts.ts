/**
 * Who signs in to the demonstration county: one person for each post, named by the post's code word, a second
 * collector for checks, a team of others who work by shifts, two communities below the town of the second level, and
 * for each organisation that puts things right an account at its desk and, where it has people on the street, one of
 * those.
 */
import type { Post } from '#domain/identity/post.ts'
import type { DemonstrationOrganisation } from './organisations.ts'

export type DemonstrationPerson = {
  readonly username: string
  readonly name: string
  readonly post: Post
  /** The organisation by its slug; null for somebody of the public. */
  readonly organisation: string | null
  readonly areaCodes: readonly string[]
}

/** Where the accounts `unit` and `handler` work, so that the two can take a case together. */
const showcaseUnit = 'street-lighting'

const surnames = [...'李王张杨赵陈刘马周黄吴徐孙胡朱高林何郭罗']
const givenNames =
  '文娟 志强 晓岚 建国 丽华 云峰 秀芬 国栋 雪梅 永康 春燕 海涛 玉兰 德明 彩霞 正华 红英 光荣 琼芝'.split(' ')

/** A usual name without a bearer; the lengths of the two lists are coprime, so 380 people differ. */
export function inventedName(index: number): string {
  const surname = surnames[index % surnames.length] ?? ''
  return surname + (givenNames[index % givenNames.length] ?? '')
}

type Seat = Omit<DemonstrationPerson, 'name'>

const seat = (
  username: string,
  post: Post,
  organisation: string | null,
  areaCodes: readonly string[] = [],
): Seat => ({
  username,
  post,
  organisation,
  areaCodes,
})

function showcase(organisations: readonly DemonstrationOrganisation[]): Seat[] {
  const town = organisations.find((it) => it.kind === 'town')
  return [
    seat('collector', 'collector', 'collection-team'),
    seat('citizen', 'citizen', null),
    seat('acceptor', 'acceptor', 'centre'),
    seat('shift_leader', 'shift_leader', 'centre'),
    seat('dispatcher', 'dispatcher', 'centre'),
    seat('unit', 'unit', showcaseUnit),
    seat('handler', 'handler', showcaseUnit),
    seat('sub_center', 'sub_center', town?.slug ?? null, town?.areaCodes),
    seat('inspector', 'inspector', 'centre'),
    seat('leader', 'leader', 'centre'),
    seat('sysadmin', 'sysadmin', 'centre'),
    seat('security_admin', 'security_admin', 'centre'),
    seat('audit_admin', 'audit_admin', 'centre'),
    seat('data_admin', 'data_admin', 'centre'),
    seat('collector2', 'collector', 'collection-team'),
  ]
}

/** The desks below the town; the first two communities go by the names that a visitor is told. */
const innerSeats = (organisations: readonly DemonstrationOrganisation[]): Seat[] => {
  const inner = organisations.filter((it) => it.isInner)
  const communities = inner.filter((it) => it.kind === 'community').slice(0, 2)
  return inner.map((it) => {
    const place = communities.indexOf(it)
    return seat(place < 0 ? `unit-${it.slug}` : `community${place + 1}`, 'unit', it.slug)
  })
}

/** All people of the demonstration, the one of each post first. */
export function demonstrationPeople(
  organisations: readonly DemonstrationOrganisation[],
): DemonstrationPerson[] {
  const disposing = organisations.filter((it) => it.disposes)
  const seats = [
    ...showcase(organisations),
    ...disposing.map((it) => seat(`unit-${it.slug}`, 'unit', it.slug)),
    ...disposing
      .filter((it) => it.worksOnTheSpot)
      .map((it) => seat(`handler-${it.slug}`, 'handler', it.slug)),
    ...innerSeats(organisations),
    ...[3, 4, 5, 6, 7, 8, 9, 10].map((n) => seat(`collector-${n}`, 'collector', 'collection-team')),
  ]
  return seats.map((it, index) => ({ ...it, name: inventedName(index) }))
}

/** Whether the account is one of those that stand for a post, and not the desk or handler of some unit, or one of the team. */
export const isShowcaseAccount = ({ username }: { username: string }): boolean =>
  !/^(unit|handler|collector)-/.test(username)
