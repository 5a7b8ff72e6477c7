/** The conditions of a filter as SQL; which texts there are depends on the fields that are set, never on what they hold. */
import { type AuditFilter, doorCommands } from '#domain/audit/audit-filter.ts'
import { commandsOf } from '#domain/audit/command-words.ts'
import { findActorIds } from '#modules/identity/index.ts'
import { systemActorId } from '#platform/actor.ts'
import { refusalCommand } from '#platform/audit/record-refusals.ts'
import type { Database } from '#platform/database/database.ts'
import { findSubjectIds } from './subject-names.ts'

/** A failed sign-in is a refusal too, though no problem stands with it. */
const failedSignIn = 'session.refuse'
export const isRefused = `(problem is not null or command = '${failedSignIn}')`

/** The acts whose lines say from where. */
const addressed = [...doorCommands, refusalCommand]

const quoted = (names: readonly string[]): string => names.map((it) => `'${it}'`).join(', ')

const dayMilliseconds = 86_400_000
/** The instant at which a day begins in China. */
export const startOf = (onDate: string): Date => new Date(`${onDate}T00:00:00+08:00`)
/** The instant at which a day is over. */
export const endOf = (onDate: string): Date => new Date(startOf(onDate).getTime() + dayMilliseconds)

export type LineConditions = { readonly text: string; readonly values: unknown[] }

/** Lines of `adcode` that fit; undefined where none can, because nobody is called so. */
export async function lineConditions(
  db: Database,
  adcode: string,
  filter: AuditFilter,
): Promise<LineConditions | undefined> {
  const values: unknown[] = [adcode]
  const texts = ['adcode = $1']
  const add = (text: string, value: unknown): void => {
    values.push(value)
    texts.push(text.replaceAll('?', `$${values.length}`))
  }
  const { from, to, person, actors, topic, command, subject, result, address } = filter
  if (from) add('at >= ?', startOf(from))
  if (to) add('at < ?', endOf(to))
  if (command) add('command = ?', command)
  if (topic) add('command = any(?::text[])', commandsOf(topic))
  if (actors) {
    const byHouse = `(actor_id = '${systemActorId}' and command <> all(?::text[]))`
    add(actors === 'house' ? byHouse : `not ${byHouse}`, doorCommands)
  }
  if (address) {
    add('command = any(?::text[])', addressed)
    add(`input->>'address' = ?`, address)
  }
  if (result) texts.push(result === 'refused' ? isRefused : `not ${isRefused}`)
  if (person) {
    const ids = await findActorIds(db, adcode, person)
    // Under what name a job or a command line acted is known to the lines alone.
    const did = `actor_id = any(?::uuid[]) or subject_id = any(?::uuid[]) and command in (${quoted(doorCommands)})`
    if (ids.length) add(`(${did})`, ids)
    else add('actor_name = ?', person)
  }
  if (subject) {
    const ids = await findSubjectIds(db, adcode, subject)
    if (!ids.length) return undefined
    add('subject_id = any(?::uuid[])', ids)
  }
  return { text: texts.join(' and '), values }
}
