/** Marks what mentions oneself on a case as read; read again it changes nothing. */
import type { Command } from '#platform/act.ts'

export const readMentions: Command<{ id: string }, { read: number }> = {
  name: 'case-mention.read',
  permission: 'case.note',
  async run({ db, adcode, actor, now, write, announce, concerns }, { id: caseId }) {
    const unread = await db.rows<{ noteId: string }>(
      `select note_id as "noteId" from cases.note_mentions
       where adcode = $1 and person_id = $2 and case_id = $3 and read_at is null`,
      [adcode, actor.id, caseId],
    )
    for (const { noteId } of unread)
      write.update('cases.note_mentions', { adcode, note_id: noteId, person_id: actor.id }, { read_at: now })
    if (unread.length) announce({ name: 'case-mention.read', subjectId: caseId, data: { ownerId: actor.id } })
    concerns(caseId)
    return { read: unread.length }
  },
}
