/** From the bytes of a city's handbook workbook to a catalogue, and what importing it would change. */
import type { CatalogueContent, CatalogueHead } from '#domain/catalogue/catalogue.ts'
import { compareCatalogues } from '#domain/catalogue/check-catalogue.ts'
import type { WorkbookPreview } from '#domain/catalogue/contract.ts'
import { WorkbookMapping } from '#domain/catalogue/handbook-workbook/mapping.ts'
import { readWorkbook, type WorkbookFinding } from '#domain/catalogue/handbook-workbook/read-workbook.ts'
import { toWorkbookCatalogue } from '#domain/catalogue/handbook-workbook/to-catalogue.ts'
import { WorkbookProblem } from '#domain/catalogue/problems.ts'
import type { Database } from '#platform/database/database.ts'
import { contentHashOf } from './commands/import-catalogue.ts'
import { readExcel } from './excel-file.ts'
import { getContent } from './queries/find-classes.ts'
import { findNewestEdition } from './queries/find-versions.ts'
import { listShippedMappings, readShippedMapping } from './standards-folder.ts'

/** A workbook read by a mapping. */
export type ReadHandbook = {
  readonly read: number
  readonly content: CatalogueContent
  readonly warned: readonly WorkbookFinding[]
  readonly refused: readonly WorkbookFinding[]
}

/** The shipped mapping of that name, or a Problem; `head` replaces what it says of the catalogue. */
export function getWorkbookMapping(name: string, head: Partial<CatalogueHead> = {}): WorkbookMapping {
  const raw = listShippedMappings().includes(name) ? readShippedMapping(name) : undefined
  const mapping = WorkbookMapping.safeParse(raw)
  if (!mapping.success) throw WorkbookProblem.mappingUnknown({ name })
  return { ...mapping.data, head: { ...mapping.data.head, ...head } }
}

/** Reads a workbook; what is refused is told, never guessed. */
export async function readHandbookWorkbook(
  bytes: Uint8Array,
  mapping: WorkbookMapping,
): Promise<ReadHandbook> {
  const reading = readWorkbook(await readExcel(bytes), mapping)
  const { content, refused } = toWorkbookCatalogue(reading, mapping)
  return { read: reading.read, content, warned: reading.warned, refused: [...reading.refused, ...refused] }
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
): Promise<WorkbookPreview> {
  const { read, content, warned, refused } = await readHandbookWorkbook(bytes, mapping)
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
