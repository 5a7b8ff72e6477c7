/** Reads the lists of areas that ship in `standards/areas/`. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { AreaCode, areaLevels, CountyCode } from '#domain/geography/area-code.ts'

const folder = join(import.meta.dirname, '..', '..', '..', 'standards', 'areas')

const readRows = (file: string): unknown[] =>
  parse(readFileSync(join(folder, file)), { columns: true, bom: true, skip_empty_lines: true })

const ShippedArea = z.object({
  code: AreaCode,
  parent: z.string(),
  level: z.enum(areaLevels),
  kind: z.enum(['county', 'street', 'town', 'township', 'zone', 'residents', 'villagers', 'virtual']),
  name: z.string().min(1),
})
export type ShippedArea = z.infer<typeof ShippedArea>

/** Songming: the county, its towns and its communities. */
export const readSongmingAreas = (): ShippedArea[] =>
  z.array(ShippedArea).parse(readRows('530127-songming.csv'))

const ShippedCounty = z.object({ code: CountyCode, name: z.string() })

/** The counties, districts and cities under Kunming. */
export const readKunmingCounties = (): z.infer<typeof ShippedCounty>[] =>
  z.array(ShippedCounty).parse(readRows('5301-counties.csv'))

const ShippedRankedUnit = z.object({
  key: z.string(),
  name_zh: z.string(),
  name_en: z.string(),
  kind: z.enum(['county', 'zone']),
  county_code: z.union([CountyCode, z.literal('')]),
  basis: z.enum(['statistical code', 'assembled']),
})

export type RankedUnit = {
  key: string
  name: { zh: string; en: string }
  kind: 'county' | 'zone'
  countyCode: string | null
  /** The name is assembled for demonstration, not stated by a source. */
  assembled: boolean
}

/** The units that Kunming compares with each other; they are organisations, not areas. */
export const readRankedUnits = (): RankedUnit[] =>
  z
    .array(ShippedRankedUnit)
    .parse(readRows('5301-ranked-units.csv'))
    .map((it) => ({
      key: it.key,
      name: { zh: it.name_zh, en: it.name_en },
      kind: it.kind,
      countyCode: it.county_code === '' ? null : it.county_code,
      assembled: it.basis === 'assembled',
    }))
