/**
 * Where the house tells what it is doing: requests, acts, statements, rounds of the relay, jobs. Metrics, traces and the
 * list of slow statements listen; where nobody does, telling costs a look at a flag. What is told holds names and shapes
 * (a route, a command, the text of a statement), never the values of rows.
 */
import { channel, tracingChannel } from 'node:diagnostics_channel'

export type RequestDeed = {
  readonly kind: 'request'
  readonly method: string
  /** The route as it is written, with `:id` in its place; `unknown` where none fits. */
  readonly route: string
  /** The trace that the caller is in, by the header `traceparent`. */
  readonly parent: string | undefined
  /** Known at the end. */
  status?: number
}
export type ActDeed = { readonly kind: 'act'; readonly command: string }
export type StatementDeed = { readonly kind: 'statement'; readonly text: string }
export type RelayDeed = { readonly kind: 'relay'; count?: number }
export type JobDeed = {
  readonly kind: 'job'
  readonly job: string
  /** The announcement that it follows; undefined for what runs by the clock. */
  readonly announcementId: string | undefined
}
export type Deed = RequestDeed | ActDeed | StatementDeed | RelayDeed | JobDeed

/** One channel a kind of deed. */
export const deeds = {
  request: tracingChannel<unknown, RequestDeed>('jingwei:request'),
  act: tracingChannel<unknown, ActDeed>('jingwei:act'),
  statement: tracingChannel<unknown, StatementDeed>('jingwei:statement'),
  relay: tracingChannel<unknown, RelayDeed>('jingwei:relay'),
  job: tracingChannel<unknown, JobDeed>('jingwei:job'),
} as const

/** What a channel adds to a deed when it ends. */
export type Outcome = { error?: unknown; result?: unknown }

/** Told within an act: the id of an announcement that it makes, so that what follows can be traced back to it. */
export const announced = channel('jingwei:announced')
