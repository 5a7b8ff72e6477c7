/** How full of cells each community is, in five steps that hold about as many communities each; and what must be said of it. */
import type { CommunityGridView } from '#domain/geography/grid/grid-contract.ts'

/** Whether something is wrong with the grid of a community: errors or a stale draft stop a publication, no cells leave it bare. */
export const isWrong = ({ draft }: CommunityGridView): boolean =>
  draft !== null && (draft.errors > 0 || draft.isStale)

/** The numbers of cells at which the next step of shading begins, fewest first; less than five when many are alike. */
export function shadingSteps(counts: readonly number[]): number[] {
  const sorted = counts.filter((it) => it > 0).toSorted((a, b) => a - b)
  const bounds = [1, 2, 3, 4].flatMap((it) => sorted[Math.floor((sorted.length * it) / 5)] ?? [])
  return [...new Set(bounds)].filter((it) => it > (sorted[0] ?? 0))
}

/** Which step a number of cells belongs to, from 0. */
export const stepOf = (cells: number, steps: readonly number[]): number =>
  steps.filter((it) => cells >= it).length

/** How strongly a step is filled; ground without cells is not. */
export const weightOf = (cells: number, steps: readonly number[]): number =>
  cells === 0 ? 0 : 0.08 + 0.11 * stepOf(cells, steps)
