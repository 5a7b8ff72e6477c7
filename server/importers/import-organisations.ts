/**
 * Imports a file of organisations by its mapping. One is known again by its code, its credit code or its name; what a
 * row does not say stays as it is, and other names are kept as aliases.
 */
import { isDeepStrictEqual } from 'node:util'
import type { Mapping } from '#domain/exchange/mapping.ts'
import { createRowReader } from '#domain/exchange/row-reader.ts'
import type { Organisation } from '#domain/identity/organisation.ts'
import {
  type DeliveredOrganisation,
  organisationFields,
  organisationKey,
  toDeliveredOrganisation,
} from '#domain/identity/organisation-delivery.ts'
import type { Finding, ImportReport, TableRow } from '#domain/table.ts'
import { findOrganisations, putOrganisations } from '#modules/identity/index.ts'
import type { Actor } from '#platform/actor.ts'
import type { House } from '#platform/house.ts'
import {
  batchRequestId,
  importBatches,
  type RowItem,
  type RowOutcome,
} from '#platform/tabular/import-batches.ts'
import { digestFile } from '#platform/tabular/open-table.ts'
import { organisationIdOf } from './derived-organisations.ts'
import type { ImportOptions } from './import-options.ts'
import { requireFields } from './mapping-files.ts'
import { openMapped } from './open-mapped.ts'

/** Imports the organisations in `file`. */
export async function importOrganisations(
  house: House,
  actor: Actor,
  file: string,
  mapping: Mapping,
  options: ImportOptions = {},
): Promise<ImportReport> {
  requireFields(mapping, organisationFields)
  const adcode = options.adcode ?? actor.adcode
  const digest = await digestFile(file)
  const inFile = await keysIn(file, mapping, adcode)
  const { rows } = await openMapped(file, mapping)
  return importBatches({
    rows,
    read: createReader(mapping, adcode),
    onProgress: options.onProgress,
    put: async (batch, number) => {
      const judged = judge(adcode, batch, await findOrganisations(house.database, adcode), inFile)
      if (!options.isDryRun && judged.organisations.length) {
        const { organisations } = judged
        const requestId = batchRequestId(digest, number, [mapping.name, organisations])
        await house.act(actor, putOrganisations, { organisations }, { adcode, requestId })
      }
      return { warned: [], refused: judged.refused }
    },
  })
}

function createReader(
  mapping: Mapping,
  adcode: string,
): (row: TableRow) => RowOutcome<DeliveredOrganisation> {
  const keyField = mapping.fields['externalCode'] ? 'externalCode' : 'name'
  const read = createRowReader(mapping, { adcode, keyField })
  const columnOf = (field: string) => mapping.fields[field]?.column ?? field
  return (row) => {
    const { warned, refused, ...found } = read(row)
    if (refused.length) return { item: undefined, warned, refused }
    const made = toDeliveredOrganisation({ ...found, warned, refused })
    if ('organisation' in made) return { item: made.organisation, warned, refused: [] }
    const named = made.refused.map((it) => ({ ...it, column: it.column && columnOf(it.column) }))
    return { item: undefined, warned, refused: named }
  }
}

/** The keys of all rows, since a parent may stand below its children. */
async function keysIn(file: string, mapping: Mapping, adcode: string): Promise<ReadonlySet<string>> {
  const read = createReader(mapping, adcode)
  const { rows } = await openMapped(file, mapping)
  const keys = new Set<string>()
  for await (const row of rows) {
    const { item } = read(row)
    if (item) keys.add(organisationKey(item))
  }
  return keys
}

type Judged = { readonly organisations: Organisation[]; readonly refused: Finding[] }

function judge(
  adcode: string,
  batch: readonly RowItem<DeliveredOrganisation>[],
  known: readonly Organisation[],
  inFile: ReadonlySet<string>,
): Judged {
  const byKey = new Map<string, Organisation>()
  for (const it of known)
    for (const key of [it.externalCode, it.creditCode, it.name]) if (key !== null) byKey.set(key, it)
  const organisations: Organisation[] = []
  const refused: Finding[] = []
  for (const { row, item } of batch) {
    const { parentCode, ...said } = item
    const before = [item.externalCode, item.creditCode, item.name]
      .flatMap((key) => byKey.get(key ?? '') ?? [])
      .at(0)
    const parent =
      parentCode === null ? null : (byKey.get(parentCode)?.id ?? comingId(adcode, parentCode, inFile))
    if (parent === undefined) {
      const zh = `没有编号或名称为“${parentCode}”的上级单位`
      refused.push({ row, column: 'parentCode', reason: { zh, en: `no parent is known as "${parentCode}"` } })
      continue
    }
    const after = before
      ? merged(before, { ...said, parentId: parent })
      : {
          ...said,
          id: organisationIdOf(adcode, organisationKey(item)),
          parentId: parent,
          isDemonstration: false,
        }
    if (!before || !isDeepStrictEqual(before, after)) organisations.push(after)
  }
  return { organisations, refused }
}

const comingId = (adcode: string, key: string, inFile: ReadonlySet<string>): string | undefined =>
  inFile.has(key) ? organisationIdOf(adcode, key) : undefined

function merged(before: Organisation, said: Omit<Organisation, 'id' | 'isDemonstration'>): Organisation {
  const names = [...before.aliases, ...said.aliases, ...(said.name === before.name ? [] : [before.name])]
  return {
    ...before,
    name: said.name,
    kind: said.kind,
    shortName: said.shortName ?? before.shortName,
    creditCode: said.creditCode ?? before.creditCode,
    externalCode: said.externalCode ?? before.externalCode,
    parentId: said.parentId ?? before.parentId,
    areaCodes: said.areaCodes.length ? said.areaCodes : before.areaCodes,
    aliases: [...new Set(names)].filter((it) => it !== said.name),
  }
}
