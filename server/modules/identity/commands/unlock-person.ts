/** Forgets the failed sign-ins of an account, for somebody who has found the right password again. */
import type { Command } from '#platform/act.ts'
import { getPerson } from '../queries/find-person.ts'
import { accountKey, findSignInFailures } from '../queries/find-sign-in-failures.ts'
import { writeFailures } from '../store.ts'

export const unlockPerson: Command<{ id: string }, { id: string }> = {
  name: 'person.unlock',
  permission: 'person.manage',
  async run({ db, adcode, now, write, concerns }, { id }) {
    const { username } = await getPerson(db, adcode, id)
    concerns(id)
    const [known] = await findSignInFailures(db, [['account', accountKey(username)]])
    if (known?.count) writeFailures(write, known, { ...known, count: 0, lastAt: now, waitUntil: null })
    return { id }
  },
}
