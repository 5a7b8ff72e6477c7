/**
 * One description of an endpoint: the server serves it, the screens call it, the API document prints it.
 * Contracts live in `domain/<module>/contract.ts`.
 */
import { z } from 'zod'

/**
 * Who may call: `public` needs no session, `signed-in` any session, anything else is the name of a permission
 * that a post must grant.
 */
export type Permission = 'public' | 'signed-in' | (string & {})

/** The version that a writer saw, 0 before the first; a write is refused where somebody has written since. */
export const SeenVersion = z
  .int()
  .min(0)
  .meta({ description: '您看到的版本；不符则拒绝 the version you saw; refused when it changed' })

export type Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Reply extends z.ZodType = z.ZodType,
> = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Starts with `/api/`; parameters as `:name`. */
  readonly path: string
  readonly summary: string
  /** A file comes as a multipart form; any other endpoint takes JSON alone. */
  readonly takesFile?: boolean
  readonly permission: Permission
  /** For which rows or areas the permission holds, in one sentence. */
  readonly scope: string
  readonly params: Params
  readonly query: Query
  readonly body: Body
  readonly reply: Reply
  /** The name under which every call stands in the audit, where something leaves the house that matters to an auditor. */
  readonly logged?: string
  /** Problem codes a caller should expect, apart from the general ones. */
  readonly problems?: readonly string[]
}

/** States an endpoint; the types of its parts follow from the schemas. */
export const endpoint = <P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  it: Endpoint<P, Q, B, R>,
): Endpoint<P, Q, B, R> => it
