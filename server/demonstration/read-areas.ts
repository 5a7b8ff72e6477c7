/** Lists of areas that ship in `standards/`, as far as the demonstration makes organisations of them. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import type { Community, Town } from './organisations.ts'

const areasFolder = join(import.meta.dirname, '..', '..', 'standards', 'areas')

const readRows = <Row extends z.ZodType>(file: string, row: Row): z.output<Row>[] =>
  z
    .array(row)
    .parse(parse(readFileSync(join(areasFolder, file), 'utf8'), { columns: true, skip_empty_lines: true }))

const AreaRow = z.object({ code: z.string(), level: z.string(), kind: z.string(), name: z.string() })
const TownKind = z.enum(['street', 'town', 'zone'])

/** The towns, streets and zones of the county. */
export const readTowns = (adcode: string): Town[] =>
  readRows('530127-songming.csv', AreaRow)
    .filter((it) => it.level === 'town' && it.code.startsWith(adcode))
    .map(({ code, name, kind }) => ({ code, name, kind: TownKind.parse(kind) }))

/** The communities of the county, in the order of their codes. */
export const readCommunities = (adcode: string): Community[] =>
  readRows('530127-songming.csv', AreaRow)
    .filter((it) => it.level === 'community' && it.code.startsWith(adcode))
    .map(({ code, name }) => ({ code, name }))

const RankedUnitRow = z.object({ key: z.string(), name_zh: z.string() })

/** The units that the city compares with each other. */
export const readRankedUnits = (): { key: string; name: string }[] =>
  readRows('5301-ranked-units.csv', RankedUnitRow).map(({ key, name_zh: name }) => ({ key, name }))
