/** Removes one's own saved filter; removed again it stays removed. */
import { SavedFilterProblem } from '#domain/cases/saved-filter.ts'
import type { Command } from '#platform/act.ts'
import { findSavedFilter } from '../queries/list-saved-filters.ts'

export const removeFilter: Command<{ id: string }, { id: string }> = {
  name: 'case-filter.remove',
  permission: 'case.read',
  async run({ db, adcode, actor, now, write, concerns }, { id }) {
    const known = await findSavedFilter(db, adcode, id)
    if (!known || known.ownerId !== actor.id || known.isRemoved) throw SavedFilterProblem.notYours({})
    concerns(id)
    const version = known.version + 1
    write.update('cases.saved_filters', { adcode, id, version: known.version }, { removed_at: now, version })
    return { id }
  },
}
