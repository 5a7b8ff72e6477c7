/** Where one was mentioned. A note that was withdrawn, and a case that one may no longer see, are left out. */
import type { z } from 'zod'
import type { listMentionsEndpoint } from '#domain/cases/note-contract.ts'
import type { Query } from '#platform/query.ts'
import { readCondition } from '../policy.ts'

type Reply = z.input<typeof listMentionsEndpoint.reply>
type Row = Omit<Reply['mentions'][number], 'writtenAt'> & { writtenAt: Date; unread: number }

export const listMentions: Query<object, Reply> = {
  name: 'case-mention.list',
  async run({ db, actor }) {
    const visible = readCondition(actor, 3)
    const rows = await db.rows<Row>(
      `select n.id as "noteId", c.id as "caseId", coalesce(c.number, c.report_number) as "caseNumber",
         n.author_name as "authorName", left(n.text, 200) as text, n.written_at as "writtenAt",
         m.read_at is not null as "isRead", (count(*) filter (where m.read_at is null) over ())::int as unread
       from cases.note_mentions m
       join cases.notes n on n.adcode = m.adcode and n.id = m.note_id
       join cases.cases c on c.adcode = m.adcode and c.id = m.case_id
       where m.adcode = $1 and m.person_id = $2 and ${visible.sql}
         and not exists (select 1 from cases.note_withdrawals w where w.adcode = m.adcode and w.note_id = m.note_id)
       order by m.read_at is not null, m.mentioned_at desc limit 50`,
      [actor.adcode, actor.id, ...visible.values],
    )
    return {
      unread: rows[0]?.unread ?? 0,
      mentions: rows.map(({ unread: _, writtenAt, ...it }) => ({
        ...it,
        writtenAt: writtenAt.toISOString(),
      })),
    }
  },
}
