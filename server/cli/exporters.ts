/** What can be exported on the command line; a noun without an entry is no command. */
import { writeFile } from 'node:fs/promises'
import type { Sentence } from '#domain/problem.ts'
import { exportCatalogue, findConditions, getCatalogueInForce } from '#modules/catalogue/index.ts'
import { exportCases } from '../importers/export-cases.ts'
import { exportAreas, exportComponents, exportOrganisations } from '../importers/export-tables.ts'
import { exportAddresses } from '../importers/import-addresses.ts'
import type { OpenHouse } from './cli.ts'

export type ExportRequest = OpenHouse & { readonly file: string }

export type Exporter = {
  readonly noun: string
  readonly about: Sentence
  /** Writes the file and gives the number of rows in it. */
  run(request: ExportRequest): Promise<number>
}

async function exportStandards({ house, adcode, file }: ExportRequest): Promise<number> {
  const now = house.clock.now()
  const { id } = await getCatalogueInForce(house.database, adcode, now)
  await writeFile(file, await exportCatalogue(house.database, id, now))
  return (await findConditions(house.database, id)).length
}

/** Everything that can be exported. */
export const exporters: readonly Exporter[] = [
  {
    noun: 'standards',
    about: {
      zh: '现行立案、结案标准（Excel，可用 jingwei-workbook 映射读回）',
      en: 'the catalogue in force (.xlsx, read back by the mapping jingwei-workbook)',
    },
    run: exportStandards,
  },
  {
    noun: 'organisations',
    about: { zh: '单位（.csv、.xlsx）', en: 'organisations (.csv, .xlsx)' },
    run: ({ house, adcode, file }) => exportOrganisations(house, adcode, file),
  },
  {
    noun: 'areas',
    about: { zh: '区划及边界（.geojson、.csv）', en: 'areas with their borders (.geojson, .csv)' },
    run: ({ house, adcode, file }) => exportAreas(house, adcode, file),
  },
  {
    noun: 'addresses',
    about: {
      zh: '地名地址库（.csv、.xlsx、.geojson，可再导入）',
      en: 'the address library (.csv, .xlsx, .geojson), which the import reads back',
    },
    run: ({ house, adcode, file }) => exportAddresses(house, adcode, file),
  },
  {
    noun: 'components',
    about: { zh: '部件（.csv、.xlsx、.geojson）', en: 'components (.csv, .xlsx, .geojson)' },
    run: ({ house, adcode, file }) => exportComponents(house, adcode, file),
  },
  {
    noun: 'cases',
    about: {
      zh: '案卷，不含举报人（.csv、.xlsx、.geojson）',
      en: 'cases without who reported them (.csv, .xlsx, .geojson)',
    },
    run: ({ house, adcode, file }) => exportCases(house, adcode, file),
  },
]
