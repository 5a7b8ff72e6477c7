/** Records that a component is intact, broken, missing, abandoned or removed now. */
import { type ComponentState, possibleStates } from '#domain/components/component-state.ts'
import { ComponentProblem } from '#domain/components/problems.ts'
import type { Command } from '#platform/act.ts'
import { type ChangeOfComponent, planChange } from '../plan-change.ts'

export type ChangeComponentState = ChangeOfComponent & { readonly state: ComponentState }

export const changeComponentState: Command<
  ChangeComponentState,
  { id: string; state: ComponentState; version: number }
> = {
  name: 'component.change-state',
  permission: 'component.manage',
  async run(context, input) {
    const { id, state } = input
    const version = await planChange(context, input, 'state-changed', (found) => {
      const possible = possibleStates(found.state)
      if (!possible.includes(state))
        throw ComponentProblem.stateNotPossible({ from: found.state ?? '', to: state, possible })
      return { state }
    })
    return { id, state, version }
  },
}
