/** Exports of the ledger, organisations and areas, in the columns that the `jingwei-…` mappings read again. */
import { chinaDayOf } from '#domain/china-time.ts'
import type { Cell } from '#domain/table.ts'
import { streamComponents } from '#modules/components/index.ts'
import { findArea, findAreas } from '#modules/geography/index.ts'
import { findOrganisations } from '#modules/identity/index.ts'
import type { House } from '#platform/house.ts'
import { type WrittenRow, writeTable } from '#platform/tabular/write-table.ts'

const componentColumns = [
  'code',
  'externalCode',
  'classCode',
  'className',
  'name',
  'competentName',
  'ownerName',
  'maintainerName',
  'state',
  'firstOn',
  'changedOn',
  'dataSource',
  'address',
  'note',
  'cellCode',
  'communityCode',
  'townCode',
  'lng',
  'lat',
  'attributes',
] as const

async function* componentRows(house: House, adcode: string): AsyncIterable<WrittenRow> {
  for await (const it of streamComponents(house.database, adcode)) {
    const columns: Record<(typeof componentColumns)[number], Cell> = {
      code: it.code,
      externalCode: it.externalCode,
      classCode: it.classCode,
      className: it.className,
      name: it.name,
      competentName: it.competent.name,
      ownerName: it.owner.name,
      maintainerName: it.maintainer.name,
      state: it.state,
      firstOn: it.firstOn,
      changedOn: it.changedOn,
      dataSource: it.dataSource,
      address: it.address,
      note: it.note,
      cellCode: it.cellCode,
      communityCode: it.communityCode,
      townCode: it.townCode,
      lng: it.position[0],
      lat: it.position[1],
      attributes: Object.keys(it.attributes).length ? JSON.stringify(it.attributes) : null,
    }
    yield { columns, geometry: it.geometry }
  }
}

/** Writes the ledger of a county; lines and areas keep their shape in GeoJSON, elsewhere their one point. */
export const exportComponents = (house: House, adcode: string, file: string): Promise<number> =>
  writeTable(file, componentColumns, componentRows(house, adcode))

const organisationColumns = [
  'externalCode',
  'name',
  'shortName',
  'kind',
  'creditCode',
  'parentCode',
  'areaCodes',
  'aliases',
] as const

async function* organisationRows(house: House, adcode: string): AsyncIterable<WrittenRow> {
  const organisations = await findOrganisations(house.database, adcode)
  const byId = new Map(organisations.map((it) => [it.id, it]))
  for (const it of organisations) {
    const parent = it.parentId === null ? undefined : byId.get(it.parentId)
    const columns: Record<(typeof organisationColumns)[number], Cell> = {
      externalCode: it.externalCode,
      name: it.name,
      shortName: it.shortName,
      kind: it.kind,
      creditCode: it.creditCode,
      parentCode: parent ? (parent.externalCode ?? parent.creditCode ?? parent.name) : null,
      areaCodes: it.areaCodes.join(';'),
      aliases: it.aliases.join(';'),
    }
    yield { columns }
  }
}

/** Writes the organisations of a county. */
export const exportOrganisations = (house: House, adcode: string, file: string): Promise<number> =>
  writeTable(file, organisationColumns, organisationRows(house, adcode))

async function* areaRows(house: House, adcode: string): AsyncIterable<WrittenRow> {
  const onDate = chinaDayOf(house.clock.now())
  for (const { code, name, level, kind, synthetic } of await findAreas(house.database, adcode, onDate)) {
    const area = await findArea(house.database, adcode, code, onDate)
    yield { columns: { code, name, level, kind, synthetic }, geometry: area?.geometry ?? null }
  }
}

/** Writes the areas of a county as they are today. */
export const exportAreas = (house: House, adcode: string, file: string): Promise<number> =>
  writeTable(file, ['code', 'name', 'level', 'kind', 'synthetic'], areaRows(house, adcode))
