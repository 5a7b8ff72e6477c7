/** Accounts as the administrator of a county sees them, narrowed and by pages. */
import type { AccountFilter, AccountView } from '#domain/identity/account-contract.ts'
import { accountsPerPage } from '#domain/identity/account-contract.ts'
import { IdentityProblem } from '#domain/identity/problems.ts'
import { maskPhone } from '#domain/personal-data.ts'
import type { Database } from '#platform/database/database.ts'
import type { Query, QueryContext } from '#platform/query.ts'
import { openCell } from '#platform/sealing/sealed-column.ts'
import type { Sealer } from '#platform/sealing/sealer.ts'
import { personPhone } from '../sealed.ts'
import { accountKey } from './find-sign-in-failures.ts'

type Row = Omit<
  AccountView,
  'organisation' | 'applied' | 'disabledAt' | 'waitsUntil' | 'lastSignInAt' | 'createdAt'
> & {
  organisationId: string | null
  organisationName: string | null
  appliedPosts: AccountView['posts'] | null
  appliedAreaCodes: string[] | null
  disabledAt: Date | null
  lastSignInAt: Date | null
  createdAt: Date
}

const columns = `
  p.id, p.username, p.name, o.id as "organisationId", o.name as "organisationName", p.phone,
  p.is_demonstration as "isDemonstration", p.must_change_password as "mustChangePassword",
  exists (select from identity.second_factors f where f.adcode = p.adcode and f.person_id = p.id
    and f.confirmed_at is not null and f.ended_at is null) as "hasSecondFactor",
  p.applied_posts as "appliedPosts", p.applied_area_codes as "appliedAreaCodes",
  p.disabled_at as "disabledAt", p.created_at as "createdAt", p.version,
  (select max(s.created_at) from identity.sessions s
    where s.adcode = p.adcode and s.person_id = p.id) as "lastSignInAt",
  coalesce((select jsonb_agg(h.post order by h.post) from identity.post_holdings h
    where h.adcode = p.adcode and h.person_id = p.id and h.ended_at is null), '[]') as posts,
  coalesce((select jsonb_agg(d.area_code order by d.area_code) from identity.duty_areas d
    where d.adcode = p.adcode and d.person_id = p.id and d.ended_at is null), '[]') as "areaCodes"`

const tables = `identity.people p
  left join identity.organisations o on o.adcode = p.adcode and o.id = p.organisation_id`

/** `%` and `_` in what somebody types mean themselves. */
const likePattern = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`

const condition = `p.adcode = $1
  and ($2::text is null or p.name like $2 or p.username like lower($2))
  and ($3::uuid is null or p.organisation_id = $3)
  and ($4::text is null or exists (select from identity.post_holdings h
    where h.adcode = p.adcode and h.person_id = p.id and h.ended_at is null and h.post = $4))
  and ($5::text is null or ($5 = 'disabled') = (p.disabled_at is not null))
  and ($5 is distinct from 'applied' or p.applied_posts is not null)
  and ($6::uuid[] is null or p.id = any($6))`

/** Until when each account that failed too often must wait. The count is kept under a hash, so it is asked by name. */
async function findWaits(db: Database, adcode: string, now: Date): Promise<ReadonlyMap<string, Date>> {
  const waiting = await db.rows<{ key: string; until: Date }>(
    `select key, wait_until as until from identity.sign_in_failures where kind = 'account' and wait_until > $1`,
    [now],
  )
  if (!waiting.length) return new Map()
  const untilByKey = new Map(waiting.map((it) => [it.key, it.until]))
  const people = await db.rows<{ id: string; username: string }>(
    'select id, username from identity.people where adcode = $1',
    [adcode],
  )
  return new Map(
    people.flatMap(({ id, username }) => {
      const until = untilByKey.get(accountKey(username))
      return until ? [[id, until] as const] : []
    }),
  )
}

const toView = (
  { adcode, sealer }: { adcode: string; sealer: Sealer },
  {
    organisationId,
    organisationName,
    appliedPosts,
    appliedAreaCodes,
    disabledAt,
    lastSignInAt,
    createdAt,
    ...row
  }: Row,
  waits: ReadonlyMap<string, Date>,
): AccountView => ({
  ...row,
  organisation: organisationId && organisationName ? { id: organisationId, name: organisationName } : null,
  applied: appliedPosts && { posts: appliedPosts, areaCodes: appliedAreaCodes ?? [] },
  phone: maskPhone(openCell(sealer, personPhone, { adcode, id: row.id }, row.phone)),
  disabledAt: disabledAt?.toISOString() ?? null,
  waitsUntil: waits.get(row.id)?.toISOString() ?? null,
  lastSignInAt: lastSignInAt?.toISOString() ?? null,
  createdAt: createdAt.toISOString(),
})

type Found = { accounts: AccountView[]; total: number }

/** The accounts that `filter` leaves, by name; `page` counts from 1, without it all of them. */
export async function findAccounts(
  { db, sealer, now }: Pick<QueryContext, 'db' | 'sealer' | 'now'>,
  adcode: string,
  filter: AccountFilter,
  page?: number,
): Promise<Found> {
  const waits = await findWaits(db, adcode, now)
  const values = [
    adcode,
    filter.text ? likePattern(filter.text) : null,
    filter.organisationId ?? null,
    filter.post ?? null,
    filter.state === undefined || filter.state === 'waiting' ? null : filter.state,
    filter.state === 'waiting' ? [...waits.keys()] : null,
  ]
  const paging = page === undefined ? '' : `limit ${accountsPerPage} offset ${(page - 1) * accountsPerPage}`
  const [rows, [count]] = await Promise.all([
    db.rows<Row>(
      `select ${columns} from ${tables} where ${condition} order by p.name, p.username ${paging}`,
      values,
    ),
    db.rows<{ total: number }>(`select count(*)::int as total from ${tables} where ${condition}`, values),
  ])
  return { accounts: rows.map((it) => toView({ adcode, sealer }, it, waits)), total: count?.total ?? 0 }
}

export const listAccountViews: Query<AccountFilter & { page: number }, Found> = {
  name: 'account.list',
  run: (context, { page, ...filter }) => findAccounts(context, context.actor.adcode, filter, page),
}

export const getAccount: Query<{ id: string }, AccountView> = {
  name: 'account.get',
  async run({ db, actor, now, sealer }, { id }) {
    const [row] = await db.rows<Row>(`select ${columns} from ${tables} where p.adcode = $1 and p.id = $2`, [
      actor.adcode,
      id,
    ])
    if (!row) throw IdentityProblem.personUnknown({ id })
    return toView({ adcode: actor.adcode, sealer }, row, await findWaits(db, actor.adcode, now))
  },
}
