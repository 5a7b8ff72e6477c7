/**
 * The states of a component (GLBJZT, GB/T 47678.5): 完好 破损 丢失 废弃 移除. A removed component stays in the ledger and
 * never comes back: what is set up in its place is another one. Where a delivery says nothing the state is null.
 */
import { z } from 'zod'

const table = {
  intact: { zh: '完好', en: 'intact', to: ['broken', 'missing', 'abandoned', 'removed'] },
  broken: { zh: '破损', en: 'broken', to: ['intact', 'missing', 'abandoned', 'removed'] },
  missing: { zh: '丢失', en: 'missing', to: ['intact', 'broken', 'abandoned', 'removed'] },
  abandoned: { zh: '废弃', en: 'abandoned', to: ['intact', 'removed'] },
  removed: { zh: '移除', en: 'removed', to: [] },
} as const

export const componentStates = ['intact', 'broken', 'missing', 'abandoned', 'removed'] as const
export const ComponentState = z.enum(componentStates).meta({ description: '状态 state' })
export type ComponentState = z.infer<typeof ComponentState>

/** What a state is called. */
export const componentStateName = (state: ComponentState): { zh: string; en: string } => ({
  zh: table[state].zh,
  en: table[state].en,
})

/** The states that may follow; of an unknown state, every one. */
export const possibleStates = (from: ComponentState | null): readonly ComponentState[] =>
  from === null ? componentStates : table[from].to
