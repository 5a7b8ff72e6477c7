/** Writes a note on a case and tells those whom it mentions. */
import type { z } from 'zod'
import { NoteProblem, type writeNoteEndpoint } from '#domain/cases/note-contract.ts'
import { CaseProblem } from '#domain/cases/problems.ts'
import { findDocuments, findMissingPhoto } from '#modules/evidence/index.ts'
import type { Command } from '#platform/act.ts'
import { newId } from '#platform/ids.ts'
import { toAnnouncement } from '../commands/take-case-action.ts'
import { findVisibleCase } from '../queries/get-case.ts'
import { findMentionable } from './find-mentionable.ts'

type WriteNote = { id: string } & z.output<typeof writeNoteEndpoint.body>

export const writeNote: Command<WriteNote, { id: string }> = {
  name: 'case-note.write',
  permission: 'case.note',
  async run(context, { id: caseId, text, mentionedIds, photoIds, documentIds }) {
    const { db, adcode, actor, now, write, announce, concerns } = context
    const record = await findVisibleCase(db, actor, caseId)
    if (!record) throw CaseProblem.unknown({ id: caseId })
    const people = mentionedIds.length ? await findMentionable(db, record) : []
    const mentioned = people.filter((it) => mentionedIds.includes(it.id))
    if (mentioned.length !== new Set(mentionedIds).size) throw NoteProblem.mentionWrong({})
    const documents = await findDocuments(db, adcode, documentIds)
    const missing = await findMissingPhoto(db, adcode, photoIds)
    if (missing !== undefined || documents.length !== documentIds.length)
      throw NoteProblem.attachmentWrong({})
    const id = newId()
    write.insert('cases.notes', {
      adcode,
      id,
      case_id: caseId,
      author_id: actor.id,
      author_name: actor.name,
      posts: actor.posts,
      organisation_id: actor.organisationId,
      text,
      photo_ids: photoIds,
      document_ids: documentIds,
      written_at: now,
    })
    if (mentioned.length)
      write.insert(
        'cases.note_mentions',
        mentioned.map((it) => ({
          adcode,
          note_id: id,
          person_id: it.id,
          case_id: caseId,
          person_name: it.name,
          mentioned_at: now,
        })),
      )
    announce({ name: 'case-note.written', subjectId: caseId, data: toAnnouncement(record) })
    for (const it of mentioned)
      announce({ name: 'case-mention.made', subjectId: caseId, data: { ownerId: it.id } })
    concerns(caseId)
    return { id }
  },
}
