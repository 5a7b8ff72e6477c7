/** Staff lists as files: read and judged as they come in over HTTP, and written for others to fill in or to keep. */
import type { AccountFilter } from '#domain/identity/account-contract.ts'
import { neededPeopleColumns, peopleColumns } from '#domain/identity/people-delivery.ts'
import { postNames } from '#domain/identity/post.ts'
import { IdentityProblem } from '#domain/identity/problems.ts'
import type { HandlerContext } from '#platform/http/serve.ts'
import { readUploadedTable, sendTable } from '#platform/tabular/form-table.ts'
import { findAccounts } from './queries/find-accounts.ts'
import { type JudgedPeople, judgeStaffRows } from './staff-rows.ts'

/** Reads the form's file and judges every row of it. */
export async function judgePeople(context: HandlerContext): Promise<JudgedPeople> {
  const uploaded = await readUploadedTable(context, neededPeopleColumns)
  if (!uploaded) throw IdentityProblem.fileMissing({})
  return judgeStaffRows(context.db, context.actor.adcode, uploaded.rows)
}

/** Sends an empty staff list. */
export const sendTemplate = (context: HandlerContext): Promise<void> =>
  sendTable(context, '人员导入模板', 'xlsx', Object.values(peopleColumns), [])

/** Sends the accounts that `filter` leaves, in the columns that an import reads and some more. */
export async function sendPeople(context: HandlerContext, filter: AccountFilter): Promise<void> {
  const { accounts } = await findAccounts(context, context.actor.adcode, filter)
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
