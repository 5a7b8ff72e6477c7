/** What stands against taking over cases as a whole; what stands against a row is told by row. */
import { defineProblem } from '../../problem.ts'

export const CarryOverProblem = {
  inFuture: defineProblem<{ cutOver: string }>('carry-over.in-future', 'invalid', ({ cutOver }) => ({
    zh: `切换时刻 ${cutOver} 还没有到；它是旧系统案件清单属实的时刻。`,
    en: `The cut-over ${cutOver} lies ahead; it is the instant at which the list of the old system was true.`,
  })),
  longAgo: defineProblem<{ cutOver: string; days: number }>(
    'carry-over.long-ago',
    'invalid',
    ({ cutOver, days }) => ({
      zh: `切换时刻 ${cutOver} 已过去 ${days} 天以上，其间的时限照计；确认无误请加 --late。`,
      en: `The cut-over ${cutOver} is more than ${days} days ago, and time ran on since; add --late if that is meant.`,
    }),
  ),
}
