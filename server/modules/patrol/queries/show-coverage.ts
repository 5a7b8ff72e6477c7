/** The coverage of a day, with the figures it is measured by. */
import type { z } from 'zod'
import type { showCoverageEndpoint } from '#domain/patrol/contract.ts'
import type { Query } from '#platform/query.ts'
import { findCoverage, findFrequencies } from './find-coverage.ts'

type Reply = z.input<typeof showCoverageEndpoint.reply>

export const showCoverage: Query<{ onDate: string }, Reply> = {
  name: 'roster.show-coverage',
  async run({ db, actor }, { onDate }) {
    const [frequencies, [coverage]] = await Promise.all([
      findFrequencies(db, actor.adcode),
      findCoverage(db, actor.adcode, [onDate]),
    ])
    const none = { required: 0, covered: 0, short: 0, byClass: [], grids: [], linesWithoutGround: 0 }
    const { required, covered, short, byClass, grids, linesWithoutGround } = coverage ?? none
    return {
      onDate,
      frequencies,
      required,
      covered,
      short,
      byClass: [...byClass],
      grids: [...grids],
      linesWithoutGround,
    }
  },
}
