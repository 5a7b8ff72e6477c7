/** Reads the catalogues, crosswalks and mappings that ship in `standards/`; nothing is interpreted here. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { CalendarInput } from '#domain/catalogue/calendar-input.ts'
import { StateCouncilDay, StateCouncilNotice } from '#domain/catalogue/calendar-state-council.ts'
import type { CatalogueContent } from '#domain/catalogue/catalogue.ts'
import { toCatalogueContent } from '#domain/catalogue/catalogue-files.ts'
import { Crosswalk, CrosswalkLine } from '#domain/catalogue/crosswalk.ts'
import { GenerationRules } from '#domain/catalogue/generations.ts'

const standards = join(import.meta.dirname, '..', '..', '..', 'standards')
const catalogues = join(standards, 'catalogues')

const readRows = (path: string): Record<string, string>[] =>
  parse(readFileSync(path), { columns: true, bom: true, skip_empty_lines: true })

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))

/** The names of the catalogue folders that ship with the product. */
export const listShippedCatalogues = (): string[] =>
  globSync('*/catalogue.json', { cwd: catalogues })
    .map((path) => dirname(path))
    .sort()

/** Reads one shipped catalogue by the name of its folder. */
export function readShippedCatalogue(name: string): CatalogueContent {
  const folder = join(catalogues, name)
  const optional = (file: string) => (existsSync(join(folder, file)) ? readRows(join(folder, file)) : [])
  return toCatalogueContent({
    head: readJson(join(folder, 'catalogue.json')),
    majors: readRows(join(folder, 'majors.csv')),
    classes: readRows(join(folder, 'classes.csv')),
    conditions: optional('conditions.csv'),
    synonyms: optional('synonyms.csv'),
  })
}

const orNull = (text: string | undefined) => (text === undefined || text === '' ? null : text)

/** The crosswalks that ship with a catalogue: from the series in the file's name to the folder's own. */
export function readShippedCrosswalks(name: string): Crosswalk[] {
  const folder = join(catalogues, name)
  return globSync('crosswalk-*.csv', { cwd: folder }).map((file) =>
    Crosswalk.parse({
      fromSeries: basename(file, '.csv').slice('crosswalk-'.length),
      toSeries: name,
      note: '',
      lines: z.array(CrosswalkLine).parse(
        readRows(join(folder, file)).map((row) => ({
          fromKind: orNull(row['from_kind']),
          fromCode: orNull(row['from_code']),
          toKind: orNull(row['to_kind']),
          toCode: orNull(row['to_code']),
          relation: row['relation'],
          note: row['note'] ?? '',
          signedOffBy: orNull(row['signed_off_by']),
        })),
      ),
    }),
  )
}

/** The rules that lead from an older generation of codes to a shipped catalogue; the file is named `from-….json`. */
export const readGenerationRules = (name: string): GenerationRules[] =>
  globSync('from-*.json', { cwd: join(catalogues, name) }).map((file) =>
    GenerationRules.parse(readJson(join(catalogues, name, file))),
  )

/** The shipped notices, days and calendars of `standards/calendars/`. */
export function readShippedCalendars(): {
  notices: StateCouncilNotice[]
  days: StateCouncilDay[]
  calendars: CalendarInput[]
} {
  const folder = join(standards, 'calendars')
  const hours = z.array(z.looseObject({ id: z.string() })).parse(readJson(join(folder, 'working-hours.json')))
  return {
    notices: z.array(StateCouncilNotice).parse(readRows(join(folder, 'state-council-notices.csv'))),
    days: z.array(StateCouncilDay).parse(readRows(join(folder, 'state-council-days.csv'))),
    calendars: hours.map(({ id, ...rest }) => CalendarInput.parse({ ...rest, code: id, ownDays: [] })),
  }
}

/** A mapping by name (in `standards/mappings/`), as raw JSON for the importer to check. */
export const readShippedMapping = (name: string): unknown =>
  readJson(join(standards, 'mappings', `${name}.json`))

/** The names of the mappings that ship with the product. */
export const listShippedMappings = (): string[] =>
  globSync('*.json', { cwd: join(standards, 'mappings') })
    .map((path) => basename(path, '.json'))
    .sort()
