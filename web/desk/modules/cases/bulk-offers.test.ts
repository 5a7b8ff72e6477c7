/** What is offered for several cases: only what their states and one's posts allow, and never what concerns one alone. */
import { describe, expect, it } from 'vitest'
import { permissionsForCaseActions } from '#domain/cases/action-permissions.ts'
import type { CaseRow } from '#domain/cases/contract.ts'
import type { CaseState } from '#domain/cases/state.ts'
import type { Post } from '#domain/identity/post.ts'
import { bulkOffers } from './bulk-offers.ts'

const rows = (...states: CaseState[]): CaseRow[] =>
  states.map((state, id) => ({ id: String(id), state }) as CaseRow)
const offered = (post: Post, ...states: CaseState[]): Record<string, number> => {
  const permissions = new Set(permissionsForCaseActions(post))
  return Object.fromEntries(
    bulkOffers(rows(...states), (it) => permissions.has(it)).map((it) => [it.action.name, it.rows.length]),
  )
}

describe('for several cases', () => {
  it('counts for each action the cases that allow it', () => {
    expect(offered('dispatcher', 'pending_dispatch', 'pending_dispatch', 'handled')).toEqual({
      dispatch: 2,
      passOn: 1,
      returnToAcceptor: 2,
      sendBack: 1,
      requestVoid: 3,
      urge: 3,
    })
  })

  it('puts what moves them on first', () => {
    expect(Object.keys(offered('shift_leader', 'pending_filing'))[0]).toBe('file')
    expect(Object.keys(offered('dispatcher', 'extension_requested'))[0]).toBe('approveExtension')
  })

  it('offers nothing that concerns one case alone, and nothing to whom nothing is allowed', () => {
    expect(offered('acceptor', 'pool')).not.toHaveProperty('merge')
    expect(offered('collector', 'checking')).toEqual({ cannotCheck: 1 })
    expect(offered('citizen', 'pool')).toEqual({})
    expect(offered('dispatcher')).toEqual({})
  })
})
