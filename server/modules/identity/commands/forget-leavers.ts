/** Lets the telephone numbers of closed accounts go. */
import type { Command } from '#platform/act.ts'
import type { Database } from '#platform/database/database.ts'

/** How many accounts an act changes. */
const peoplePerAct = 200

const due = `from identity.people where adcode = $1 and disabled_at < $2 and phone is not null`

/** How many closed accounts still have a number. */
export async function countLeaversToForget(db: Database, adcode: string, before: Date): Promise<number> {
  const [row] = await db.rows<{ count: number }>(`select count(*)::int as count ${due}`, [adcode, before])
  return row?.count ?? 0
}

export const forgetLeavers: Command<{ closedBefore: string }, { people: number }> = {
  name: 'person.forget-leavers',
  permission: 'retention.apply',
  async run({ db, adcode, write }, { closedBefore }) {
    const rows = await db.rows<{ id: string; phone: string }>(
      `select id, phone ${due} limit ${peoplePerAct}`,
      [adcode, closedBefore],
    )
    for (const { id, phone } of rows) write.update('identity.people', { adcode, id, phone }, { phone: null })
    return { people: rows.length }
  },
}
