/** The door of the ledger of components. */
import { ComponentProblem } from '#domain/components/problems.ts'
import type { Module } from '#platform/module.ts'
import { gridJobs, gridReactions } from './reactions/follow-grid-when-redrawn.ts'
import { componentRoutes } from './routes.ts'
import { componentMemory } from './tiles/component-memory.ts'

export { createComponent } from './commands/create-component.ts'
export {
  findComponentClassCodes,
  type PutComponents,
  type PutComponentsReceipt,
  putComponents,
} from './commands/put-components.ts'
export { type ComponentItem, judgeComponents } from './judge-components.ts'
export { type ComponentCountRow, findComponentCounts } from './queries/count-components.ts'
export { findComponentByCode, findComponentsByKeys, getComponent } from './queries/find-components.ts'
export {
  findNearestComponents,
  type NearestComponent,
  type NearestOptions,
} from './queries/find-nearest-components.ts'
export { streamComponents } from './queries/stream-components.ts'
export type { StoredComponent } from './store.ts'

/** The ledger as a module of the house. */
export const componentsModule: Module = {
  name: 'components',
  routes: componentRoutes,
  constraints: {
    components_code_unique: () => ComponentProblem.changedMeanwhile({}),
    components_external_code_unique: () => ComponentProblem.externalCodeTaken({}),
    component_changes_pkey: () => ComponentProblem.changedMeanwhile({}),
  },
  listeners: [componentMemory.follow],
  reactions: gridReactions,
  jobs: gridJobs,
  live: { component: (actor, it) => it.adcode === actor.adcode && actor.permissions.has('component.read') },
}
