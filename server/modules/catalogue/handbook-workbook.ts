/** Which mapping reads a city's handbook workbook, and what importing it would change. */
import type { CatalogueContent, CatalogueHead } from '#domain/catalogue/catalogue.ts'
import { compareCatalogues } from '#domain/catalogue/check-catalogue.ts'
import type { WorkbookPreview } from '#domain/catalogue/contract.ts'
import { WorkbookMapping } from '#domain/catalogue/handbook-workbook/mapping.ts'
import { WorkbookProblem } from '#domain/catalogue/problems.ts'
import type { Database } from '#platform/database/database.ts'
import { contentHashOf } from './commands/import-catalogue.ts'
import { getContent } from './queries/find-classes.ts'
import { findNewestEdition } from './queries/find-versions.ts'
import type { ReadHandbook } from './read-handbook.ts'
import { listShippedMappings, readShippedMapping } from './standards-folder.ts'
import { readHandbookWorkbook } from './workbook-in-thread.ts'

/** The shipped mapping of that name, or a Problem; `head` replaces what it says of the catalogue. */
export function getWorkbookMapping(name: string, head: Partial<CatalogueHead> = {}): WorkbookMapping {
  const raw = listShippedMappings().includes(name) ? readShippedMapping(name) : undefined
  const mapping = WorkbookMapping.safeParse(raw)
  if (!mapping.success) throw WorkbookProblem.mappingUnknown({ name })
  return { ...mapping.data, head: { ...mapping.data.head, ...head } }
}

/** The content of a workbook that may be imported: without refusals, or with them when they are to be left out. */
export function toImportable(handbook: ReadHandbook, skipRefused: boolean): CatalogueContent {
  const [first] = handbook.refused
  if (!first || skipRefused) return handbook.content
  const place = `${first.sheet} 第 ${first.row} 行 ${first.column ?? ''}：${first.reason.zh}`
  throw WorkbookProblem.refused({
    refused: handbook.refused.length,
    first: place,
    findings: handbook.refused,
  })
}

/** What importing a workbook would do in `adcode`, without doing it. */
export async function previewWorkbook(
  db: Database,
  adcode: string,
  bytes: Uint8Array,
  mapping: WorkbookMapping,
  signal?: AbortSignal,
): Promise<WorkbookPreview> {
  const { read, content, warned, refused } = await readHandbookWorkbook(bytes, mapping, signal)
  const newest = await findNewestEdition(db, content.head.series, adcode)
  const before = newest ? await getContent(db, newest.id) : { classes: [], conditions: [] }
  return {
    read,
    accepted: content.conditions.length,
    warned: [...warned],
    refused: [...refused],
    majors: content.majors.length,
    components: content.classes.filter((it) => it.kind === 'component').length,
    matters: content.classes.filter((it) => it.kind === 'matter').length,
    followsEdition: newest?.edition ?? null,
    isNew: newest?.contentHash !== contentHashOf(content),
    difference: compareCatalogues(before, content),
  }
}
