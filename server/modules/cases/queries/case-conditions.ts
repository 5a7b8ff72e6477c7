/** The conditions that lists, counts and maps of cases share: what one may see, what waits for one, and filters. */
import type { CaseFilter } from '#domain/cases/contract.ts'
import { isDeskOfUnit } from '#domain/cases/life-cycle.ts'
import { queueOf } from '#domain/cases/queue.ts'
import type { CaseSettings } from '#domain/cases/settings.ts'
import { openStates } from '#domain/cases/state.ts'
import { chinaDayOf } from '#domain/china-time.ts'
import type { Actor } from '#platform/actor.ts'
import { readCondition } from '../policy.ts'
import { figureSql } from './figure-sql.ts'

/** A where clause in the making: conditions on `c` and their parameters in order. */
export class Conditions {
  readonly parts: string[] = []
  readonly values: unknown[] = []

  parameter(value: unknown): string {
    return `$${this.values.push(value)}`
  }

  add(sql: string): this {
    this.parts.push(sql)
    return this
  }

  get sql(): string {
    return this.parts.join(' and ')
  }
}

/** The county and what `actor` may see of it. */
export function visibleTo(actor: Actor): Conditions {
  const conditions = new Conditions()
  conditions.add(`c.adcode = ${conditions.parameter(actor.adcode)}`)
  const { sql, values } = readCondition(actor, 2)
  conditions.values.push(...values)
  return sql === 'true' ? conditions : conditions.add(sql)
}

/** What waits for `actor`: states of the posts held, related to the case as the table demands. */
export function addQueue(conditions: Conditions, actor: Actor, settings: CaseSettings): Conditions {
  const parts: string[] = []
  for (const [who, states] of queueOf(actor.posts, settings)) {
    const waitsFor = who.startsWith('lead-unit') ? 'null' : 'not null'
    // A result waits for its unit until it is confirmed, and for the dispatcher from then on.
    const confirmed = states.includes('handled')
      ? ` and (c.state <> 'handled' or c.confirmed_at is ${waitsFor})`
      : ''
    const inStates = `(c.state = any(${conditions.parameter(states)}::text[])${confirmed})`
    if (who === 'anyone' || who === 'another-person') parts.push(inStates)
    else if (who === 'task-holder')
      parts.push(`(${inStates} and c.task_holder_id = ${conditions.parameter(actor.id)})`)
    else parts.push(`(${inStates} and ${unitRelation(conditions, actor, who)})`)
  }
  return conditions.add(parts.length ? `(${parts.join(' or ')})` : 'false')
}

function unitRelation(
  conditions: Conditions,
  actor: Actor,
  who: 'lead-unit' | 'lead-unit-or-handler',
): string {
  const ofUnit = `c.lead_unit_id = ${conditions.parameter(actor.organisationId)}`
  if (who === 'lead-unit' || isDeskOfUnit(actor.posts)) return ofUnit
  return `${ofUnit} and (c.handler_id is null or c.handler_id = ${conditions.parameter(actor.id)})`
}

const like = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`

/** The filters of a list. */
export function addFilter(
  conditions: Conditions,
  filter: Partial<CaseFilter>,
  now: Date,
  actor: Pick<Actor, 'id'>,
): Conditions {
  const add = (sql: (parameter: string) => string, value: unknown): void => {
    if (value !== undefined) conditions.add(sql(conditions.parameter(value)))
  }
  add((it) => `c.state = any(${it}::text[])`, filter.state?.split(','))
  add((it) => `c.lead_unit_id = ${it}`, filter.unitId)
  add(
    (it) => `(c.town_code like ${it} or c.community_code like ${it} or c.cell_code like ${it})`,
    filter.areaCode && `${filter.areaCode}%`,
  )
  add((it) => `c.class_code = ${it}`, filter.classCode)
  add((it) => `c.kind = ${it}`, filter.kind)
  add((it) => `c.task_holder_id = ${it}`, filter.taskHolderId)
  if (filter.figure) {
    const time = { now, onDate: filter.onDate ?? chinaDayOf(now) }
    conditions.add(figureSql(filter.figure, time, (value) => conditions.parameter(value)))
  }
  add((it) => `c.source = ${it}`, filter.source)
  add((it) => `c.level = ${it}`, filter.level)
  add((it) => `c.id = any(${it}::uuid[])`, filter.ids?.split(','))
  if (filter.holder === 'me') add((it) => `c.holder_id = ${it}`, actor.id)
  if (filter.holder === 'others') add((it) => `c.holder_id <> ${it}`, actor.id)
  if (filter.holder === 'free') conditions.add('c.holder_id is null')
  add((it) => `c.reported_at >= ${it}`, filter.reportedFrom)
  add((it) => `c.reported_at < ${it}`, filter.reportedTo)
  add((it) => `c.filed_at >= ${it}`, filter.filedFrom)
  add((it) => `c.filed_at < ${it}`, filter.filedTo)
  add(
    (it) => `c.point <@ ${it}::polygon`,
    filter.within && `(${filter.within.split(' ').map((it) => `(${it})`)})`,
  )
  const text = filter.text?.trim()
  if (text) {
    const it = conditions.parameter(like(text))
    conditions.add(
      `(c.number like ${it} or c.report_number like ${it} or c.external_number like ${it} or c.address like ${it} or c.description like ${it})`,
    )
  }
  if (filter.light === 'paused') conditions.add(pausedSql)
  else if (filter.light) conditions.add(lightSql(filter.light, conditions.parameter(now)))
  if (filter.sort === 'overdue')
    conditions.add(`c.ended_at is null and c.dispose_due_at < ${conditions.parameter(now)}`)
  return conditions
}

const isOpen = `c.state in (${openStates.map((it) => `'${it}'`).join(', ')})`

/** No clock runs; the only light that does not ask for the time, and a parameter nobody uses has no type. */
export const pausedSql = `c.clock_due_at is null and ${isOpen}`

/** The light as SQL; the rule itself stands in `domain/cases/light.ts`, and a test compares the two. */
export function lightSql(light: 'red' | 'yellow' | 'green', now: string): string {
  switch (light) {
    case 'red':
      return `c.clock_due_at < ${now} and ${isOpen}`
    case 'yellow':
      return `c.clock_due_at >= ${now} and c.clock_yellow_at <= ${now} and ${isOpen}`
    case 'green':
      return `c.clock_due_at >= ${now} and (c.clock_yellow_at is null or c.clock_yellow_at > ${now}) and ${isOpen}`
  }
}
