/**
 * From the rows of a table of places to places to be: every wrong cell is named by row and column. Rows are judged one by one, so
 * that a table of any length can be read as it comes in.
 */
import { Reason } from '../exchange/reasons.ts'
import { OnDate } from '../instant.ts'
import type { Sentence } from '../problem.ts'
import type { Cell, Finding, TableRow } from '../table.ts'
import { type Datum, datums, toCgcs2000 } from './datum.ts'
import { Geometry, type Position } from './geometry.ts'
import {
  type OtherName,
  type OtherNameKind,
  PlaceCode,
  type PlaceKind,
  PlaceName,
  placeKindNames,
  placeKinds,
} from './place.ts'

/** The columns of a table of places, as the template has them and the export writes them. */
export const placeColumns = {
  code: '地址编码',
  kind: '类型',
  name: '名称',
  fullText: '标准地址',
  aliases: '别名',
  formerNames: '旧称',
  lng: '经度',
  lat: '纬度',
  datum: '坐标系',
  source: '来源',
  surveyedOn: '采集日期',
} as const

/** Columns without which a table is none of places; a survey brings its points itself. */
export const neededPlaceColumns = [placeColumns.kind, placeColumns.name]

/** A place as a row tells of it; what is empty in an import leaves what stands. */
export type DeliveredPlace = {
  readonly row: number
  readonly code: string | null
  readonly kind: PlaceKind
  readonly name: string
  /** Town and name where it is empty. */
  readonly fullText: string
  readonly otherNames: readonly OtherName[]
  readonly position: Position
  readonly geometry: Geometry | null
  readonly source: string
  readonly surveyedOn: string | null
}

const kindByWord = new Map<string, PlaceKind>(
  placeKinds.flatMap((it) => [
    [it, it] as const,
    [placeKindNames[it].zh, it] as const,
    [placeKindNames[it].en.toLowerCase(), it] as const,
  ]),
)
const datumWords: Readonly<Record<string, Datum>> = {
  国家2000: 'cgcs2000',
  高德: 'gcj02',
  腾讯: 'gcj02',
  百度: 'bd09',
  ...Object.fromEntries(datums.map((it) => [it, it])),
}

const textOf = (cell: Cell | undefined): string => String(cell ?? '').trim()
const listOf = (text: string): string[] => text.split(/[;；、,，]+/).filter((it) => it.trim() !== '')

/** What `judge` finds wrong is kept under the column; the value is undefined then. */
class Judging {
  readonly refused: Finding[] = []
  private readonly row: TableRow

  constructor(row: TableRow) {
    this.row = row
  }

  text(column: string): string {
    return textOf(this.row.columns[column])
  }

  refuse(column: string | null, reason: Sentence): undefined {
    this.refused.push({ row: this.row.rowNumber, column, reason })
    return undefined
  }

  name(column: string, text: string): string | undefined {
    const parsed = PlaceName.safeParse(text)
    if (parsed.success) return parsed.data
    const [zh = '', en = ''] = splitMessage(parsed.error.issues[0]?.message ?? '')
    return this.refuse(column, { zh: `“${text}”：${zh}`, en: `"${text}": ${en}` })
  }
}

/** Messages of the schemas are Chinese and English in one line. */
const splitMessage = (message: string): [string, string] => {
  const at = message.search(/ (?=[a-z])/)
  return at < 0 ? [message, message] : [message.slice(0, at), message.slice(at + 1)]
}

function kindOf(judging: Judging): PlaceKind | undefined {
  const text = judging.text(placeColumns.kind)
  const kind = kindByWord.get(text.toLowerCase())
  if (kind !== undefined) return kind
  const known = placeKinds.map((it) => placeKindNames[it].zh)
  return judging.refuse(placeColumns.kind, text === '' ? Reason.missing() : Reason.unknownWord(text, known))
}

function degreesOf(judging: Judging, column: string, most: number): number | undefined {
  const text = judging.text(column)
  if (text === '') return judging.refuse(column, Reason.missing())
  const value = Number(text)
  if (!Number.isFinite(value)) return judging.refuse(column, Reason.notANumber(text))
  if (Math.abs(value) <= most) return value
  return judging.refuse(column, {
    zh: `“${text}”超出 ±${most} 度`,
    en: `${text} is beyond ±${most} degrees`,
  })
}

function datumOf(judging: Judging): Datum | undefined {
  const text = judging.text(placeColumns.datum)
  const datum = text === '' ? 'cgcs2000' : datumWords[text.toLowerCase()]
  return datum ?? judging.refuse(placeColumns.datum, Reason.unknownWord(text, Object.keys(datumWords)))
}

/** The first corner of a shape; a street lies in the middle of its line. */
function middleOf(geometry: Geometry): Position {
  if (geometry.type === 'Point') return geometry.coordinates
  if (geometry.type === 'LineString')
    return geometry.coordinates[Math.floor(geometry.coordinates.length / 2)] ?? [0, 0]
  const ring = geometry.type === 'Polygon' ? geometry.coordinates[0] : geometry.coordinates[0]?.[0]
  return ring?.[0] ?? [0, 0]
}

const digits = 1e7
const rounded = ([lng, lat]: Position): Position => [
  Math.round(lng * digits) / digits,
  Math.round(lat * digits) / digits,
]

/** Where a row lies: the shape it brings, or its two columns of degrees. */
function pointOf(judging: Judging, row: TableRow): { position: Position; line: Geometry | null } | undefined {
  if (row.geometry !== undefined && row.geometry !== null) {
    const parsed = Geometry.safeParse(row.geometry)
    if (!parsed.success || !['Point', 'LineString'].includes(parsed.data.type))
      return judging.refuse(null, {
        zh: '只能是点，道路可以是线',
        en: 'must be a point, or a line for a street',
      })
    if (parsed.data.type !== 'LineString') return { position: rounded(middleOf(parsed.data)), line: null }
    // A street that was exported says in its columns where it is named.
    const said = [placeColumns.lng, placeColumns.lat].every((it) => judging.text(it) !== '')
    const at = said ? degreesPoint(judging) : rounded(middleOf(parsed.data))
    return at && { position: at, line: parsed.data }
  }
  const at = degreesPoint(judging)
  return at && { position: at, line: null }
}

function degreesPoint(judging: Judging): Position | undefined {
  const [lng, lat] = [degreesOf(judging, placeColumns.lng, 180), degreesOf(judging, placeColumns.lat, 90)]
  const datum = datumOf(judging)
  if (lng === undefined || lat === undefined || datum === undefined) return undefined
  return rounded(toCgcs2000([lng, lat], datum))
}

function otherNamesOf(judging: Judging, own: string | undefined): OtherName[] {
  const read = (column: string, kind: OtherNameKind): OtherName[] =>
    listOf(judging.text(column)).flatMap((it) => {
      const name = judging.name(column, it)
      return name === undefined ? [] : [{ name, kind }]
    })
  const all = [...read(placeColumns.aliases, 'alias'), ...read(placeColumns.formerNames, 'former')]
  const seen = new Set(own === undefined ? [] : [own])
  // Said twice it is still one name.
  return all.filter(({ name }) => !seen.has(name) && seen.add(name))
}

/** The place of a row, or what is wrong with it. */
export function toDeliveredPlace(row: TableRow): DeliveredPlace | Finding[] {
  if (row.broken) return [{ row: row.rowNumber, column: null, reason: row.broken }]
  const judging = new Judging(row)
  const codeText = judging.text(placeColumns.code)
  const code = codeText === '' ? null : PlaceCode.safeParse(codeText).data
  if (code === undefined)
    judging.refuse(placeColumns.code, {
      zh: `“${codeText}”只能有字母、数字和短横，最多 40 位`,
      en: `"${codeText}" may have letters, digits and hyphens, at most 40`,
    })
  const kind = kindOf(judging)
  const nameText = judging.text(placeColumns.name)
  const name =
    nameText === ''
      ? judging.refuse(placeColumns.name, Reason.missing())
      : judging.name(placeColumns.name, nameText)
  const day = judging.text(placeColumns.surveyedOn).slice(0, 10)
  const surveyedOn = day === '' ? null : OnDate.safeParse(day).data
  if (surveyedOn === undefined) judging.refuse(placeColumns.surveyedOn, Reason.notATime(day, 'YYYY-MM-DD'))
  const otherNames = otherNamesOf(judging, name)
  const point = pointOf(judging, row)
  if (judging.refused.length || !kind || !name || !point || code === undefined || surveyedOn === undefined)
    return judging.refused
  return {
    row: row.rowNumber,
    code,
    kind,
    name,
    fullText: judging.text(placeColumns.fullText).slice(0, 256),
    otherNames,
    position: point.position,
    geometry: kind === 'street' ? point.line : null,
    source: judging.text(placeColumns.source).slice(0, 100),
    surveyedOn,
  }
}
