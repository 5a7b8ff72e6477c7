/** Kinds of shift and the frequency of patrols as sections of the configuration. */
import { z } from 'zod'
import { ConfigurationProblem } from '#domain/configuration/problems.ts'
import { PatrolFrequency } from '#domain/patrol/coverage.ts'
import { ShiftInput } from '#domain/patrol/shift.ts'
import { differing, section } from '#platform/configuration.ts'
import { changeShift } from './commands/change-shift.ts'
import { createShift } from './commands/create-shift.ts'
import { putFrequencies } from './commands/put-frequencies.ts'
import { findFrequencies } from './queries/find-coverage.ts'
import { findShifts } from './store.ts'

const Shifts = z.strictObject({
  shifts: z.array(z.strictObject({ organisation: z.string(), ...ShiftInput.shape })),
})
type Shifts = z.infer<typeof Shifts>

const shiftEntries = ({ shifts }: Shifts) =>
  new Map(shifts.map((it) => [`${it.organisation} ${it.name}`, it]))

export const shiftSection = section<Shifts>({
  name: 'shifts',
  title: { zh: '班次', en: 'shifts' },
  permission: 'roster.manage',
  schema: Shifts,
  entries: shiftEntries,
  missing: 'kept',
  async read({ db, adcode, names }) {
    const shifts = (await findShifts(db, adcode, {}))
      .filter((it) => it.endsOn === null)
      .map((it) => ({
        organisation: names.keyOf(it.organisationId),
        name: it.name,
        mark: it.mark,
        fromTime: it.fromTime,
        toTime: it.toTime,
        rounds: it.rounds,
      }))
    const orderOf = (it: Shifts['shifts'][number]): string => `${it.organisation} ${it.fromTime} ${it.name}`
    return { shifts: shifts.sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1)) }
  },
  async plan(context, names, document, before) {
    const changed = differing(shiftEntries(document), before ? shiftEntries(before) : new Map())
    const standing = (await findShifts(context.db, context.adcode, {})).filter((it) => it.endsOn === null)
    for (const { organisation, ...it } of changed.values()) {
      const organisationId = names.idOf(organisation)
      if (organisationId === undefined)
        throw ConfigurationProblem.nameUnknown({ section: '班次 shifts', name: organisation })
      const known = standing.find((one) => one.organisationId === organisationId && one.name === it.name)
      if (known) await changeShift.run(context, { ...it, id: known.id, expectedVersion: known.version })
      else await createShift.run(context, { ...it, organisationId })
    }
  },
})

const Frequencies = z.strictObject({ frequencies: z.array(z.strictObject(PatrolFrequency.shape)) })
type Frequencies = z.infer<typeof Frequencies>

const frequencyEntries = ({ frequencies }: Frequencies) => new Map(frequencies.map((it) => [it.subject, it]))

export const frequencySection = section<Frequencies>({
  name: 'patrol-frequency',
  title: { zh: '巡查频次', en: 'frequency of patrols' },
  permission: 'roster.set-frequency',
  schema: Frequencies,
  entries: frequencyEntries,
  missing: 'kept',
  read: async ({ db, adcode }) => ({ frequencies: await findFrequencies(db, adcode) }),
  async plan(context, _names, document, before) {
    const changed = differing(frequencyEntries(document), before ? frequencyEntries(before) : new Map())
    if (changed.size) await putFrequencies.run(context, { frequencies: [...changed.values()] })
  },
})
