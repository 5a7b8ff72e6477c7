/**
 * Imports a city's handbook workbook as an edition of its catalogue, a draft until it is published. Rules that cannot
 * be read are refused one by one and left out; the others stand.
 */
import { readFile } from 'node:fs/promises'
import { WorkbookMapping } from '#domain/catalogue/handbook-workbook/mapping.ts'
import { ExchangeProblem } from '#domain/exchange/problems.ts'
import type { Finding, ImportReport } from '#domain/table.ts'
import { getWorkbookMapping, importCatalogue, readHandbookWorkbook } from '#modules/catalogue/index.ts'
import type { Actor } from '#platform/actor.ts'
import type { House } from '#platform/house.ts'
import { TableProblem } from '#platform/tabular/problems.ts'
import type { ImportOptions } from './import-options.ts'

/** A finding also names its sheet, since a workbook has several. */
export type StandardsReport = Omit<ImportReport, 'warned' | 'refused'> & {
  readonly warned: readonly (Finding & { readonly sheet: string })[]
  readonly refused: readonly (Finding & { readonly sheet: string })[]
}

/** The mapping of that name, or in that `.json` file. */
async function getMappingOf(nameOrPath: string): Promise<WorkbookMapping> {
  if (!nameOrPath.endsWith('.json')) return getWorkbookMapping(nameOrPath)
  const text = await readFile(nameOrPath, 'utf8').catch(() => undefined)
  if (text === undefined) throw TableProblem.notFound({ file: nameOrPath })
  const parsed = WorkbookMapping.safeParse(parseJson(nameOrPath, text))
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.map((it) => `${it.path.join('.')}: ${it.message}`)
  throw ExchangeProblem.mappingInvalid({ name: nameOrPath, issues })
}

function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw ExchangeProblem.mappingInvalid({ name, issues: [(error as Error).message] })
  }
}

/** Imports the workbook in `file`; `read` and `accepted` count rules. */
export async function importStandards(
  house: House,
  actor: Actor,
  file: string,
  mapping: string,
  options: ImportOptions & { readonly publishFrom?: string | undefined } = {},
): Promise<StandardsReport> {
  const readBy = await getMappingOf(mapping)
  const bytes = await readFile(file).catch(() => undefined)
  if (!bytes) throw TableProblem.notFound({ file })
  const { read, content, warned, refused } = await readHandbookWorkbook(bytes, readBy)
  options.onProgress?.({ read, accepted: content.conditions.length, refused: refused.length })
  if (!options.isDryRun)
    await house.act(
      actor,
      importCatalogue,
      { content, publishFrom: options.publishFrom },
      { adcode: options.adcode ?? actor.adcode },
    )
  return { read, accepted: content.conditions.length, warned, refused }
}
