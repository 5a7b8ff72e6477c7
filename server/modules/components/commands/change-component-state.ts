/** Records that a component is intact, broken, missing, abandoned or removed now. */
import { type ComponentState, possibleStates } from '#domain/components/component-state.ts'
import type { ComponentChanged } from '#domain/components/events.ts'
import { ComponentProblem } from '#domain/components/problems.ts'
import type { Command } from '#platform/act.ts'
import { mayChange } from '../policy.ts'
import { findComponent } from '../queries/find-components.ts'
import * as store from '../store.ts'

export type ChangeComponentState = {
  readonly id: string
  readonly state: ComponentState
  /** The version that was seen when deciding. */
  readonly version: number
  readonly note: string | null
}

export const changeComponentState: Command<
  ChangeComponentState,
  { id: string; state: ComponentState; version: number }
> = {
  name: 'component.change-state',
  permission: 'component.manage',
  async run({ db, adcode, now, actor, write, announce, concerns }, { id, state, version, note }) {
    const found = await findComponent(db, adcode, id)
    if (!found) throw ComponentProblem.notFound({ component: id })
    if (!mayChange(actor, found)) throw ComponentProblem.outsideDuty({ component: found.code })
    if (found.version !== version) throw ComponentProblem.changedMeanwhile({ version: found.version })
    const possible = possibleStates(found.state)
    if (!possible.includes(state))
      throw ComponentProblem.stateNotPossible({ from: found.state ?? '', to: state, possible })
    store.writeComponentState(write, adcode, found, { state, at: now })
    store.writeChanges(write, { adcode, actor, at: now }, [
      {
        componentId: id,
        version: version + 1,
        action: 'state-changed',
        changes: { state: { from: found.state, to: state } },
        note,
      },
    ])
    announce({
      name: 'component.changed',
      subjectId: id,
      data: { action: 'state-changed', code: found.code, count: 1 } satisfies ComponentChanged,
    })
    concerns(id)
    return { id, state, version: version + 1 }
  },
}
