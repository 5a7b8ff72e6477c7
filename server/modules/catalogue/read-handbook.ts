/** From the bytes of a city's handbook workbook to a catalogue, by a mapping. */
import type { CatalogueContent } from '#domain/catalogue/catalogue.ts'
import type { WorkbookMapping } from '#domain/catalogue/handbook-workbook/mapping.ts'
import { readWorkbook, type WorkbookFinding } from '#domain/catalogue/handbook-workbook/read-workbook.ts'
import { toWorkbookCatalogue } from '#domain/catalogue/handbook-workbook/to-catalogue.ts'
import { readExcel } from './excel-file.ts'

/** A workbook read by a mapping. */
export type ReadHandbook = {
  readonly read: number
  readonly content: CatalogueContent
  readonly warned: readonly WorkbookFinding[]
  readonly refused: readonly WorkbookFinding[]
}

/** Reads a workbook; what is refused is told, never guessed. */
export async function readHandbook(bytes: Uint8Array, mapping: WorkbookMapping): Promise<ReadHandbook> {
  const reading = readWorkbook(await readExcel(bytes), mapping)
  const { content, refused } = toWorkbookCatalogue(reading, mapping)
  return { read: reading.read, content, warned: reading.warned, refused: [...reading.refused, ...refused] }
}
