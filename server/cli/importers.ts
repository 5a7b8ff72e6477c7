/**
 * What can be imported and exported on the command line: one entry for each noun, with what it does. A noun without
 * an entry is no command.
 */
import type { Sentence } from '#domain/problem.ts'
import type { Finding } from '#domain/table.ts'
import type { ImportProgress } from '#platform/tabular/import-batches.ts'
import { importAddresses } from '../importers/import-addresses.ts'
import { importAreas } from '../importers/import-areas.ts'
import { importCases } from '../importers/import-cases.ts'
import { importComponents } from '../importers/import-components.ts'
import { importOrganisations } from '../importers/import-organisations.ts'
import { importStandards } from '../importers/import-standards.ts'
import { getMapping } from '../importers/mapping-files.ts'
import type { OpenHouse } from './cli.ts'

export type ImportRequest = OpenHouse & {
  readonly file: string
  /** The name of a shipped mapping, or the path of a `.json` file. */
  readonly mapping: string
  readonly isDryRun: boolean
  /** The first day in force of what has one; a catalogue without it stays a draft. */
  readonly validFrom: string | undefined
  readonly onProgress: (progress: ImportProgress) => void
}

export type ImportOutcome = {
  readonly read: number
  readonly accepted: number
  readonly warned: readonly (Finding & { readonly sheet?: string })[]
  readonly refused: readonly (Finding & { readonly sheet?: string })[]
  /** Only for cases whose file says itself what was in time. */
  readonly inTime?: { readonly agree: number; readonly disagree: number; readonly unknown: number }
}

export type Importer = {
  readonly noun: string
  readonly about: Sentence
  /** Whether a first day in force may be given, and what it means. */
  readonly validFrom?: Sentence
  /** Whether its tables have columns of their own, so that no mapping is asked for. */
  readonly hasOwnColumns?: true
  run(request: ImportRequest): Promise<ImportOutcome>
}

const optionsOf = ({ adcode, isDryRun, onProgress }: ImportRequest) => ({ adcode, isDryRun, onProgress })

/** Everything that can be imported. */
export const importers: readonly Importer[] = [
  {
    noun: 'standards',
    about: { zh: '立案、结案标准和处置时限（工作手册 Excel）', en: "a city's handbook workbook (.xlsx)" },
    validFrom: {
      zh: '生效首日 YYYY-MM-DD；不填则存为草稿',
      en: 'first day in force, YYYY-MM-DD; a draft without it',
    },
    run: (it) =>
      importStandards(it.house, it.actor, it.file, it.mapping, {
        ...optionsOf(it),
        publishFrom: it.validFrom,
      }),
  },
  {
    noun: 'organisations',
    about: { zh: '单位（CSV、Excel）', en: 'organisations (CSV, Excel)' },
    run: async (it) =>
      importOrganisations(
        it.house,
        it.actor,
        it.file,
        await getMapping(it.mapping, 'organisations'),
        optionsOf(it),
      ),
  },
  {
    noun: 'areas',
    about: {
      zh: '区划及边界（GeoJSON、Shapefile、GeoPackage、CSV）',
      en: 'areas with their borders (GeoJSON, Shapefile, GeoPackage, CSV)',
    },
    validFrom: {
      zh: '生效首日 YYYY-MM-DD；不填为今天',
      en: 'first day in force, YYYY-MM-DD; today without it',
    },
    run: async (it) =>
      importAreas(it.house, it.actor, it.file, await getMapping(it.mapping, 'areas'), {
        ...optionsOf(it),
        validFrom: it.validFrom,
      }),
  },
  {
    noun: 'addresses',
    about: {
      zh: '地名地址库（CSV、Excel、GeoJSON、GeoPackage）',
      en: 'the address library (CSV, Excel, GeoJSON, GeoPackage)',
    },
    hasOwnColumns: true,
    run: (it) => importAddresses(it.house, it.actor, it.file, optionsOf(it)),
  },
  {
    noun: 'components',
    about: { zh: '部件（CSV、Excel、GeoJSON）', en: 'components (CSV, Excel, GeoJSON)' },
    run: async (it) =>
      importComponents(
        it.house,
        it.actor,
        it.file,
        await getMapping(it.mapping, 'components'),
        optionsOf(it),
      ),
  },
  {
    noun: 'cases',
    about: { zh: '历史案卷（CSV、Excel）', en: 'cases of the past (CSV, Excel)' },
    run: async (it) =>
      importCases(it.house, it.actor, it.file, await getMapping(it.mapping, 'cases'), optionsOf(it)),
  },
]
