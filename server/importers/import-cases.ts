/**
 * Imports history: a foreign file of cases by its mapping, into a county of its own with its own classes and units.
 * The same file imported again is answered from the log. Where the file has an on-time flag, our verdict from target
 * and closing time is compared with it.
 */
import { compareInTime, ImportedCase, type InTimeComparison } from '#domain/cases/imported-case.ts'
import { columnOfField } from '#domain/components/component-delivery.ts'
import { columnsOf, type Mapping } from '#domain/exchange/mapping.ts'
import { createRowReader, type ReadRow } from '#domain/exchange/row-reader.ts'
import type { Finding, ImportReport, TableRow } from '#domain/table.ts'
import { importCases as importCasesCommand, judgeImport } from '#modules/cases/index.ts'
import type { Actor } from '#platform/actor.ts'
import type { House } from '#platform/house.ts'
import {
  batchRequestId,
  importBatches,
  type RowItem,
  type RowOutcome,
} from '#platform/tabular/import-batches.ts'
import { digestFile, openTable } from '#platform/tabular/open-table.ts'
import { deriveFromFile } from './derive-from-file.ts'
import { putDerivedCatalogue } from './derived-catalogue.ts'
import { putDerivedOrganisations } from './derived-organisations.ts'
import type { ImportOptions } from './import-options.ts'
import { requireFields } from './mapping-files.ts'

/** Fields of ours that a mapping of cases may give. */
export const caseFields: readonly string[] = Object.keys(ImportedCase.shape).filter(
  (it) => it !== 'row' && it !== 'point',
)

export type CaseImportReport = ImportReport & {
  /** Only where the file has a flag of its own. */
  readonly inTime?: InTimeComparison
}

/** Imports the cases in `file`. */
export async function importCases(
  house: House,
  actor: Actor,
  file: string,
  mapping: Mapping,
  options: ImportOptions = {},
): Promise<CaseImportReport> {
  requireFields(mapping, caseFields)
  const adcode = options.adcode ?? actor.adcode
  const target = { house, actor, adcode }
  const digest = await digestFile(file)
  const derived = await deriveFromFile(file, mapping, adcode)
  const rule = mapping.derive.classes
  if (!options.isDryRun)
    for (const { kind, things } of derived.organisations) await putDerivedOrganisations(target, kind, things)
  const catalogueId =
    rule && !options.isDryRun ? await putDerivedCatalogue(target, rule, derived.classes) : null
  const hasFlag = 'inTimeFlag' in mapping.fields
  const inTime = { agree: 0, disagree: 0, unknown: 0 }
  const { rows } = await openTable(file, mapping.file, columnsOf(mapping))
  const report = await importBatches<ImportedCase>({
    rows,
    read: createReader(mapping, adcode),
    // The reader tells repeated numbers in the whole file, so no batch has to know of another.
    atOnce: 4,
    onProgress: options.onProgress,
    put: async (batch, number) => {
      const items = batch.map(({ item }) => item)
      const { agree, disagree, unknown } = compareInTime(hasFlag ? items : [])
      inTime.agree += agree
      inTime.disagree += disagree
      inTime.unknown += unknown
      // The receipt of a batch sent before components were read has no warnings.
      const { warned = [], refused } = options.isDryRun
        ? await judgeDryRun(target, mapping, items)
        : await putBatch(target, mapping, catalogueId, digest, number, batch)
      const inColumns = (findings: readonly Finding[]) => findings.map((it) => inColumn(mapping, it))
      return { warned: inColumns(warned), refused: inColumns(refused) }
    },
  })
  const warned = [...report.warned, ...derived.warned].sort((a, b) => a.row - b.row)
  return { ...report, warned, ...(hasFlag ? { inTime } : {}) }
}

type Target = { readonly house: House; readonly actor: Actor; readonly adcode: string }

function putBatch(
  { house, actor, adcode }: Target,
  mapping: Mapping,
  catalogueId: string | null,
  digest: string,
  number: number,
  batch: readonly RowItem<ImportedCase>[],
): Promise<{ warned: readonly Finding[]; refused: readonly Finding[] }> {
  const items = batch.map(({ item }) => item)
  const requestId = batchRequestId(digest, number, [mapping.name, adcode, items])
  return house.act(
    actor,
    importCasesCommand,
    { source: mapping.name, catalogueId, items },
    { adcode, requestId },
  )
}

/** On a dry run the classes and units that the file would bring are not there yet; only repeats can be told. */
async function judgeDryRun({ house, adcode }: Target, mapping: Mapping, items: readonly ImportedCase[]) {
  const { classes, organisations } = mapping.derive
  const judged = items.map((it) => ({
    ...it,
    ...(classes ? { classCode: null } : {}),
    ...(organisations.length ? { unitCode: null, assistUnitCodes: [] } : {}),
  }))
  return judgeImport({ db: house.database, adcode }, { catalogueId: null, items: judged })
}

/** Findings name fields of ours; whoever mends the file looks for its own columns. */
const inColumn = (mapping: Mapping, it: Finding): Finding =>
  it.column === null ? it : { ...it, column: columnOfField(mapping, it.column) ?? it.column }

function createReader(mapping: Mapping, adcode: string): (row: TableRow) => RowOutcome<ImportedCase> {
  const read = createRowReader(mapping, { adcode, keyField: 'externalNumber' })
  return (row) => {
    const found = read(row)
    if (found.refused.length) return { item: undefined, warned: found.warned, refused: found.refused }
    const parsed = ImportedCase.safeParse(toDraft(found))
    if (parsed.success) return { item: parsed.data, warned: found.warned, refused: [] }
    const refused = parsed.error.issues.map(
      (it): Finding => ({
        row: found.rowNumber,
        column: columnOfField(mapping, String(it.path[0] ?? '')) ?? String(it.path[0] ?? ''),
        reason: { zh: `无法采用：${it.message}`, en: `cannot be used: ${it.message}` },
      }),
    )
    return { item: undefined, warned: found.warned, refused }
  }
}

/** Fields that are not given fall to their defaults; only a point can place a case. */
function toDraft({ rowNumber, fields, geometry }: ReadRow): Record<string, unknown> {
  const draft: Record<string, unknown> = {
    row: rowNumber,
    point: geometry?.type === 'Point' ? geometry.coordinates : null,
  }
  for (const field in fields) if (fields[field] !== null) draft[field] = fields[field]
  return draft
}
