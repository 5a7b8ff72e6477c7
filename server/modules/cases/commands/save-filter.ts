/** Saves a filter under a name, or changes one's own. */
import type { z } from 'zod'
import { mostSavedFilters, SavedFilterProblem, type saveFilterEndpoint } from '#domain/cases/saved-filter.ts'
import type { Command } from '#platform/act.ts'
import { findSavedFilter } from '../queries/list-saved-filters.ts'

type SaveFilter = z.output<typeof saveFilterEndpoint.params> & z.output<typeof saveFilterEndpoint.body>

export const saveFilter: Command<SaveFilter, { id: string; version: number }> = {
  name: 'case-filter.save',
  permission: 'case.read',
  async run({ db, adcode, actor, now, write, concerns }, { id, name, queue, query, isShared }) {
    const known = await findSavedFilter(db, adcode, id)
    if (known && (known.ownerId !== actor.id || known.isRemoved)) throw SavedFilterProblem.notYours({})
    const [own] = await db.rows<{ total: number }>(
      'select count(*)::int as total from cases.saved_filters where adcode = $1 and owner_id = $2 and removed_at is null',
      [adcode, actor.id],
    )
    if (!known && (own?.total ?? 0) >= mostSavedFilters)
      throw SavedFilterProblem.tooMany({ most: mostSavedFilters })
    concerns(id)
    const row = {
      owner_name: actor.name,
      posts: actor.posts,
      organisation_id: actor.organisationId,
      name,
      queue,
      query,
      is_shared: isShared,
      changed_at: now,
    }
    const version = (known?.version ?? 0) + 1
    if (known)
      write.update('cases.saved_filters', { adcode, id, version: known.version }, { ...row, version })
    else write.insert('cases.saved_filters', { adcode, id, owner_id: actor.id, ...row, version })
    return { id, version }
  },
}
