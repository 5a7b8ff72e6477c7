/**
 * When reports of one class in one town are clearly more than usual. Compared with the same weekday of the last eight
 * weeks up to the same time of day, so that market days and quiet Sundays are compared with their like. If reports came
 * as they usually do, by chance alone (Poisson), so many would be seen less than once in a thousand such looks.
 */

export const spikeRule = {
  /** How many of the same weekday before today are looked at. */
  weeks: 8,
  /** With fewer of them on record nothing is said. */
  fewestWeeks: 4,
  /** Fewer reports than this are never a spike, however rare the class is. */
  fewestToday: 5,
  /** How unlikely a count must be. */
  chance: 0.001,
} as const

/** Probability of `count` or more when `mean` are expected (Poisson). In logarithms, so that large means do not vanish. */
export function chanceOfAtLeast(count: number, mean: number): number {
  let logTerm = -mean
  let below = 0
  for (let k = 0; k < count; k++) {
    below += Math.exp(logTerm)
    logTerm += Math.log(mean / (k + 1))
  }
  return Math.max(0, 1 - below)
}

/** What is usual; half a report is added, so that "never before" is not taken for "impossible". */
export const usualCount = (before: number, weeks: number): number => (before + 0.5) / weeks

/** The least count that is a spike where `usual` are expected. */
export function spikeBound(usual: number): number {
  // What is usual itself is seen about every other time.
  let bound = Math.max(spikeRule.fewestToday, Math.floor(usual))
  while (chanceOfAtLeast(bound, usual) >= spikeRule.chance) bound++
  return bound
}

export type SpikeVerdict = { readonly usual: number; readonly bound: number; readonly isSpike: boolean }

/** Judges `today` against `before`, the sum over `weeks` same weekdays up to the same time of day. */
export function judgeSpike(today: number, before: number, weeks: number): SpikeVerdict | undefined {
  if (weeks < spikeRule.fewestWeeks) return undefined
  const usual = usualCount(before, weeks)
  const bound = spikeBound(usual)
  return { usual, bound, isSpike: today >= bound }
}

const weekMilliseconds = 7 * 86_400_000

/** How many of the last weeks are on record, when the first report of all is of `first`. */
export const weeksOnRecord = (first: Date, dayStart: Date): number =>
  Math.max(
    0,
    Math.min(spikeRule.weeks, Math.floor((dayStart.getTime() - first.getTime()) / weekMilliseconds)),
  )
