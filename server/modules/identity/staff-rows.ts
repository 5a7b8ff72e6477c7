/** Staff lists wherever they come from: every row judged, and everybody of a list added or nobody. */
import { type DeliveredPerson, toDeliveredPeople } from '#domain/identity/people-delivery.ts'
import type { Finding, TableRow } from '#domain/table.ts'
import type { Act } from '#platform/act.ts'
import type { Actor } from '#platform/actor.ts'
import type { Database } from '#platform/database/database.ts'
import { newId } from '#platform/ids.ts'
import { importPeople } from './commands/import-people.ts'
import { generatePassword } from './generate-password.ts'
import { hashGeneratedPassword } from './password.ts'
import { listUsernames } from './queries/list-accounts.ts'
import { findOrganisations } from './queries/list-organisations.ts'

export type JudgedPeople = { read: number; people: DeliveredPerson[]; refused: Finding[] }

const mostRows = 2000

/** Judges the rows of a staff list against what is there; writes nothing. */
export async function judgeStaffRows(
  db: Database,
  adcode: string,
  rows: readonly TableRow[],
): Promise<JudgedPeople> {
  const [organisations, usernames] = await Promise.all([findOrganisations(db, adcode), listUsernames(db)])
  const judged = toDeliveredPeople(rows.slice(0, mostRows), {
    adcode,
    usernames: new Set(usernames),
    organisations: organisations.filter((it) => !it.endedAt),
  })
  const tooMany: Finding = {
    row: mostRows + 2,
    column: null,
    reason: {
      zh: `一次最多 ${mostRows} 人，请分成几个文件`,
      en: `at most ${mostRows} people at once; use several files`,
    },
  }
  return {
    read: rows.length,
    people: judged.people,
    refused: rows.length > mostRows ? [...judged.refused, tooMany] : judged.refused,
  }
}

/** A one-time password, which must be changed at the first sign-in; it is kept nowhere. */
export type OneTimePassword = { readonly username: string; readonly name: string; readonly password: string }

/** Adds `people` in one act. The passwords are null where the same request came before, since they were told then. */
export async function addStaff(
  act: Act,
  actor: Actor,
  people: readonly DeliveredPerson[],
  options: { readonly requestId?: string | undefined; readonly adcode?: string },
): Promise<{ added: number; passwords: OneTimePassword[] | null }> {
  const stamp = newId()
  const made = await Promise.all(people.map(withPassword))
  const done = await act(
    actor,
    importPeople,
    { stamp, people: made.map(({ password: _, ...it }) => it) },
    options,
  )
  const passwords = made.map(({ username, name, password }) => ({ username, name, password }))
  return { added: done.added, passwords: done.stamp === stamp ? passwords : null }
}

async function withPassword(it: DeliveredPerson) {
  const password = generatePassword()
  return { ...it, password, passwordHash: await hashGeneratedPassword(password) }
}
