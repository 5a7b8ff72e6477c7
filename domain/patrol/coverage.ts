/**
 * How often the ground is walked against how often it must be: a county says how many rounds a day each class of unit
 * grid needs, or one responsibility grid in particular; lines and their shifts say how many are planned.
 */
import { z } from 'zod'

/** How often the unit grids of a class, or of one responsibility grid, must be walked a day. */
export const PatrolFrequency = z.object({
  /** A, B or C, or the code of a responsibility grid of the collection layer. */
  subject: z.string().min(1).max(40),
  timesPerDay: z.int().min(0).max(48),
  /** Where the figure comes from. */
  basis: z.string().trim().min(1).max(200),
})
export type PatrolFrequency = z.infer<typeof PatrolFrequency>

/** Unit grids of one class in one community that belong to one responsibility grid, or to none. */
export type Ground = {
  readonly gridCode: string | null
  readonly gridName: string | null
  readonly communityCode: string
  readonly areaClass: string
  readonly cells: number
}

/** The rounds that one line plans on its ground. */
export type PlannedRounds = {
  readonly areaCode: string | null
  readonly gridCode: string | null
  readonly rounds: number
}

export type GridCoverage = {
  readonly gridCode: string | null
  readonly gridName: string | null
  /** Unit grids that need a round at all. */
  readonly cells: number
  readonly short: number
  readonly required: number
  readonly planned: number
}

export type Coverage = {
  readonly required: number
  readonly covered: number
  readonly short: number
  readonly byClass: readonly { areaClass: string; required: number; short: number }[]
  /** Responsibility grids with unit grids that are walked too seldom, the worst first; `null` is outside all of them. */
  readonly grids: readonly GridCoverage[]
  /** Lines of collectors that name no ground and so cover none. */
  readonly linesWithoutGround: number
}

const isOn = (it: PlannedRounds, ground: Ground): boolean =>
  it.gridCode !== null
    ? it.gridCode === ground.gridCode
    : it.areaCode !== null && ground.communityCode.startsWith(it.areaCode)

/** The coverage of a day. */
export function coverageOf(
  ground: readonly Ground[],
  frequencies: readonly PatrolFrequency[],
  planned: readonly PlannedRounds[],
): Coverage {
  const times = new Map(frequencies.map((it) => [it.subject, it.timesPerDay]))
  const judged = ground.flatMap((it) => {
    const required =
      (it.gridCode === null ? undefined : times.get(it.gridCode)) ?? times.get(it.areaClass) ?? 0
    if (required === 0) return []
    const rounds = planned.filter((line) => isOn(line, it)).reduce((sum, line) => sum + line.rounds, 0)
    return [{ ...it, needed: required, rounds, short: rounds < required ? it.cells : 0 }]
  })
  const sum = (of: readonly { cells: number; short: number }[]) => ({
    required: of.reduce((total, it) => total + it.cells, 0),
    short: of.reduce((total, it) => total + it.short, 0),
  })
  const all = sum(judged)
  const byClass = [...Map.groupBy(judged, (it) => it.areaClass)]
    .map(([areaClass, of]) => ({ areaClass, ...sum(of) }))
    .sort((a, b) => (a.areaClass < b.areaClass ? -1 : 1))
  const grids = [...Map.groupBy(judged, (it) => it.gridCode)]
    .map(([gridCode, of]) => ({
      gridCode,
      gridName: of[0]?.gridName ?? null,
      cells: sum(of).required,
      short: sum(of).short,
      required: Math.max(...of.map((it) => it.needed)),
      planned: Math.min(...of.map((it) => it.rounds)),
    }))
    .filter((it) => it.short > 0)
    .sort((a, b) => b.short - a.short)
  return {
    ...all,
    covered: all.required - all.short,
    byClass,
    grids,
    linesWithoutGround: planned.filter((it) => it.areaCode === null && it.gridCode === null).length,
  }
}
