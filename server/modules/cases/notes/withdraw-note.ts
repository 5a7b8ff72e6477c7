/** Withdraws a note of one's own. The note stays in the records; screens say only that it was there. */
import { NoteProblem } from '#domain/cases/note-contract.ts'
import { CaseProblem } from '#domain/cases/problems.ts'
import type { Command } from '#platform/act.ts'
import { toAnnouncement } from '../commands/take-case-action.ts'
import { findVisibleCase } from '../queries/get-case.ts'

type NoteState = { authorId: string; isWithdrawn: boolean }

export const withdrawNote: Command<{ id: string; noteId: string }, { id: string }> = {
  name: 'case-note.withdraw',
  permission: 'case.note',
  async run({ db, adcode, actor, now, write, announce, concerns }, { id: caseId, noteId }) {
    const record = await findVisibleCase(db, actor, caseId)
    if (!record) throw CaseProblem.unknown({ id: caseId })
    const [note] = await db.rows<NoteState>(
      `select n.author_id as "authorId", w.note_id is not null as "isWithdrawn" from cases.notes n
       left join cases.note_withdrawals w on w.adcode = n.adcode and w.note_id = n.id
       where n.adcode = $1 and n.id = $2 and n.case_id = $3`,
      [adcode, noteId, caseId],
    )
    if (note?.authorId !== actor.id) throw NoteProblem.notYours({})
    if (note.isWithdrawn) throw NoteProblem.withdrawn({})
    write.insert('cases.note_withdrawals', { adcode, note_id: noteId, withdrawn_at: now })
    const mentioned = await db.rows<{ personId: string }>(
      'select person_id as "personId" from cases.note_mentions where adcode = $1 and note_id = $2',
      [adcode, noteId],
    )
    announce({ name: 'case-note.withdrawn', subjectId: caseId, data: toAnnouncement(record) })
    for (const { personId } of mentioned)
      announce({ name: 'case-mention.withdrawn', subjectId: caseId, data: { ownerId: personId } })
    concerns(caseId)
    return { id: noteId }
  },
}
