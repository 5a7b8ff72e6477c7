/** Tables and surveys of places over HTTP: a file in, a file out. */
import type { z } from 'zod'
import type { exportPlacesEndpoint } from '#domain/geography/address-contract.ts'
import { AddressProblem } from '#domain/geography/address-problems.ts'
import { placeKindNames } from '#domain/geography/place.ts'
import { neededPlaceColumns, placeColumns } from '#domain/geography/place-delivery.ts'
import type { importPlacesEndpoint } from '#domain/geography/place-import-contract.ts'
import type { TableRow } from '#domain/table.ts'
import { digestOf } from '#platform/files/digest-of.ts'
import type { HandlerContext } from '#platform/http/serve.ts'
import { signalOfLeaving } from '#platform/http/signal-of-leaving.ts'
import { openFormTable, refuseBomb, sendTable } from '#platform/tabular/form-table.ts'
import type { WrittenRow } from '#platform/tabular/write-table.ts'
import { beginPlaceImport } from './commands/begin-place-import.ts'
import type { StoredPlace } from './place-store.ts'
import { streamPlaces } from './queries/find-places.ts'
import { type PlaceRows, runPlaceImport } from './run-place-import.ts'
import { takeSurvey } from './survey/take-survey.ts'

const isSurvey = (name: string): boolean => /\.(geojson|json|gpkg)$/i.test(name)

/** A file up to here is read before its request is answered, and what is wrong with it as a whole is the answer. */
const mostBytesAtOnce = 131_072

type Upload = { readonly name: string; readonly bytes: Buffer }

async function takeFile({ request }: HandlerContext): Promise<Upload> {
  const file = request.isMultipart() ? await request.file() : undefined
  if (file === undefined || !(isSurvey(file.filename) || /\.(xlsx|csv)$/i.test(file.filename)))
    throw AddressProblem.fileMissing({})
  return { name: file.filename, bytes: await file.toBuffer() }
}

async function* rowsOf(packs: AsyncIterable<readonly TableRow[]>): AsyncIterable<TableRow> {
  for await (const pack of packs) yield* pack
}

/** The rows of a file: a table, or a survey whose attributes bear the names of the columns. */
async function openUpload({ name, bytes }: Upload, signal?: AbortSignal): Promise<PlaceRows> {
  if (isSurvey(name)) {
    const upload = { fileName: name, bytes: new Uint8Array(bytes) }
    const { told, items, drop } = await takeSurvey<readonly TableRow[]>(upload, { kind: 'rows' }, signal)
    return { count: told.read, rows: rowsOf(items), drop }
  }
  const table = await openFormTable(name, bytes, neededPlaceColumns, signal)
  if (table === undefined) throw AddressProblem.fileMissing({})
  return table
}

/** Takes the file in and answers; the places are imported or checked afterwards, and the import says how far it is. */
export async function uploadPlaces(
  context: HandlerContext,
  { dryRun }: z.output<typeof importPlacesEndpoint.query>,
): Promise<{ id: string; total: number }> {
  const { act, actor, db, now, request, reply, requestId } = context
  const upload = await takeFile(context)
  await refuseBomb(upload.name, upload.bytes)
  const digest = await digestOf(upload.bytes)
  const opened =
    upload.bytes.length <= mostBytesAtOnce ? await openUpload(upload, signalOfLeaving(reply)) : undefined
  const isDryRun = dryRun === 'true'
  const about = { fileName: upload.name.slice(-120), digest, total: opened?.count ?? 0, isDryRun }
  // Where it is not begun, or goes on elsewhere already, nobody reads the rows.
  const drop = async (): Promise<void> => opened?.drop?.()
  const begun = await act(actor, beginPlaceImport, about, { requestId }).catch(async (error: unknown) => {
    await drop()
    throw error
  })
  const open = async (): Promise<PlaceRows> => opened ?? openUpload(upload)
  void runPlaceImport({ id: begun.id, act, actor, db, now, open, digest, isDryRun })
    .catch((error: unknown) =>
      request.log.error({ err: error, importId: begun.id }, 'an import of places failed'),
    )
    .finally(drop)
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
