/**
 * Takes over the open cases of an old system by a mapping, with their photos, and counts everything against the file.
 * After a real run ours is read from the database, not from what was sent. A later file of the same cut-over adds what
 * is not there and tells what has changed since; it overwrites nothing.
 */
import { CarriedCase } from '#domain/cases/carried-over/carried-case.ts'
import { columnOfField } from '#domain/components/component-delivery.ts'
import { columnsOf, type Mapping } from '#domain/exchange/mapping.ts'
import { createRowReader } from '#domain/exchange/row-reader.ts'
import type { Finding, ImportReport, TableRow } from '#domain/table.ts'
import { type FoundCarried, findCarried, planCarryOver } from '#modules/cases/index.ts'
import { carryOverCases, requireCutOver } from '#modules/intake/index.ts'
import type { Actor } from '#platform/actor.ts'
import type { FileStore } from '#platform/files/file-store.ts'
import type { House } from '#platform/house.ts'
import { importBatches, type RowItem, type RowOutcome } from '#platform/tabular/import-batches.ts'
import { openTable } from '#platform/tabular/open-table.ts'
import { type Comparison, compareWithFile, type FileTally } from './compare-open-cases.ts'
import { importOldPhotos, type OldPhotosReport } from './import-old-photos.ts'
import type { ImportOptions } from './import-options.ts'
import { requireFields } from './mapping-files.ts'
import { requireFolder } from './old-photos.ts'
import { readOldTotals } from './old-totals.ts'

/** Fields of ours that a mapping of open cases may give. */
export const openCaseFields: readonly string[] = Object.keys(CarriedCase.shape).filter(
  (it) => it !== 'row' && it !== 'point',
)

export type OpenCasesOptions = ImportOptions & {
  /** The instant at which the file was true. */
  readonly cutOver: Date
  /** A cut-over of more than a week ago is meant. */
  readonly isLate?: boolean | undefined
  /** Where the photos lie, and where ours go. */
  readonly photos?: { readonly folder: string; readonly files: FileStore } | undefined
  /** The totals that the old system prints itself, as a small table. */
  readonly totals?: string | undefined
}

export type OpenCasesReport = ImportReport & {
  /** Cases that this run took over, and those that stood already. */
  readonly carriedOver: number
  readonly there: number
  readonly photos: OldPhotosReport | undefined
  readonly comparison: Comparison
}

/** Imports the open cases in `file`. */
export async function importOpenCases(
  house: House,
  actor: Actor,
  file: string,
  mapping: Mapping,
  options: OpenCasesOptions,
): Promise<OpenCasesReport> {
  requireFields(mapping, openCaseFields)
  const { cutOver, isDryRun = false, isLate = false } = options
  const adcode = options.adcode ?? actor.adcode
  requireCutOver(cutOver.toISOString(), house.clock.now(), isLate)
  // Whatever is missing is found out before anything is written.
  if (options.photos) await requireFolder(options.photos.folder)
  const totals = options.totals ? await readOldTotals(options.totals) : []
  const run: Run = {
    house,
    actor,
    adcode,
    mapping,
    cutOver,
    isLate,
    isDryRun,
    tally: { rows: 0, unread: 0, items: [], words: new Map() },
    planned: new Map(),
    carriedOver: 0,
    there: 0,
  }
  const { rows } = await openTable(file, mapping.file, columnsOf(mapping))
  const read = createReader(run)
  const report = await importBatches<CarriedCase>({
    rows,
    read,
    onProgress: options.onProgress,
    put: (batch) => putBatch(run, batch),
  })
  const standing = await standingOf(run)
  const photos = options.photos && (await importPhotos(run, standing, options.photos))
  const comparison = await compareWithFile(
    { house, adcode, cutOver },
    { tally: run.tally, standing, photos, totals, refused: report.refused.length, mapping },
  )
  const { carriedOver, there } = run
  return { ...report, carriedOver, there, photos, comparison }
}

type Run = {
  readonly house: House
  readonly actor: Actor
  readonly adcode: string
  readonly mapping: Mapping
  readonly cutOver: Date
  readonly isLate: boolean
  readonly isDryRun: boolean
  readonly tally: FileTally
  /** On a dry run: what would stand. */
  readonly planned: Map<string, FoundCarried>
  carriedOver: number
  there: number
}

/** Findings name fields of ours; whoever mends the file looks for its own columns. */
const inColumn = (mapping: Mapping, it: Finding): Finding => ({
  ...it,
  column: it.column && (columnOfField(mapping, it.column === 'point' ? 'position' : it.column) ?? it.column),
})

async function putBatch(run: Run, batch: readonly RowItem<CarriedCase>[]) {
  const items = batch.map(({ item }) => item)
  const { house, adcode } = run
  const before = await findCarried(
    house.database,
    adcode,
    items.map((it) => it.oldNumber),
  )
  const { there, warned, refused } = run.isDryRun ? await judge(run, items) : await carry(run, items)
  run.there += before.size
  run.carriedOver += items.length - before.size - new Set(refused.map((it) => it.row)).size
  const changed = there.flatMap((it) => it.changed.map((field) => changedSince(it.row, field)))
  const inColumns = (findings: readonly Finding[]) => findings.map((it) => inColumn(run.mapping, it))
  return { warned: inColumns([...warned, ...changed]), refused: inColumns(refused) }
}

/**
 * No request id of the file's making: a file that was refused in part is sent again as it is once the unit is there, and
 * has to be judged anew. What stands is known by its old number.
 */
const carry = ({ house, actor, adcode, mapping, cutOver, isLate }: Run, items: readonly CarriedCase[]) =>
  house.act(
    actor,
    carryOverCases,
    { source: mapping.name, cutOver: cutOver.toISOString(), isLate, items },
    { adcode },
  )

const changedSince = (row: number, column: string): Finding => ({
  row,
  column,
  reason: {
    zh: '迁入以后旧系统改了这一项；本系统的案件没有改动',
    en: 'changed in the old system since it was taken over; nothing was changed here',
  },
})

async function judge(run: Run, items: readonly CarriedCase[]) {
  const { house, actor, adcode, cutOver } = run
  const context = { db: house.database, adcode, now: house.clock.now(), actor }
  const plan = await planCarryOver(context, { cutOver: cutOver.toISOString(), items }, { isDryRun: true })
  for (const { item, record } of plan.opened)
    run.planned.set(item.oldNumber, {
      caseId: record.id,
      cutOver: cutOver.toISOString(),
      said: {},
      opened: record,
    })
  return plan
}

/** Ours, by old number: read from the database, and on a dry run with what would come. */
async function standingOf({ house, adcode, tally, planned }: Run): Promise<Map<string, FoundCarried>> {
  const numbers = tally.items.map((it) => it.oldNumber)
  return new Map([...planned, ...(await findCarried(house.database, adcode, numbers))])
}

function importPhotos(
  run: Run,
  standing: ReadonlyMap<string, FoundCarried>,
  { folder, files }: NonNullable<OpenCasesOptions['photos']>,
): Promise<OldPhotosReport> {
  const words = run.mapping.openCases?.photos ?? { before: [], after: [], check: [] }
  const cases = run.tally.items.flatMap((it) => {
    const found = standing.get(it.oldNumber)
    const id = found && !run.planned.has(it.oldNumber) ? found.caseId : null
    return found ? [{ id, oldNumber: it.oldNumber, named: it.photoFiles }] : []
  })
  return importOldPhotos(run, cases, { folder, words, files, cutOver: run.cutOver, isDryRun: run.isDryRun })
}

/** Reads rows, and counts them as the file tells of them, before anything is believed. */
function createReader({ mapping, adcode, tally }: Run): (row: TableRow) => RowOutcome<CarriedCase> {
  const read = createRowReader(mapping, { adcode, keyField: 'oldNumber' })
  const stateColumn = mapping.fields['state']?.column
  const stepsBack = new Set(mapping.openCases?.stepsBack ?? [])
  return (row) => {
    tally.rows += 1
    countWords(tally, mapping, row)
    const found = read(row)
    const outcome = found.refused.length
      ? { item: undefined, refused: found.refused }
      : parse(mapping, found.rowNumber, toDraft(found))
    if (outcome.item) tally.items.push(outcome.item)
    else tally.unread += 1
    const word = stateColumn ? String(row.columns[stateColumn] ?? '').trim() : ''
    const back =
      outcome.item && stepsBack.has(word) ? [stepBack(row.rowNumber, stateColumn ?? null, word)] : []
    return { ...outcome, warned: [...found.warned, ...back] }
  }
}

const stepBack = (row: number, column: string | null, word: string): Finding => ({
  row,
  column,
  reason: {
    zh: `“${word}”按上一环节迁入：任务或申请请在本系统重新办理`,
    en: `"${word}" is taken over a step before: give the task or make the request here again`,
  },
})

/** Fields of which the old system may print totals, in its own words. */
const countedFields = ['state', 'unit', 'source', 'classCode'] as const

function countWords(tally: FileTally, mapping: Mapping, row: TableRow): void {
  for (const field of countedFields) {
    const column = mapping.fields[field]?.column
    if (!column) continue
    const key = `${field}/${String(row.columns[column] ?? '').trim()}`
    tally.words.set(key, (tally.words.get(key) ?? 0) + 1)
  }
}

function parse(mapping: Mapping, row: number, draft: Record<string, unknown>) {
  const parsed = CarriedCase.safeParse(draft)
  if (parsed.success) return { item: parsed.data, refused: [] }
  const refused = parsed.error.issues.map((it): Finding => {
    const field = String(it.path[0] ?? '')
    return inColumn(mapping, {
      row,
      column: field,
      reason: { zh: `无法采用：${it.message}`, en: `cannot be used: ${it.message}` },
    })
  })
  return { item: undefined, refused }
}

/** Fields that are not given fall to their defaults; only a point can place a case. */
function toDraft(found: ReturnType<ReturnType<typeof createRowReader>>): Record<string, unknown> {
  const { rowNumber, fields, geometry } = found
  const draft: Record<string, unknown> = {
    row: rowNumber,
    point: geometry?.type === 'Point' ? geometry.coordinates : null,
  }
  for (const field in fields) if (fields[field] !== null) draft[field] = fields[field]
  return draft
}
