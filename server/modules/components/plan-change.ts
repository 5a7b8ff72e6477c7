/**
 * What every change of one component has in common: whether it is there, in the person's area of duty and as it was
 * seen; then its row, its history and the announcement. What is decided in between differs.
 */
import type { Component } from '#domain/components/component.ts'
import type { ComponentAction, ComponentChanged } from '#domain/components/events.ts'
import { ComponentProblem } from '#domain/components/problems.ts'
import type { Context } from '#platform/act.ts'
import { mayChange } from './policy.ts'
import { findComponent } from './queries/find-components.ts'
import { type StoredComponent, writeChanges, writeComponent } from './store.ts'

export type ChangeOfComponent = {
  readonly id: string
  /** The version that was seen when deciding. */
  readonly version: number
  readonly note: string | null
}

/** Fields of a component that are changed one by one. */
type Changed = Partial<Pick<Component, 'state' | 'photos'>>

/** Plans the change that `decide` gives for the component; gives its new version. */
export async function planChange(
  { db, adcode, now, actor, write, announce, concerns }: Context,
  { id, version, note }: ChangeOfComponent,
  action: ComponentAction,
  decide: (found: StoredComponent) => Changed | Promise<Changed>,
): Promise<number> {
  const found = await findComponent(db, adcode, id)
  if (!found) throw ComponentProblem.notFound({ component: id })
  if (!mayChange(actor, found)) throw ComponentProblem.outsideDuty({ component: found.code })
  if (found.version !== version) throw ComponentProblem.changedMeanwhile({ version: found.version })
  const changed = await decide(found)
  const next = version + 1
  writeComponent(write, adcode, found, { ...changed, changed_at: now, version: next })
  const changes = Object.fromEntries(
    Object.entries(changed).map(([field, to]) => [field, { from: found[field as keyof Changed], to }]),
  )
  writeChanges(write, { adcode, actor, at: now }, [{ componentId: id, version: next, action, changes, note }])
  const data: ComponentChanged = { action, code: found.code, count: 1 }
  announce({ name: 'component.changed', subjectId: id, data })
  concerns(id)
  return next
}
