/** The SQL that writes the ledger, and how a row becomes a component. */
import type { Component, ComponentDraft } from '#domain/components/component.ts'
import { mostComponentsOfClass } from '#domain/components/component-code.ts'
import type { ComponentAction } from '#domain/components/events.ts'
import { ComponentProblem } from '#domain/components/problems.ts'
import type { Actor } from '#platform/actor.ts'
import type { Database } from '#platform/database/database.ts'
import type { RowWrites } from '#platform/database/row-writes.ts'

/** A component as the ledger holds it, with what only the ledger needs. */
export type StoredComponent = Component & {
  readonly rawPosition: ComponentDraft['rawPosition']
  readonly createdAt: Date
}

/** Columns of the ledger (under the alias `c`) by the names of `StoredComponent`. */
export const componentColumns = `c.id, c.code, c.class_code as "classCode",
  c.catalogue_version_id as "catalogueVersionId", c.name,
  jsonb_build_object('organisationId', c.competent_id, 'name', c.competent_name) as competent,
  jsonb_build_object('organisationId', c.owner_id, 'name', c.owner_name) as owner,
  jsonb_build_object('organisationId', c.maintainer_id, 'name', c.maintainer_name) as maintainer,
  c.state, c.first_on as "firstOn", c.changed_on as "changedOn", c.data_source as "dataSource", c.address, c.note,
  jsonb_build_array(c.position[0], c.position[1]) as position, c.geometry, c.raw_position as "rawPosition",
  c.cell_code as "cellCode", c.community_code as "communityCode", c.town_code as "townCode", c.attributes, c.photos,
  c.external_code as "externalCode", c.version, c.created_at as "createdAt", c.changed_at as "changedAt"`

/** A row as the driver gives it. */
export type ComponentRow = Omit<StoredComponent, 'changedAt'> & { readonly changedAt: Date }

/** A row of `componentColumns` as a component. */
export const toStoredComponent = (row: ComponentRow): StoredComponent => ({
  ...row,
  changedAt: row.changedAt.toISOString(),
})

const toRow = (adcode: string, it: StoredComponent) => ({
  adcode,
  id: it.id,
  code: it.code,
  class_code: it.classCode,
  catalogue_version_id: it.catalogueVersionId,
  name: it.name,
  competent_id: it.competent.organisationId,
  competent_name: it.competent.name,
  owner_id: it.owner.organisationId,
  owner_name: it.owner.name,
  maintainer_id: it.maintainer.organisationId,
  maintainer_name: it.maintainer.name,
  state: it.state,
  first_on: it.firstOn,
  changed_on: it.changedOn,
  data_source: it.dataSource,
  address: it.address,
  note: it.note,
  position: `(${it.position[0]},${it.position[1]})`,
  geometry: it.geometry,
  raw_position: it.rawPosition,
  cell_code: it.cellCode,
  community_code: it.communityCode,
  town_code: it.townCode,
  attributes: it.attributes,
  photos: it.photos,
  external_code: it.externalCode,
  version: it.version,
  created_at: it.createdAt,
  changed_at: it.changedAt,
})

/** Writes components that are new. */
export const writeNewComponents = (
  write: RowWrites,
  adcode: string,
  components: readonly StoredComponent[],
): void =>
  write.insert(
    'components.components',
    components.map((it) => toRow(adcode, it)),
  )

/** Writes components over their former state; their new versions in the history keep others from doing the same. */
export const writeChangedComponents = (
  write: RowWrites,
  adcode: string,
  components: readonly StoredComponent[],
): void =>
  write.updateMany(
    'components.components',
    ['adcode', 'id'],
    components.map((it) => toRow(adcode, it)),
  )

/** Writes columns of one component, unless its version has moved on. */
export const writeComponent = (
  write: RowWrites,
  adcode: string,
  { id, version }: { id: string; version: number },
  changes: Readonly<Record<string, unknown>>,
): void => write.update('components.components', { adcode, id, version }, changes)

export type NewChange = {
  readonly componentId: string
  readonly version: number
  readonly action: ComponentAction
  readonly changes: Readonly<Record<string, { from: unknown; to: unknown }>>
  readonly note: string | null
}

/** Adds to the history. */
export const writeChanges = (
  write: RowWrites,
  by: { adcode: string; actor: Actor; at: Date },
  changes: readonly NewChange[],
): void =>
  write.insert(
    'components.component_changes',
    changes.map((it) => ({
      adcode: by.adcode,
      component_id: it.componentId,
      version: it.version,
      at: by.at,
      actor_id: by.actor.id,
      actor_name: by.actor.name,
      action: it.action,
      changes: it.changes,
      note: it.note,
    })),
  )

const reserve = `
  insert into components.serial_counters as s (adcode, class_code, last)
  values ($1, $2, $3::integer + coalesce((
    select right(c.code, 6)::integer from components.components c
    where c.adcode = $1 and c.class_code = $2 order by c.code desc limit 1), 0))
  on conflict (adcode, class_code) do update set last = greatest(s.last, excluded.last - $3::integer) + $3::integer
  returning last`

/**
 * Reserves `count` serials of a class and gives the first. It commits by itself, so two acts never share a serial
 * and one that fails leaves a gap; codes that came with a delivery are counted in.
 */
export async function reserveSerials(
  db: Database,
  adcode: string,
  classCode: string,
  count: number,
): Promise<number> {
  const [row] = await db.rows<{ last: number }>(reserve, [adcode, classCode, count])
  if (!row || row.last > mostComponentsOfClass) throw ComponentProblem.serialsUsedUp({ adcode, classCode })
  return row.last - count + 1
}
