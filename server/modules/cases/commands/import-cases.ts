/**
 * Imports a batch of history, at most a thousand cases, as one act: an `import` entry opens each log, so that
 * `verify` can replay it. A row that names an unknown class or unit, or is there already, is refused by row.
 */
import { type ImportedCase, importedReportNumber, openImported } from '#domain/cases/imported-case.ts'
import type { Sentence } from '#domain/problem.ts'
import type { Finding } from '#domain/table.ts'
import { findClasses } from '#modules/catalogue/index.ts'
import { locateMany } from '#modules/geography/index.ts'
import type { Command, Context } from '#platform/act.ts'
import { newId } from '#platform/ids.ts'
import { organisationsById } from '../case-names.ts'
import { writeOpened } from '../store.ts'
import { type ComponentsOfCases, componentWarnings, findComponentsOf } from './carried-components.ts'

export type ImportCases = {
  /** Where they come from, for the audit line: the name of the mapping. */
  readonly source: string
  /** The catalogue in which their classes have a meaning; none when the file has no classes. */
  readonly catalogueId: string | null
  readonly items: readonly ImportedCase[]
}

export type ImportCasesReceipt = {
  readonly imported: number
  readonly warned: readonly Finding[]
  readonly refused: readonly Finding[]
}

export const importCases: Command<ImportCases, ImportCasesReceipt> = {
  name: 'case.import',
  permission: 'case.import',
  auditInput: ({ source, catalogueId, items }) => ({
    source,
    catalogueId,
    count: items.length,
    firstRow: items[0]?.row ?? null,
    lastRow: items.at(-1)?.row ?? null,
  }),
  // The importer's request id is made of the rows' content, so their numbers are enough to tell requests apart.
  fingerprintInput: ({ source, catalogueId, items }) => [
    source,
    catalogueId,
    items.map((it) => it.externalNumber),
  ],
  async run(context, { catalogueId, items }) {
    const { db, adcode, now, actor, write, announce } = context
    const { refused, warned, unitIds, components } = await judgeImport(context, { catalogueId, items })
    const refusedRows = new Set(refused.map((it) => it.row))
    const accepted = items.filter((it) => !refusedRows.has(it.row))
    const located = accepted.filter((it) => it.point !== null)
    const places = located.length
      ? await locateMany(
          db,
          adcode,
          located.map((it) => it.point ?? [0, 0]),
          now,
        )
      : []
    const placeOf = new Map(located.map((it, index) => [it, places[index]]))
    const importer = { at: now, actorId: actor.id, actorName: actor.name }
    const opened = accepted.map((it) => {
      const place = placeOf.get(it)
      return openImported(
        {
          ...it,
          townCode: it.townCode ?? place?.town?.code ?? null,
          communityCode: it.communityCode ?? place?.community?.code ?? null,
        },
        {
          id: newId(),
          adcode,
          catalogueId: it.classCode ? catalogueId : null,
          unitId: it.unitCode ? (unitIds.get(it.unitCode) ?? null) : null,
          assistUnitIds: it.assistUnitCodes
            .filter((code) => code !== it.unitCode)
            .flatMap((code) => unitIds.get(code) ?? []),
          componentId: components.of(it)?.code ?? null,
          cellCode: place?.cell?.code ?? null,
          areaClass: place?.cell?.areaClass ?? null,
        },
        importer,
      )
    })
    if (opened.length)
      writeOpened(
        write,
        opened.map(({ record, entry }) => ({ record, entries: [entry] })),
      )
    announce({ name: 'case.imported', subjectId: null, data: { count: opened.length } })
    return {
      imported: opened.length,
      warned: warned.filter((it) => !refusedRows.has(it.row)),
      refused,
    }
  },
}

const reasons = {
  unknownClass: (code: string): Sentence => ({
    zh: `目录中没有小类“${code}”`,
    en: `the catalogue has no class "${code}"`,
  }),
  unknownUnit: (code: string): Sentence => ({
    zh: `没有编号为“${code}”的单位`,
    en: `no organisation has the code "${code}"`,
  }),
  there: (number: string): Sentence => ({
    zh: `案件“${number}”已经导入过`,
    en: `the case "${number}" was imported before`,
  }),
}

type ImportJudgement = {
  readonly refused: Finding[]
  readonly warned: Finding[]
  readonly unitIds: ReadonlyMap<string, string>
  readonly components: ComponentsOfCases
}

/** What the house says against rows of a batch; it changes nothing, so a dry run asks the same. */
export async function judgeImport(
  { db, adcode }: Pick<Context, 'db' | 'adcode'>,
  { catalogueId, items }: Pick<ImportCases, 'catalogueId' | 'items'>,
): Promise<ImportJudgement> {
  const [classes, units, components, there] = await Promise.all([
    catalogueId ? findClasses(db, catalogueId) : [],
    organisationsById(db, adcode),
    findComponentsOf(db, adcode, items),
    db.rows<{ report_number: string }>(
      'select report_number from cases.cases where adcode = $1 and report_number = any($2::text[])',
      [adcode, items.map((it) => importedReportNumber(adcode, it.externalNumber))],
    ),
  ])
  const classKeys = new Set(classes.map((it) => `${it.kind}/${it.code}`))
  const known = new Set(there.map((row) => row.report_number))
  const unitIds = new Map(
    [...units.values()].flatMap((it) => (it.externalCode ? [[it.externalCode, it.id] as const] : [])),
  )
  const refused = items.flatMap((it): Finding[] => {
    const found: [string, Sentence][] = []
    if (it.classCode && !classKeys.has(`${it.kind}/${it.classCode}`))
      found.push(['classCode', reasons.unknownClass(it.classCode)])
    if (it.unitCode && !unitIds.has(it.unitCode)) found.push(['unitCode', reasons.unknownUnit(it.unitCode)])
    for (const code of it.assistUnitCodes)
      if (!unitIds.has(code)) found.push(['assistUnitCodes', reasons.unknownUnit(code)])
    if (known.has(importedReportNumber(adcode, it.externalNumber)))
      found.push(['externalNumber', reasons.there(it.externalNumber)])
    return found.map(([column, reason]) => ({ row: it.row, column, reason }))
  })
  const warned = items.flatMap((it) =>
    componentWarnings(adcode, it, components.of(it)).map(
      ({ field, reason }): Finding => ({ row: it.row, column: field, reason }),
    ),
  )
  return { refused, warned, unitIds, components }
}
