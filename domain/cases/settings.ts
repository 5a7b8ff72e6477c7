/**
 * What a county decides about its cases, as data: stage limits, what a work day means, when a light turns yellow,
 * how many extensions, which posts are merged. The shipped values stand in `standards/cases/settings.json`.
 */
import { z } from 'zod'
import { Limit } from '../catalogue/limit.ts'
import { Post } from '../identity/post.ts'

export const CaseSettings = z.object({
  /** Limit of each stage clock. */
  stageLimits: z.object({
    accept: Limit,
    verify: Limit,
    file: Limit,
    dispatch: Limit,
    issue_check: Limit,
    check: Limit,
    close: Limit,
  }),
  /** Where a condition names no limit, this one is used and marked as such. */
  unknownLimit: Limit,
  workDayMeans: z.enum(['8h', 'end-of-day']),
  /** The light turns yellow when at most this share of the limit is left. */
  yellowShare: z.number().gt(0).lt(1),
  mostExtensions: z.int().min(0),
  mostSuspensionDays: z.int().min(1),
  /** Posts whose work another post also does, in a small county: { acceptor: ['shift_leader'] }. */
  mergedPosts: z.partialRecord(Post, z.array(Post)),
  /** Steps that follow at once when the same person may take both: { sendOn: 'file' }. */
  joinedSteps: z.record(z.string(), z.string()),
  /** Photos a collector's report must carry. */
  fewestReportPhotos: z.int().min(0),
  duplicates: z.object({ radiusMetres: z.number().positive(), withinHours: z.number().positive() }),
})
export type CaseSettings = z.infer<typeof CaseSettings>

/** The posts whose work a holder of `posts` does, with the merged ones. */
export const effectivePosts = (
  posts: readonly string[],
  settings: Pick<CaseSettings, 'mergedPosts'>,
): readonly string[] => [
  ...new Set(posts.flatMap((post) => [post, ...(settings.mergedPosts[post as Post] ?? [])])),
]
