/**
 * From the rows of a staff list to people to be: every wrong cell is named by row and column, and a list with one
 * wrong cell brings nobody, so that nobody has to find out who came and who did not.
 */
import { Reason } from '../exchange/reasons.ts'
import { PhoneNumber } from '../personal-data.ts'
import type { Sentence } from '../problem.ts'
import type { Finding, TableRow } from '../table.ts'
import { administrationsIn, type Post, postCodes, postNames } from './post.ts'

/** The columns of a staff list, as the template has them. */
export const peopleColumns = {
  username: '用户名',
  name: '姓名',
  organisation: '单位',
  posts: '岗位',
  areas: '责任区域代码',
  phone: '手机号',
} as const

/** Columns without which a file is no staff list. */
export const neededPeopleColumns = [peopleColumns.username, peopleColumns.name, peopleColumns.posts]

/** A person as a row tells of them. */
export type DeliveredPerson = {
  readonly row: number
  readonly username: string
  readonly name: string
  readonly organisationId: string | null
  readonly organisationName: string | null
  readonly posts: readonly Post[]
  readonly areaCodes: readonly string[]
  readonly phone: string | null
}

/** What a staff list is judged against. */
export type Known = {
  readonly adcode: string
  readonly usernames: ReadonlySet<string>
  /** Name, short name and code of the organisations that have not ended. */
  readonly organisations: readonly {
    readonly id: string
    readonly name: string
    readonly shortName: string | null
    readonly externalCode: string | null
  }[]
}

const usernameForm = /^[a-z][a-z0-9_.-]{1,40}$/

const listOf = (text: string): string[] =>
  text
    .split(/[;；、,，\s]+/)
    .map((it) => it.trim())
    .filter((it) => it !== '')

const postByName = new Map<string, Post>(
  postCodes.flatMap((code) => [
    [code, code] as const,
    [postNames[code].zh, code] as const,
    [postNames[code].en, code] as const,
  ]),
)

/** The person of each row, and what is wrong with the others; a user name may stand in one row only. */
export function toDeliveredPeople(
  rows: readonly TableRow[],
  known: Known,
): { people: DeliveredPerson[]; refused: Finding[] } {
  const people: DeliveredPerson[] = []
  const refused: Finding[] = []
  const firstRows = new Map<string, number>()
  for (const row of rows) {
    const judged = judgeRow(row, known, firstRows)
    if (Array.isArray(judged)) refused.push(...judged)
    else people.push(judged)
  }
  return { people, refused }
}

function judgeRow(row: TableRow, known: Known, firstRows: Map<string, number>): DeliveredPerson | Finding[] {
  if (row.broken) return [{ row: row.rowNumber, column: null, reason: row.broken }]
  const findings: Finding[] = []
  const text = (field: keyof typeof peopleColumns): string =>
    String(row.columns[peopleColumns[field]] ?? '').trim()
  const refuse = (field: keyof typeof peopleColumns, reason: Sentence): void => {
    findings.push({ row: row.rowNumber, column: peopleColumns[field], reason })
  }
  const username = text('username')
  judgeUsername(username, row.rowNumber, known, firstRows, (reason) => refuse('username', reason))
  const name = text('name')
  if (name === '') refuse('name', Reason.missing())
  else if ([...name].length > 50) refuse('name', tooLong([...name].length, 50))
  const organisation = text('organisation')
  const found = known.organisations.find((it) =>
    [it.name, it.shortName, it.externalCode].includes(organisation),
  )
  if (organisation !== '' && !found) refuse('organisation', noSuchOrganisation(organisation))
  const words = listOf(text('posts'))
  const posts = words.flatMap((it) => postByName.get(it) ?? [])
  const wrongPost = words.find((it) => !postByName.has(it))
  if (wrongPost !== undefined)
    refuse(
      'posts',
      Reason.unknownWord(
        wrongPost,
        postCodes.map((it) => postNames[it].zh),
      ),
    )
  else if (!posts.length) refuse('posts', Reason.missing())
  else if (administrationsIn(posts).length > 1) refuse('posts', combined)
  const areaCodes = listOf(text('areas'))
  const outside = areaCodes.find((it) => !/^\d{6,15}$/.test(it) || !it.startsWith(known.adcode))
  if (outside !== undefined) refuse('areas', noAreaOf(outside, known.adcode))
  const phone = text('phone')
  if (phone !== '' && !PhoneNumber.safeParse(phone).success) refuse('phone', noPhoneNumber(phone))
  if (findings.length) return findings
  return {
    row: row.rowNumber,
    username,
    name,
    organisationId: found?.id ?? null,
    organisationName: found?.name ?? null,
    posts: [...new Set(posts)],
    areaCodes: [...new Set(areaCodes)],
    phone: phone === '' ? null : phone,
  }
}

function judgeUsername(
  username: string,
  row: number,
  known: Known,
  firstRows: Map<string, number>,
  refuse: (reason: Sentence) => void,
): void {
  const first = firstRows.get(username)
  if (username === '') refuse(Reason.missing())
  else if (!usernameForm.test(username)) refuse(usernameWrong(username))
  else if (first !== undefined) refuse(Reason.keyRepeated(username, first))
  else {
    firstRows.set(username, row)
    if (known.usernames.has(username)) refuse(usernameTaken(username))
  }
}

const combined: Sentence = {
  zh: '系统管理员、安全管理员、审计管理员不能兼任',
  en: 'no account holds two of the posts of system, security and audit administrator',
}
const tooLong = (length: number, most: number): Sentence => ({
  zh: `文字过长（${length} 字），最多 ${most} 字`,
  en: `the text is too long (${length} characters, at most ${most})`,
})
const usernameTaken = (text: string): Sentence => ({
  zh: `用户名“${text}”已被使用`,
  en: `the user name "${text}" is taken`,
})
const usernameWrong = (text: string): Sentence => ({
  zh: `“${text.slice(0, 60)}”不是用户名：小写字母开头，2–41 位小写字母、数字或 _.-`,
  en: `"${text.slice(0, 60)}" is no user name: a small letter, then 1–40 small letters, digits or _.-`,
})
const noSuchOrganisation = (text: string): Sentence => ({
  zh: `没有名称、简称或编号为“${text.slice(0, 60)}”的单位`,
  en: `no organisation is known as "${text.slice(0, 60)}"`,
})
const noAreaOf = (text: string, adcode: string): Sentence => ({
  zh: `“${text.slice(0, 60)}”不是本县（${adcode}）的区域代码`,
  en: `"${text.slice(0, 60)}" is no area of the county ${adcode}`,
})
const noPhoneNumber = (text: string): Sentence => ({
  zh: `“${text.slice(0, 3)}…”不是电话号码`,
  en: `"${text.slice(0, 3)}…" is no telephone number`,
})
