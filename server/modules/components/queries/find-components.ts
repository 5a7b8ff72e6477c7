/** Components of a county by id, code or key. */
import { z } from 'zod'
import { lackingAttributes } from '#domain/components/completeness.ts'
import { possibleStates } from '#domain/components/component-state.ts'
import type { ComponentView } from '#domain/components/contract.ts'
import { ComponentProblem } from '#domain/components/problems.ts'
import type { Database } from '#platform/database/database.ts'
import type { Query } from '#platform/query.ts'
import { type ComponentRow, componentColumns, type StoredComponent, toStoredComponent } from '../store.ts'

/** A component by its id; a text that is no id names none. */
export async function findComponent(
  db: Database,
  adcode: string,
  id: string,
): Promise<StoredComponent | undefined> {
  if (!z.uuid().safeParse(id).success) return undefined
  const [row] = await db.rows<ComponentRow>(
    `select ${componentColumns} from components.components c where c.adcode = $1 and c.id = $2`,
    [adcode, id],
  )
  return row && toStoredComponent(row)
}

/** A component by its 17-digit code. */
export async function findComponentByCode(
  db: Database,
  adcode: string,
  code: string,
): Promise<StoredComponent | undefined> {
  const [row] = await db.rows<ComponentRow>(
    `select ${componentColumns} from components.components c where c.adcode = $1 and c.code = $2`,
    [adcode, code],
  )
  return row && toStoredComponent(row)
}

/** A component by its id or its code, or a Problem. */
export async function getComponent(
  db: Database,
  adcode: string,
  component: string,
): Promise<StoredComponent> {
  const found =
    component.length === 17
      ? await findComponentByCode(db, adcode, component)
      : await findComponent(db, adcode, component)
  if (!found) throw ComponentProblem.notFound({ component })
  return found
}

/** Those components of a county that have one of these codes or external codes. */
export async function findComponentsByKeys(
  db: Database,
  adcode: string,
  keys: { codes: readonly string[]; externalCodes: readonly string[] },
): Promise<StoredComponent[]> {
  // Two lookups and not one "or", so that each goes by its own unique index.
  const rows = await db.rows<ComponentRow>(
    `select ${componentColumns} from components.components c where c.adcode = $1 and c.code = any($2::text[])
     union all
     select ${componentColumns} from components.components c
     where c.adcode = $1 and c.external_code = any($3::text[])`,
    [adcode, keys.codes, keys.externalCodes],
  )
  // Found by both keys, a component comes twice.
  return [...new Map(rows.map((it) => [it.id, toStoredComponent(it)])).values()]
}

/** One component for a screen. */
export const showComponent: Query<{ component: string }, ComponentView> = {
  name: 'component.show',
  async run({ db, actor }, { component }) {
    const found = await getComponent(db, actor.adcode, component)
    const [named] = await db.rows<{ name: string }>(
      `select name from catalogue.class_facts where version_id = $1 and kind = 'component' and code = $2`,
      [found.catalogueVersionId, found.classCode],
    )
    return {
      ...found,
      className: named?.name ?? null,
      lacks: lackingAttributes(found),
      possibleStates: [...possibleStates(found.state)],
    }
  },
}
