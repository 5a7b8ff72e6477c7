/**
 * The link of an audit line: the hash of the link before it and of the line as canonical text. The text is made by the
 * database in one way, so that a line read years later, or from another server, has the same.
 */
import { hash } from 'node:crypto'

export const linkAlgorithms = ['sha256', 'sm3'] as const
/** `sm3` where the house uses the national algorithms (国密). */
export type LinkAlgorithm = (typeof linkAlgorithms)[number]

export const linkBytes = 32

/** What the first line of a chain follows. */
export const noLink: Buffer = Buffer.alloc(linkBytes)

/** An audit line `e` as text: a JSON array of number, county, instant, person, act, request, subject, result, what it was given and gave. */
export const canonicalText = `json_build_array(e.seq, e.adcode, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
  e.actor_id, e.actor_name, e.command, e.request_id, e.body_hash, e.subject_id, e.problem, e.input::text, e.output::text)::text`

/** The link of the line `text` that follows the link `previous`. */
export const linkOf = (algorithm: LinkAlgorithm, previous: Uint8Array, text: string): Buffer =>
  hash(algorithm, Buffer.concat([previous, Buffer.from(text)]), 'buffer')
