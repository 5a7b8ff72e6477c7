/**
 * History from another system: a row of its file as a case of ours. It comes without clocks; what is known of its
 * times is kept, and whether it was in time is worked out from target and closing time, or taken from the file's own
 * flag where it has no such times. The flag is kept beside the verdict, so that the two can be compared.
 */
import { z } from 'zod'
import { Position } from '../geography/geometry.ts'
import type { CaseEntry } from './case-entry.ts'
import type { CaseRecord } from './case-record.ts'
import { blankCase, evolve } from './evolve.ts'
import { sources } from './source.ts'

/** States that history may have; anything finer is unknown to a foreign file. */
export const importedStates = ['closed', 'handling', 'voided', 'not_accepted'] as const

/** The fields a mapping gives for a case; instants are ISO texts. */
export const ImportedCase = z.object({
  row: z.int(),
  externalNumber: z.string().min(1).max(64),
  state: z.enum(importedStates),
  source: z.enum(sources).default('import'),
  description: z.string().max(2000).default(''),
  address: z.string().max(256).default(''),
  point: Position.nullable().default(null),
  kind: z.enum(['component', 'matter']).nullable().default(null),
  classCode: z.string().nullable().default(null),
  /** The key of the unit in the file; the name is only an alias. */
  unitCode: z.string().nullable().default(null),
  /** Units that assisted, by the same key, a line each. */
  assistUnitCodes: z
    .string()
    .transform((it) => [...new Set(it.split('\n'))])
    .or(z.array(z.string()))
    .default([]),
  /** The code of 17 digits of the component it was about, or the number by which the ledger knows it from elsewhere. */
  componentCode: z.string().max(64).nullable().default(null),
  townCode: z.string().nullable().default(null),
  communityCode: z.string().nullable().default(null),
  reportedAt: z.iso.datetime(),
  dueAt: z.iso.datetime().nullable().default(null),
  closedAt: z.iso.datetime().nullable().default(null),
  /** The file's own on-time flag. */
  inTimeFlag: z.boolean().nullable().default(null),
})
export type ImportedCase = z.output<typeof ImportedCase>

/** Whether it was in time by its own times: closed at or before the target. Unknown without both. */
export const verdictOf = ({ dueAt, closedAt }: Pick<ImportedCase, 'dueAt' | 'closedAt'>): boolean | null =>
  dueAt === null || closedAt === null ? null : Date.parse(closedAt) <= Date.parse(dueAt)

export type InTimeComparison = { readonly agree: number; readonly disagree: number; readonly unknown: number }

/** Our verdict against the file's flag; unknown where either is missing. */
export function compareInTime(
  cases: Iterable<Pick<ImportedCase, 'dueAt' | 'closedAt' | 'inTimeFlag'>>,
): InTimeComparison {
  const counted = { agree: 0, disagree: 0, unknown: 0 }
  for (const it of cases) {
    const verdict = verdictOf(it)
    if (verdict === null || it.inTimeFlag === null) counted.unknown += 1
    else if (verdict === it.inTimeFlag) counted.agree += 1
    else counted.disagree += 1
  }
  return counted
}

/** What the import knows of a row beyond the file: ids of its class's catalogue and of its unit, its areas. */
export type ImportPlace = {
  readonly id: string
  readonly adcode: string
  readonly catalogueId: string | null
  readonly unitId: string | null
  readonly assistUnitIds: readonly string[]
  readonly componentId: string | null
  readonly cellCode: string | null
  readonly areaClass: CaseRecord['areaClass']
}

type Importer = { readonly at: Date; readonly actorId: string; readonly actorName: string }

/** The number history is known by here: the county and the file's own number. */
export const importedReportNumber = (adcode: string, externalNumber: string): string =>
  `H${adcode}-${externalNumber}`

/** The entry that opens an imported case, and the record it gives. */
export function openImported(
  it: ImportedCase,
  place: ImportPlace,
  importer: Importer,
): { entry: CaseEntry; record: CaseRecord } {
  const isOpen = it.state === 'handling'
  const verdict = verdictOf(it) ?? it.inTimeFlag
  const data: Partial<CaseRecord> = {
    reportNumber: importedReportNumber(place.adcode, it.externalNumber),
    externalNumber: it.externalNumber,
    source: it.source,
    description: it.description,
    address: it.address,
    kind: it.kind,
    catalogueId: place.catalogueId,
    classCode: it.classCode,
    point: it.point,
    townCode: it.townCode,
    communityCode: it.communityCode,
    cellCode: place.cellCode,
    areaClass: place.areaClass,
    leadUnitId: place.unitId,
    firstUnitId: place.unitId,
    reportedAt: it.reportedAt,
    filedAt: it.reportedAt,
    dispatchedAt: place.unitId ? it.reportedAt : null,
    handledAt: it.closedAt,
    confirmedAt: it.closedAt,
    endedAt: it.closedAt,
    importedInTime: it.inTimeFlag,
    componentId: place.componentId,
    ...(place.assistUnitIds.length ? { assistUnitIds: [...place.assistUnitIds] } : {}),
  }
  const given: Record<string, unknown> = {}
  for (const field in data) {
    const value = data[field as keyof typeof data]
    if (value !== blankCase[field as keyof typeof blankCase]) given[field] = value
  }
  const entry: CaseEntry = {
    caseId: place.id,
    adcode: place.adcode,
    seq: 1,
    action: 'import',
    at: importer.at.toISOString(),
    actorId: importer.actorId,
    actorName: importer.actorName,
    post: null,
    organisationId: null,
    fromState: null,
    toState: it.state,
    data: given,
    marks: [],
    due: {
      disposeDueAt: it.dueAt,
      clockName: isOpen && it.dueAt ? 'dispose' : null,
      clockDueAt: isOpen ? it.dueAt : null,
      clockYellowAt: null,
      isCalendarPublished: true,
      isInTime: isOpen ? null : verdict,
    },
  }
  return { entry, record: evolve(undefined, entry) }
}
