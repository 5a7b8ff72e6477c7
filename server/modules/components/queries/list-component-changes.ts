/** The history of one component, newest first. */
import type { ComponentChange } from '#domain/components/contract.ts'
import type { Query } from '#platform/query.ts'
import { getComponent } from './find-components.ts'

type Row = Omit<ComponentChange, 'at'> & { readonly at: Date }

export const listComponentChanges: Query<{ component: string }, { changes: ComponentChange[] }> = {
  name: 'component.list-changes',
  async run({ db, actor }, { component }) {
    const { id } = await getComponent(db, actor.adcode, component)
    const rows = await db.rows<Row>(
      `select version, at, actor_name as "actorName", action, changes, note from components.component_changes
       where adcode = $1 and component_id = $2 order by version desc`,
      [actor.adcode, id],
    )
    return { changes: rows.map((it) => ({ ...it, at: it.at.toISOString() })) }
  },
}
