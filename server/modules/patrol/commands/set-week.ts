/** Sets the roster of an organisation for a week in one act; it must still be the week that was seen. */
import type { z } from 'zod'
import type { setWeekEndpoint } from '#domain/patrol/contract.ts'
import { PatrolProblem } from '#domain/patrol/problems.ts'
import { addDays, weekOf } from '#domain/patrol/week.ts'
import type { Command } from '#platform/act.ts'
import { announceChange } from '../announce-change.ts'
import { getManaged } from '../organisation-for.ts'
import { planLines } from '../plan-lines.ts'
import { findWeekVersion, guardBook, writeWeekVersion } from '../store.ts'

type SetWeek = z.output<typeof setWeekEndpoint.body>
type Receipt = { version: number; added: number; removed: number }

export const setWeek: Command<SetWeek, Receipt> = {
  name: 'roster.set-week',
  permission: 'roster.manage',
  auditInput: ({ lines, ...rest }) => ({ ...rest, lines: lines.length }),
  async run(context, { organisationId, monday, expectedVersion, lines }) {
    const { db, adcode, concerns } = context
    concerns(organisationId)
    if (weekOf(monday) !== monday) throw PatrolProblem.notMonday({ onDate: monday })
    await getManaged(context, organisationId)
    await guardBook(context)
    const version = await findWeekVersion(db, adcode, organisationId, monday)
    if (version !== expectedVersion) throw PatrolProblem.changed({})
    const days = { from: monday, to: addDays(monday, 6) }
    const planned = await planLines(context, organisationId, days, lines)
    writeWeekVersion(context, organisationId, monday, version + 1)
    announceChange(context, organisationId)
    return { version: version + 1, ...planned }
  },
}
