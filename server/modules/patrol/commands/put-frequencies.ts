/** Says how often the ground must be walked, for classes of unit grids and for single responsibility grids. */
import { chinaDayOf } from '#domain/china-time.ts'
import type { PatrolFrequency } from '#domain/patrol/coverage.ts'
import { PatrolProblem } from '#domain/patrol/problems.ts'
import { findResponsibilities } from '#modules/geography/index.ts'
import type { Command } from '#platform/act.ts'
import { announceChange } from '../announce-change.ts'

const classes = ['A', 'B', 'C']

export const putFrequencies: Command<{ frequencies: PatrolFrequency[] }, { written: number }> = {
  name: 'roster.set-frequency',
  permission: 'roster.set-frequency',
  async run(context, { frequencies }) {
    const { db, adcode, now, write } = context
    const bySubject = new Map(frequencies.map((it) => [it.subject, it]))
    const codes = [...bySubject.keys()].filter((it) => !classes.includes(it))
    if (codes.length) {
      const grids = await findResponsibilities(db, adcode, chinaDayOf(now), 'collection')
      const unknown = codes.find((code) => !grids.some((it) => it.code === code))
      if (unknown !== undefined) throw PatrolProblem.groundUnknown({ code: unknown })
    }
    write.upsert(
      'patrol.frequencies',
      ['adcode', 'subject'],
      [...bySubject.values()].map((it) => ({
        adcode,
        subject: it.subject,
        times_per_day: it.timesPerDay,
        basis: it.basis,
        changed_at: now,
      })),
    )
    announceChange(context, null)
    return { written: bySubject.size }
  },
}
