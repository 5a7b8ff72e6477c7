/** The notes on a case as the screen shows them, and whom a further one could mention. */
import type { z } from 'zod'
import type { CaseNote, listMentionableEndpoint } from '#domain/cases/note-contract.ts'
import { CaseProblem } from '#domain/cases/problems.ts'
import { soundOf } from '#domain/geography/pinyin.ts'
import type { Post } from '#domain/identity/post.ts'
import { findDocuments } from '#modules/evidence/index.ts'
import type { Query } from '#platform/query.ts'
import { organisationsById } from '../case-names.ts'
import { findVisibleCase } from '../queries/get-case.ts'
import { findMentionable } from './find-mentionable.ts'

type NoteRow = {
  id: string
  authorId: string
  authorName: string
  posts: Post[]
  organisationId: string | null
  text: string
  photoIds: string[]
  documentIds: string[]
  writtenAt: Date
  withdrawnAt: Date | null
  mentioned: { id: string; name: string }[]
}

const newestNotes = `select * from (
    select n.id, n.author_id as "authorId", n.author_name as "authorName", n.posts, n.organisation_id as "organisationId",
      n.text, n.photo_ids as "photoIds", n.document_ids as "documentIds", n.written_at as "writtenAt",
      w.withdrawn_at as "withdrawnAt",
      coalesce((select jsonb_agg(jsonb_build_object('id', m.person_id, 'name', m.person_name) order by m.person_name)
        from cases.note_mentions m where m.adcode = n.adcode and m.note_id = n.id), '[]') as mentioned
    from cases.notes n left join cases.note_withdrawals w on w.adcode = n.adcode and w.note_id = n.id
    where n.adcode = $1 and n.case_id = $2 order by n.written_at desc, n.id desc limit 500
  ) newest order by "writtenAt", id`

export const listNotes: Query<{ id: string }, { notes: CaseNote[] }> = {
  name: 'case-note.list',
  async run({ db, actor }, { id }) {
    const { adcode } = actor
    if (!(await findVisibleCase(db, actor, id))) throw CaseProblem.unknown({ id })
    const [rows, units] = await Promise.all([
      db.rows<NoteRow>(newestNotes, [adcode, id]),
      organisationsById(db, adcode),
    ])
    const shown = rows.filter((it) => it.withdrawnAt === null)
    const documents = await findDocuments(db, adcode, [...new Set(shown.flatMap((it) => it.documentIds))])
    return {
      notes: rows.map((it) => {
        const isShown = it.withdrawnAt === null
        return {
          id: it.id,
          author: { id: it.authorId, name: it.authorName },
          posts: it.posts,
          organisationName: (it.organisationId && units.get(it.organisationId)?.name) || null,
          writtenAt: it.writtenAt.toISOString(),
          withdrawnAt: it.withdrawnAt?.toISOString() ?? null,
          text: isShown ? it.text : '',
          mentioned: isShown ? it.mentioned : [],
          photoIds: isShown ? it.photoIds : [],
          documents: isShown ? documents.filter((one) => it.documentIds.includes(one.id)) : [],
        }
      }),
    }
  },
}

export const listMentionable: Query<{ id: string }, z.input<typeof listMentionableEndpoint.reply>> = {
  name: 'case-note.list-mentionable',
  async run({ db, actor }, { id }) {
    const record = await findVisibleCase(db, actor, id)
    if (!record) throw CaseProblem.unknown({ id })
    const [people, units] = await Promise.all([
      findMentionable(db, record),
      organisationsById(db, actor.adcode),
    ])
    return {
      people: people
        .filter((it) => it.id !== actor.id)
        .map((it) => ({
          id: it.id,
          name: it.name,
          posts: [...it.posts],
          organisationName: (it.organisationId && units.get(it.organisationId)?.name) || null,
          ...soundOf(it.name),
        })),
    }
  },
}
