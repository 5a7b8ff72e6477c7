/** Staff lists as files: read and judged as they come in over HTTP, and written for others to fill in or to keep. */
import type { AccountFilter } from '#domain/identity/account-contract.ts'
import {
  type DeliveredPerson,
  neededPeopleColumns,
  peopleColumns,
  toDeliveredPeople,
} from '#domain/identity/people-delivery.ts'
import { postNames } from '#domain/identity/post.ts'
import { IdentityProblem } from '#domain/identity/problems.ts'
import type { Finding } from '#domain/table.ts'
import type { HandlerContext } from '#platform/http/serve.ts'
import { readUploadedTable, sendTable } from '#platform/tabular/form-table.ts'
import { findAccounts } from './queries/find-accounts.ts'
import { listUsernames } from './queries/list-accounts.ts'
import { findOrganisations } from './queries/list-organisations.ts'

export type JudgedPeople = { read: number; people: DeliveredPerson[]; refused: Finding[] }

const mostRows = 2000

/** Reads the form's file and judges every row of it. */
export async function judgePeople(context: HandlerContext): Promise<JudgedPeople> {
  const { db, actor } = context
  const uploaded = await readUploadedTable(context, neededPeopleColumns)
  if (!uploaded) throw IdentityProblem.fileMissing({})
  const { rows } = uploaded
  const [organisations, usernames] = await Promise.all([
    findOrganisations(db, actor.adcode),
    listUsernames(db),
  ])
  const judged = toDeliveredPeople(rows.slice(0, mostRows), {
    adcode: actor.adcode,
    usernames: new Set(usernames),
    organisations: organisations.filter((it) => !it.endedAt),
  })
  const tooMany: Finding = {
    row: mostRows + 2,
    column: null,
    reason: {
      zh: `一次最多 ${mostRows} 人，请分成几个文件`,
      en: `at most ${mostRows} people at once; use several files`,
    },
  }
  return {
    read: rows.length,
    people: judged.people,
    refused: rows.length > mostRows ? [...judged.refused, tooMany] : judged.refused,
  }
}

/** Sends an empty staff list. */
export const sendTemplate = (context: HandlerContext): Promise<void> =>
  sendTable(context, '人员导入模板', 'xlsx', Object.values(peopleColumns), [])

/** Sends the accounts that `filter` leaves, in the columns that an import reads and some more. */
export async function sendPeople(context: HandlerContext, filter: AccountFilter): Promise<void> {
  const { db, actor, now } = context
  const { accounts } = await findAccounts(db, actor.adcode, now, filter)
  const columns = [...Object.values(peopleColumns), '状态', '最近登录']
  const rows = accounts.map((it) => ({
    [peopleColumns.username]: it.username,
    [peopleColumns.name]: it.name,
    [peopleColumns.organisation]: it.organisation?.name ?? null,
    [peopleColumns.posts]: it.posts.map((post) => postNames[post].zh).join('、'),
    [peopleColumns.areas]: it.areaCodes.join('；'),
    [peopleColumns.phone]: it.phone,
    状态: it.disabledAt ? '停用' : '启用',
    最近登录: it.lastSignInAt,
  }))
  await sendTable(context, '人员', 'xlsx', columns, rows)
}
