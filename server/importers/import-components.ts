/**
 * Imports a file of components by its mapping: first the classes and organisations that the file names, where the
 * mapping derives them, then the rows in batches. The same file imported again changes nothing.
 */

import type { ComponentDraft } from '#domain/components/component.ts'
import { columnOfField, componentFields, toComponentDraft } from '#domain/components/component-delivery.ts'
import type { Mapping } from '#domain/exchange/mapping.ts'
import { createRowReader } from '#domain/exchange/row-reader.ts'
import type { Finding, ImportReport, TableRow } from '#domain/table.ts'
import { getCatalogueInForce } from '#modules/catalogue/index.ts'
import { findComponentClassCodes, judgeComponents, putComponents } from '#modules/components/index.ts'
import type { Actor } from '#platform/actor.ts'
import type { House } from '#platform/house.ts'
import {
  type BatchOutcome,
  batchRequestId,
  importBatches,
  type RowItem,
  type RowOutcome,
} from '#platform/tabular/import-batches.ts'
import { digestFile } from '#platform/tabular/open-table.ts'
import { type Derived, deriveFromFile } from './derive-from-file.ts'
import { putDerivedCatalogue } from './derived-catalogue.ts'
import { putDerivedOrganisations } from './derived-organisations.ts'
import type { ImportOptions } from './import-options.ts'
import { requireFields } from './mapping-files.ts'
import { openMapped } from './open-mapped.ts'

/** Imports the components in `file`. */
export async function importComponents(
  house: House,
  actor: Actor,
  file: string,
  mapping: Mapping,
  options: ImportOptions = {},
): Promise<ImportReport> {
  requireFields(mapping, componentFields)
  const adcode = options.adcode ?? actor.adcode
  const digest = await digestFile(file)
  const derived = await deriveFromFile(file, mapping, adcode)
  const target = { house, actor, adcode }
  const put = options.isDryRun
    ? await createJudge(target, mapping, derived)
    : await createPut(target, mapping, derived, digest)
  const read = createReader(mapping, adcode)
  const { rows } = await openMapped(file, mapping)
  const report = await importBatches({
    rows,
    read,
    put: async (batch, number) => inColumns(mapping, await put(batch, number)),
    onProgress: options.onProgress,
  })
  const warned = [...report.warned, ...derived.warned].sort((a, b) => a.row - b.row)
  return { ...report, warned }
}

type Target = { readonly house: House; readonly actor: Actor; readonly adcode: string }
type Put = (batch: readonly RowItem<ComponentDraft>[], number: number) => Promise<BatchOutcome>

const toItems = (batch: readonly RowItem<ComponentDraft>[]) =>
  batch.map(({ row, item }) => ({ row, draft: item }))

/** Findings of the ledger name fields of ours; whoever mends the file looks for the file's own columns. */
function inColumns(mapping: Mapping, { warned, refused }: BatchOutcome): BatchOutcome {
  const named = (it: Finding): Finding => ({
    ...it,
    column: it.column === null ? null : (columnOfField(mapping, it.column) ?? it.column),
  })
  return { warned: warned.map(named), refused: refused.map(named) }
}

function createReader(mapping: Mapping, adcode: string): (row: TableRow) => RowOutcome<ComponentDraft> {
  const read = createRowReader(mapping, { adcode, codeField: 'code', keyField: 'externalCode' })
  return (row) => {
    const found = read(row)
    if (found.refused.length) return { item: undefined, warned: found.warned, refused: found.refused }
    const made = toComponentDraft(mapping, found)
    return 'draft' in made
      ? { item: made.draft, warned: found.warned, refused: [] }
      : { item: undefined, warned: found.warned, refused: made.refused }
  }
}

async function createPut(target: Target, mapping: Mapping, derived: Derived, digest: string): Promise<Put> {
  const { house, actor, adcode } = target
  for (const { kind, things } of derived.organisations) await putDerivedOrganisations(target, kind, things)
  const rule = mapping.derive.classes
  const catalogueVersionId = rule ? await putDerivedCatalogue(target, rule, derived.classes) : undefined
  return async (batch, number) => {
    const items = toItems(batch)
    const requestId = batchRequestId(digest, number, [mapping.name, catalogueVersionId, items])
    const input = { source: mapping.name, catalogueVersionId, items }
    return house.act(actor, putComponents, input, { adcode, requestId })
  }
}

/** A dry run judges every batch as the ledger would, and leaves no trace. */
async function createJudge({ house, adcode }: Target, mapping: Mapping, derived: Derived): Promise<Put> {
  const db = house.database
  const now = house.clock.now()
  const classCodes = mapping.derive.classes
    ? new Set(derived.classes.map((it) => it.code))
    : await findComponentClassCodes(db, (await getCatalogueInForce(db, adcode, now)).id)
  const comingOrganisations = new Set(
    derived.organisations.flatMap(({ things }) => things.flatMap((it) => [it.code, it.name, ...it.aliases])),
  )
  return (batch) => judgeComponents({ db, adcode, now, classCodes, comingOrganisations }, toItems(batch))
}
