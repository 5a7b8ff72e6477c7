/**
 * From the rows of a file to cameras, known by their code. Every wrong cell is named by row and column, and a file with one
 * wrong cell changes nothing. An empty address leaves the one that stands; other empty cells say the usual.
 */
import { Reason } from '../exchange/reasons.ts'
import { type Datum, datums } from '../geography/datum.ts'
import type { Sentence } from '../problem.ts'
import type { Finding, TableRow } from '../table.ts'
import {
  type CameraChange,
  CameraChange as CameraRow,
  cameraAccesses,
  cameraAccessNames,
  cameraKindNames,
  cameraKinds,
  cameraStateNames,
  usualWaitDays,
} from './camera.ts'
import { findCodeFault } from './camera-code.ts'
import { findAddressFault } from './stream-address.ts'

/** The columns of a file, in their order. */
export const cameraColumns = {
  code: '编码',
  name: '名称',
  address: '地址',
  lng: '经度',
  lat: '纬度',
  datum: '坐标系',
  organisation: '权属单位',
  kind: '类型',
  bearing: '朝向',
  angle: '视场角',
  state: '状态',
  access: '开放范围',
  purpose: '用途',
  legalBasis: '设置依据',
  retentionDays: '留存天数',
  waitDays: '待审留存天数',
  streamUrl: '播放地址',
  snapshotUrl: '截图地址',
} as const
type Column = keyof typeof cameraColumns

/** Columns without which a file is no register. */
export const neededCameraColumns = [
  cameraColumns.code,
  cameraColumns.name,
  cameraColumns.lng,
  cameraColumns.lat,
  cameraColumns.purpose,
  cameraColumns.legalBasis,
]

/** What people call the datums. */
export const datumNames: Readonly<Record<Datum, string>> = {
  cgcs2000: 'CGCS2000',
  wgs84: 'WGS-84',
  gcj02: 'GCJ-02',
  bd09: 'BD-09',
}

/** What a file is judged against. */
export type KnownCameras = {
  readonly organisations: readonly { readonly id: string; readonly name: string }[]
  readonly hosts: readonly string[]
}

/** A camera of a file and the row it stands in. */
export type DeliveredCamera = { readonly row: number; readonly camera: CameraChange }

const stateWords = {
  'in-service': cameraStateNames['in-service'].zh,
  'out-of-order': cameraStateNames['out-of-order'].zh,
}
const kindWords = Object.fromEntries(cameraKinds.map((it) => [it, cameraKindNames[it].zh]))
const accessWords = Object.fromEntries(cameraAccesses.map((it) => [it, cameraAccessNames[it].zh]))

type Refuse = (column: Column | null, reason: Sentence) => void

/** The cameras of the rows, and what is wrong with them. */
export function toDeliveredCameras(
  rows: readonly TableRow[],
  known: KnownCameras,
): { cameras: DeliveredCamera[]; refused: Finding[] } {
  const refused: Finding[] = []
  const firstRows = new Map<string, number>()
  const cameras = rows.flatMap((row): DeliveredCamera[] => {
    let isWrong = false
    const refuse: Refuse = (column, reason) => {
      isWrong = true
      refused.push({ row: row.rowNumber, column: column && cameraColumns[column], reason })
    }
    if (row.broken) refuse(null, row.broken)
    const camera = row.broken ? undefined : judgeRow(row, known, firstRows, refuse)
    return camera && !isWrong ? [{ row: row.rowNumber, camera }] : []
  })
  return { cameras, refused }
}

function judgeRow(
  row: TableRow,
  { organisations, hosts }: KnownCameras,
  firstRows: Map<string, number>,
  refuse: Refuse,
): CameraChange | undefined {
  const text = (column: Column): string => String(row.columns[cameraColumns[column]] ?? '').trim()
  const number = (column: Column): number | null => {
    if (text(column) === '') return null
    const value = Number(text(column))
    if (Number.isFinite(value)) return value
    refuse(column, Reason.notANumber(text(column)))
    return null
  }
  const word = (column: Column, words: Readonly<Record<string, string>>, usual: string): string => {
    if (text(column) === '') return usual
    const found = Object.entries(words).find(([, name]) => name.toLowerCase() === text(column).toLowerCase())
    if (!found) refuse(column, Reason.unknownWord(text(column), Object.values(words)))
    return found?.[0] ?? usual
  }
  const address = (column: 'streamUrl' | 'snapshotUrl') => {
    const fault = text(column) === '' ? undefined : findAddressFault(text(column), hosts)
    if (fault) refuse(column, fault)
    return text(column) === '' ? {} : { [column]: text(column) }
  }
  const owner = organisations.find((it) => it.name === text('organisation'))
  if (text('organisation') !== '' && !owner)
    refuse(
      'organisation',
      Reason.unknownWord(
        text('organisation'),
        organisations.map((it) => it.name),
      ),
    )
  for (const column of ['code', 'name', 'lng', 'lat', 'purpose', 'legalBasis'] as const)
    if (text(column) === '') refuse(column, Reason.missing())
  judgeCode(text('code'), row.rowNumber, firstRows, refuse)
  const parsed = CameraRow.safeParse({
    code: text('code'),
    name: text('name'),
    address: text('address'),
    point: [number('lng') ?? 0, number('lat') ?? 0],
    datum: word('datum', datumNames, datums[0]),
    organisationId: owner?.id ?? null,
    kind: word('kind', kindWords, 'bullet'),
    bearing: number('bearing'),
    angle: number('angle'),
    state: word('state', stateWords, 'in-service'),
    access: word('access', accessWords, 'centre'),
    purpose: text('purpose'),
    legalBasis: text('legalBasis'),
    retentionDays: number('retentionDays') ?? 7,
    waitDays: number('waitDays') ?? usualWaitDays,
    ...address('streamUrl'),
    ...address('snapshotUrl'),
  })
  if (!parsed.success) refuseIssues(parsed.error.issues, text, refuse)
  return parsed.data
}

function judgeCode(code: string, row: number, firstRows: Map<string, number>, refuse: Refuse): void {
  if (code === '') return
  const first = firstRows.get(code)
  if (first !== undefined) refuse('code', Reason.keyRepeated(code, first))
  firstRows.set(code, first ?? row)
  const fault = findCodeFault(code)
  if (fault) refuse('code', fault)
}

/** What the schema finds wrong beside what was found before: lengths and ranges. */
function refuseIssues(
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
  text: (column: Column) => string,
  refuse: Refuse,
): void {
  for (const { path, message } of issues) {
    const [name, index] = path
    const column = name === 'point' ? (index === 1 ? 'lat' : 'lng') : (name as Column)
    if (column === 'code' || (column in cameraColumns && text(column) === '')) continue
    refuse(column in cameraColumns ? column : null, { zh: `取值不合要求（${message}）`, en: message })
  }
}
