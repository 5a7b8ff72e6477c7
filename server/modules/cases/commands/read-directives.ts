/** Notes that somebody has read what leaders said to a case. Only the first time counts, and only for whom it was meant. */
import type { Command } from '#platform/act.ts'
import { findUnread } from '../queries/list-directives.ts'
import { getCaseFor, toAnnouncement } from './take-case-action.ts'

export const readDirectives: Command<{ id: string }, { id: string; read: number }> = {
  name: 'case.read-directives',
  permission: 'case.read',
  async run(context, { id }) {
    const { db, adcode, actor, now, write, announce, concerns } = context
    const record = await getCaseFor(context, { id })
    const unread = await findUnread(db, adcode, id, actor.id)
    concerns(id)
    for (const directiveId of unread)
      write.update(
        'cases.directive_readers',
        { adcode, directive_id: directiveId, person_id: actor.id, version: 1 },
        { read_at: now, version: 2 },
      )
    if (unread.length) announce({ name: 'case.directive-read', subjectId: id, data: toAnnouncement(record) })
    return { id, read: unread.length }
  },
}
