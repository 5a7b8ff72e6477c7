/**
 * What a county decides about its cases, as data: stage limits, what a work day means, when a light turns yellow,
 * how many extensions, which posts are merged. The shipped values stand in `standards/cases/settings.json`.
 */
import { z } from 'zod'
import { Limit } from '../catalogue/limit.ts'
import { administrationPosts, Post } from '../identity/post.ts'
import { actionInputs } from './inputs.ts'
import { type CaseActionName, caseActionNames } from './life-cycle.ts'

/** Work that is never merged into another post: accounts and the county's data are no steps of a case. */
const MergedPost = Post.exclude([...administrationPosts, 'data_admin']).meta({ description: '岗位 post' })

const ActionName = z.enum(caseActionNames as [CaseActionName, ...CaseActionName[]])

/** An action that asks nothing of the person, so that it may follow another at once. */
const FollowingAction = ActionName.refine((it) => actionInputs[it].safeParse({}).success, {
  error: '此操作需要填写内容，不能自动办理 this action asks for an input and cannot follow by itself',
})

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
  mostExtensions: z.int().min(0).max(100),
  /** Office hours within which a supervision is answered, unless it names a day. */
  supervisionAnswerHours: z.int().min(1).max(400).default(8),
  mostSuspensionDays: z.int().min(1).max(3660),
  /** Posts whose work another post also does, in a small county: { acceptor: ['shift_leader'] }. */
  mergedPosts: z
    .partialRecord(Post, z.array(MergedPost))
    .refine((it) => !it.security_admin?.length && !it.audit_admin?.length, {
      error:
        '安全管理员和审计管理员不兼办其他工作 who grants rights and who reads the audit do no work beside it',
    }),
  /** Steps that follow at once when the same person may take both: { sendOn: 'file' }. */
  joinedSteps: z.partialRecord(ActionName, FollowingAction),
  /** Photos a collector's report must carry. */
  fewestReportPhotos: z.int().min(0).max(20),
  duplicates: z.object({
    radiusMetres: z.number().positive().max(10_000),
    withinHours: z.number().positive().max(87_600),
  }),
})
export type CaseSettings = z.infer<typeof CaseSettings>

/** The posts whose work a holder of `posts` does, with the merged ones. */
export const effectivePosts = <Held extends string>(
  posts: readonly Held[],
  settings: Pick<CaseSettings, 'mergedPosts'>,
): readonly (Held | Post)[] => [
  ...new Set(posts.flatMap((post) => [post, ...(settings.mergedPosts[post as Post & Held] ?? [])])),
]
