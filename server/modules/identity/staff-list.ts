/** Staff lists as files: read and judged as they come in over HTTP, and written for others to fill in or to keep. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AccountFilter } from '#domain/identity/account-contract.ts'
import {
  type DeliveredPerson,
  neededPeopleColumns,
  peopleColumns,
  toDeliveredPeople,
} from '#domain/identity/people-delivery.ts'
import { postNames } from '#domain/identity/post.ts'
import { IdentityProblem } from '#domain/identity/problems.ts'
import { Problem } from '#domain/problem.ts'
import type { Finding, TableFile, TableRow } from '#domain/table.ts'
import type { HandlerContext } from '#platform/http/serve.ts'
import { openTable } from '#platform/tabular/open-table.ts'
import { type WrittenRow, writeTable } from '#platform/tabular/write-table.ts'
import { findAccounts } from './queries/find-accounts.ts'
import { listUsernames } from './queries/list-accounts.ts'
import { findOrganisations } from './queries/list-organisations.ts'

export type JudgedPeople = { read: number; people: DeliveredPerson[]; refused: Finding[] }

const mostRows = 2000

async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'jingwei-staff-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function readRows(path: string, file: TableFile): Promise<TableRow[]> {
  const rows: TableRow[] = []
  const table = await openTable(path, file, neededPeopleColumns)
  for await (const row of table.rows) rows.push(row)
  return rows
}

/** A staff list is a workbook or a CSV file; Excel in China writes CSV in GBK, other programs in UTF-8. */
async function readStaffList(name: string, bytes: Buffer): Promise<TableRow[]> {
  const isWorkbook = /\.xlsx$/i.test(name)
  if (!isWorkbook && !/\.csv$/i.test(name)) throw IdentityProblem.fileMissing({})
  return inFolder(async (folder) => {
    const path = join(folder, isWorkbook ? 'list.xlsx' : 'list.csv')
    await writeFile(path, bytes)
    if (isWorkbook) return readRows(path, { format: 'xlsx', headingRow: 1 })
    const csv = (encoding: 'utf-8' | 'gb18030') => readRows(path, { format: 'csv', encoding, delimiter: ',' })
    return csv('utf-8').catch((error: unknown) => {
      if (error instanceof Problem && error.code === 'table.encoding-wrong') return csv('gb18030')
      throw error
    })
  })
}

const isBlank = (row: TableRow): boolean =>
  Object.values(row.columns).every((it) => it === null || String(it).trim() === '')

/** Reads the form's file and judges every row of it. */
export async function judgePeople({ request, db, actor }: HandlerContext): Promise<JudgedPeople> {
  const part = request.isMultipart() ? await request.file() : undefined
  if (!part) throw IdentityProblem.fileMissing({})
  const rows = (await readStaffList(part.filename, await part.toBuffer())).filter((it) => !isBlank(it))
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

const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

async function sendWorkbook(
  { reply }: HandlerContext,
  name: string,
  columns: readonly string[],
  rows: readonly WrittenRow[],
): Promise<void> {
  const bytes = await inFolder(async (folder) => {
    const path = join(folder, 'list.xlsx')
    await writeTable(path, columns, streamOf(rows))
    return readFile(path)
  })
  await reply
    .type(workbookType)
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
    .send(bytes)
}

async function* streamOf(rows: readonly WrittenRow[]): AsyncIterable<WrittenRow> {
  yield* rows
}

/** Sends an empty staff list. */
export const sendTemplate = (context: HandlerContext): Promise<void> =>
  sendWorkbook(context, '人员导入模板.xlsx', Object.values(peopleColumns), [])

/** Sends the accounts that `filter` leaves, in the columns that an import reads and some more. */
export async function sendPeople(context: HandlerContext, filter: AccountFilter): Promise<void> {
  const { db, actor, now } = context
  const { accounts } = await findAccounts(db, actor.adcode, now, filter)
  const columns = [...Object.values(peopleColumns), '状态', '最近登录']
  const rows = accounts.map((it) => ({
    columns: {
      [peopleColumns.username]: it.username,
      [peopleColumns.name]: it.name,
      [peopleColumns.organisation]: it.organisation?.name ?? null,
      [peopleColumns.posts]: it.posts.map((post) => postNames[post].zh).join('、'),
      [peopleColumns.areas]: it.areaCodes.join('；'),
      [peopleColumns.phone]: it.phone,
      状态: it.disabledAt ? '停用' : '启用',
      最近登录: it.lastSignInAt,
    },
  }))
  await sendWorkbook(context, '人员.xlsx', columns, rows)
}
