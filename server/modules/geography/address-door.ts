/** Tables and surveys of places over HTTP: a file in, a file out. */
import { createHash } from 'node:crypto'
import type { z } from 'zod'
import type { exportPlacesEndpoint } from '#domain/geography/address-contract.ts'
import { AddressProblem } from '#domain/geography/address-problems.ts'
import { placeKindNames } from '#domain/geography/place.ts'
import { neededPlaceColumns, placeColumns } from '#domain/geography/place-delivery.ts'
import type { importPlacesEndpoint } from '#domain/geography/place-import-contract.ts'
import type { TableRow } from '#domain/table.ts'
import type { HandlerContext } from '#platform/http/serve.ts'
import { readFormTable, sendTable } from '#platform/tabular/form-table.ts'
import type { WrittenRow } from '#platform/tabular/write-table.ts'
import { beginPlaceImport } from './commands/begin-place-import.ts'
import type { StoredPlace } from './place-store.ts'
import { streamPlaces } from './queries/find-places.ts'
import { runPlaceImport } from './run-place-import.ts'
import { readSurvey } from './survey/read-survey.ts'

const isSurvey = (name: string): boolean => /\.(geojson|json|gpkg)$/i.test(name)

type Upload = { readonly rows: TableRow[]; readonly digest: string; readonly fileName: string }

/** The rows of the form's file: a table, or a survey whose attributes bear the names of the columns. */
async function readUpload({ request }: HandlerContext): Promise<Upload> {
  const file = request.isMultipart() ? await request.file() : undefined
  if (file === undefined) throw AddressProblem.fileMissing({})
  const bytes = await file.toBuffer()
  const digest = createHash('sha256').update(bytes).digest('hex')
  if (isSurvey(file.filename)) {
    const survey = await readSurvey(new Map([[file.filename, new Uint8Array(bytes)]]))
    const rows = survey.features.map(({ row, properties, geometry }) => ({
      rowNumber: row,
      columns: properties,
      geometry,
    }))
    return { rows, digest, fileName: file.filename.slice(-120) }
  }
  const rows = await readFormTable(file.filename, bytes, neededPlaceColumns)
  if (rows === undefined) throw AddressProblem.fileMissing({})
  return { rows, digest, fileName: file.filename.slice(-120) }
}

/** Takes the file in and answers; the places are imported or checked afterwards, and the import says how far it is. */
export async function uploadPlaces(
  context: HandlerContext,
  { dryRun }: z.output<typeof importPlacesEndpoint.query>,
): Promise<{ id: string; total: number }> {
  const { act, actor, db, now, request, requestId } = context
  const { rows, digest, fileName } = await readUpload(context)
  const isDryRun = dryRun === 'true'
  const begun = await act(
    actor,
    beginPlaceImport,
    { fileName, digest, total: rows.length, isDryRun },
    { requestId },
  )
  void runPlaceImport({ id: begun.id, act, actor, db, now, rows, digest, isDryRun }).catch((error: unknown) =>
    request.log.error({ err: error, importId: begun.id }, 'an import of places failed'),
  )
  return begun
}

/** Sends an empty table of places. */
export const sendPlaceTemplate = (context: HandlerContext): Promise<void> =>
  sendTable(context, '地名地址导入模板', 'xlsx', Object.values(placeColumns), [])

const namesOf = ({ otherNames }: StoredPlace, kind: 'alias' | 'former'): string =>
  otherNames
    .filter((it) => it.kind === kind)
    .map((it) => it.name)
    .join('；')

/** The columns of an export beside those that an import reads. */
export const exportedPlaceColumns = [
  ...Object.values(placeColumns),
  '乡镇街道代码',
  '社区代码',
  '单元网格代码',
  '停用日期',
  '演示数据',
]

/** A place as a row of the table that the import reads back. */
export const toPlaceRow = (it: StoredPlace): WrittenRow['columns'] => ({
  [placeColumns.code]: it.code,
  [placeColumns.kind]: placeKindNames[it.kind].zh,
  [placeColumns.name]: it.name,
  [placeColumns.fullText]: it.fullText,
  [placeColumns.aliases]: namesOf(it, 'alias'),
  [placeColumns.formerNames]: namesOf(it, 'former'),
  [placeColumns.lng]: it.position[0],
  [placeColumns.lat]: it.position[1],
  [placeColumns.datum]: 'cgcs2000',
  [placeColumns.source]: it.source,
  [placeColumns.surveyedOn]: it.surveyedOn,
  乡镇街道代码: it.townCode,
  社区代码: it.communityCode,
  单元网格代码: it.cellCode,
  停用日期: it.endedOn,
  演示数据: it.synthetic ? '是' : null,
})

/** Sends the places that `filter` leaves. */
export async function sendPlaces(
  context: HandlerContext,
  { format, ...filter }: z.output<typeof exportPlacesEndpoint.query>,
): Promise<void> {
  const rows: WrittenRow['columns'][] = []
  for await (const it of streamPlaces(context.db, context.actor.adcode, filter)) rows.push(toPlaceRow(it))
  await sendTable(context, '地名地址库', format, exportedPlaceColumns, rows)
}
