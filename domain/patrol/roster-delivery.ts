/**
 * From the rows of a roster file to lines: people in rows, days in columns, shifts by name or mark in the cells. Every
 * wrong cell is named by row and column, and a file with one wrong cell changes nothing.
 */
import { Reason } from '../exchange/reasons.ts'
import { type Post, postCodes, postNames } from '../identity/post.ts'
import type { Sentence } from '../problem.ts'
import type { Finding, TableRow } from '../table.ts'
import { findOverlaps } from './line-checks.ts'
import { keyOfLine, type LineInput, type RosterLine } from './roster-line.ts'
import { isInUse, type Shift, stretchOf } from './shift.ts'

/** The columns before the days. */
export const rosterColumns = { username: '用户名', name: '姓名', post: '岗位', ground: '责任区' } as const

/** Columns without which a file is no roster. */
export const neededRosterColumns = [rosterColumns.name]

type KnownPerson = {
  readonly id: string
  readonly name: string
  readonly username: string
  readonly posts: readonly Post[]
}

/** What a roster file is judged against. */
export type KnownRoster = {
  readonly today: string
  readonly people: readonly KnownPerson[]
  readonly shifts: readonly Shift[]
  readonly areas: readonly { code: string; name: string }[]
  readonly grids: readonly { code: string; name: string }[]
  /** The standing lines of the people, of the days of the file and of those around them. */
  readonly standing: readonly RosterLine[]
}

export type Delivered = {
  readonly lines: readonly LineInput[]
  readonly personIds: readonly string[]
  readonly days: readonly string[]
  readonly refused: readonly Finding[]
}

type Ground = Pick<LineInput, 'areaCode' | 'gridCode'>
type Placed = { readonly line: LineInput; readonly row: number; readonly column: string }

const dayForm = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:\D.*)?$/

/** The day that the heading of a column names; undefined when it names none. */
export function dayOfHeading(heading: string): string | undefined {
  const [, year, month = '', day = ''] = dayForm.exec(heading.trim()) ?? []
  if (!year) return undefined
  const onDate = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const isReal = !Number.isNaN(Date.parse(onDate)) && new Date(onDate).toISOString().startsWith(onDate)
  return isReal ? onDate : undefined
}

const offWords = new Set(['', '休', '休息', '-', '—', '/', 'off'])

const wordsOf = (text: string): string[] =>
  text
    .split(/[;；、,，+＋\s]+/)
    .map((it) => it.trim())
    .filter((it) => !offWords.has(it))

/** The lines of each row, and what is wrong with the others. */
export function toDeliveredRoster(rows: readonly TableRow[], known: KnownRoster): Delivered {
  const headings = Object.keys(rows[0]?.columns ?? {})
  const columns = headings.flatMap((heading) => {
    const onDate = dayOfHeading(heading)
    return onDate ? [{ heading, onDate }] : []
  })
  const refused: Finding[] = columns.length ? [] : [{ row: 1, column: null, reason: noDays }]
  const placed: Placed[] = []
  const firstRows = new Map<string, number>()
  for (const row of rows) {
    const refuse = (column: string | null, reason: Sentence): void => {
      refused.push({ row: row.rowNumber, column, reason })
    }
    if (row.broken) refuse(null, row.broken)
    else placed.push(...judgeRow(row, columns, known, firstRows, refuse))
  }
  const personIds = [...firstRows.keys()]
  const days = columns.map((it) => it.onDate)
  refused.push(
    ...findPastChanges(placed, personIds, columns, known, firstRows),
    ...findClashes(placed, personIds, days, known),
  )
  return { lines: placed.map((it) => it.line), personIds, days, refused }
}

function judgeRow(
  row: TableRow,
  columns: readonly { heading: string; onDate: string }[],
  known: KnownRoster,
  firstRows: Map<string, number>,
  refuse: (column: string | null, reason: Sentence) => void,
): Placed[] {
  const text = (column: string): string => String(row.columns[column] ?? '').trim()
  const person = findPerson(text(rosterColumns.username), text(rosterColumns.name), known, refuse)
  if (!person) return []
  const first = firstRows.get(person.id)
  if (first !== undefined) {
    refuse(rosterColumns.name, Reason.keyRepeated(person.name, first))
    return []
  }
  firstRows.set(person.id, row.rowNumber)
  const post = findPost(text(rosterColumns.post), person, refuse)
  const ground = findGround(text(rosterColumns.ground), known, refuse)
  return columns.flatMap(({ heading, onDate }) =>
    wordsOf(text(heading)).flatMap((word): Placed[] => {
      const shift = known.shifts.find((it) => isInUse(it, onDate) && (it.name === word || it.mark === word))
      if (!shift) {
        const names = known.shifts.filter((it) => isInUse(it, onDate)).map((it) => it.name)
        refuse(heading, Reason.unknownWord(word, [...names, '休']))
        return []
      }
      if (!post || ground === undefined) return []
      const line = { personId: person.id, onDate, shiftId: shift.id, post }
      const there = known.standing.find((it) => keyOfLine(it) === keyOfLine(line))
      const said = ground ?? { areaCode: there?.areaCode ?? null, gridCode: there?.gridCode ?? null }
      return [{ line: { ...line, ...said }, row: row.rowNumber, column: heading }]
    }),
  )
}

function findPerson(
  username: string,
  name: string,
  { people }: KnownRoster,
  refuse: (column: string, reason: Sentence) => void,
): KnownPerson | undefined {
  if (username) {
    const found = people.find((it) => it.username === username)
    if (!found) refuse(rosterColumns.username, noPerson(username))
    else if (name && found.name !== name) refuse(rosterColumns.name, otherName(found.name))
    return found && (!name || found.name === name) ? found : undefined
  }
  if (!name) {
    refuse(rosterColumns.name, Reason.missing())
    return undefined
  }
  const found = people.filter((it) => it.name === name)
  if (!found.length) refuse(rosterColumns.name, noPerson(name))
  else if (found.length > 1) refuse(rosterColumns.username, severalPeople(name, found.length))
  return found.length === 1 ? found[0] : undefined
}

function findPost(
  text: string,
  person: KnownPerson,
  refuse: (column: string, reason: Sentence) => void,
): Post | undefined {
  const able = person.posts.filter((it) => it !== 'citizen')
  if (text === '') return able.find((it) => it === 'collector') ?? able[0]
  const found = postCodes.find((it) => it === text || postNames[it].zh === text || postNames[it].en === text)
  if (found && able.some((it) => it === found)) return found
  refuse(
    rosterColumns.post,
    Reason.unknownWord(
      text,
      able.map((it) => postNames[it].zh),
    ),
  )
  return undefined
}

/** Null where the file says nothing; undefined where it says something unknown. */
function findGround(
  text: string,
  { areas, grids }: KnownRoster,
  refuse: (column: string, reason: Sentence) => void,
): Ground | null | undefined {
  if (text === '') return null
  const grid = grids.find((it) => it.code === text || it.name === text)
  if (grid) return { areaCode: null, gridCode: grid.code }
  const area = areas.find((it) => it.code === text || it.name === text)
  if (area) return { areaCode: area.code, gridCode: null }
  refuse(rosterColumns.ground, noGround(text))
  return undefined
}

/** Days that are over may stand in the file as they were, and not otherwise. */
function findPastChanges(
  placed: readonly Placed[],
  personIds: readonly string[],
  columns: readonly { heading: string; onDate: string }[],
  { today, standing }: KnownRoster,
  rows: ReadonlyMap<string, number>,
): Finding[] {
  const shiftsOf = (lines: readonly LineInput[], personId: string, onDate: string): string =>
    lines
      .filter((it) => it.personId === personId && it.onDate === onDate)
      .map((it) => it.shiftId)
      .sort()
      .join()
  const lines = placed.map((it) => it.line)
  return columns
    .filter((it) => it.onDate < today)
    .flatMap(({ heading, onDate }) =>
      personIds
        .filter((id) => shiftsOf(lines, id, onDate) !== shiftsOf(standing, id, onDate))
        .map((id) => ({ row: rows.get(id) ?? 0, column: heading, reason: isOver })),
    )
}

/** Where somebody would be in two places at once, by what the file says and what stands around it. */
function findClashes(
  placed: readonly Placed[],
  personIds: readonly string[],
  days: readonly string[],
  { shifts, standing }: KnownRoster,
): Finding[] {
  const kept = standing.filter((it) => personIds.includes(it.personId) && !days.includes(it.onDate))
  const work = placed.flatMap((it) => {
    const shift = shifts.find((one) => one.id === it.line.shiftId)
    return shift ? [{ ...it.line, ...stretchOf(shift, it.line.onDate), at: it }] : []
  })
  return findOverlaps([...kept.map((it) => ({ ...it, at: undefined })), ...work]).flatMap(
    ({ first, second }) => {
      const at = second.at ?? first.at
      return at ? [{ row: at.row, column: at.column, reason: clash }] : []
    },
  )
}

const noDays: Sentence = {
  zh: '没有日期列：列名应为日期，如 2026-06-15',
  en: 'there is no column of a day; its heading is a date such as 2026-06-15',
}
const isOver: Sentence = {
  zh: '这一天已过，与原排班不同，不能更改',
  en: 'this day is over and differs from the roster; it is not changed',
}
const clash: Sentence = { zh: '与本人其他班次时间重叠', en: 'overlaps another shift of the person' }
const noPerson = (text: string): Sentence => ({
  zh: `本单位没有“${text.slice(0, 60)}”`,
  en: `the organisation has nobody called "${text.slice(0, 60)}"`,
})
const otherName = (name: string): Sentence => ({
  zh: `这个用户名的姓名是“${name}”`,
  en: `the user name belongs to "${name}"`,
})
const severalPeople = (name: string, count: number): Sentence => ({
  zh: `有 ${count} 人叫“${name}”，请填写用户名`,
  en: `${count} people are called "${name}"; give the user name`,
})
const noGround = (text: string): Sentence => ({
  zh: `没有名称或代码为“${text.slice(0, 60)}”的区域或责任网格`,
  en: `no area or responsibility grid is known as "${text.slice(0, 60)}"`,
})
