import { describe, expect, it } from 'vitest'
import type { OrganisationView } from '#domain/identity/organisation-contract.ts'
import { toTreeRows } from './organisation-tree.ts'

const organisation = (id: string, parentId: string | null): OrganisationView => ({
  id,
  name: id,
  shortName: null,
  kind: 'other',
  creditCode: null,
  externalCode: null,
  parentId,
  areaCodes: [],
  aliases: [],
  isDemonstration: false,
  endedAt: null,
  version: 1,
  people: 0,
})
const county = [
  organisation('bureau', null),
  organisation('lamps', 'bureau'),
  organisation('team', 'lamps'),
  organisation('water', null),
  organisation('orphan', 'gone'),
]
const shown = (isFound: (it: OrganisationView) => boolean) =>
  toTreeRows(county, isFound).map(
    (it) => `${'.'.repeat(it.depth)}${it.organisation.id}${it.isContext ? '?' : ''}`,
  )

describe('the tree of organisations', () => {
  it('puts each below its parent, and on top whose parent is not there', () => {
    expect(shown(() => true)).toEqual(['bureau', '.lamps', '..team', 'water', 'orphan'])
  })
  it('keeps the way to what was found', () => {
    expect(shown((it) => it.id === 'team')).toEqual(['bureau?', '.lamps?', '..team'])
    expect(shown(() => false)).toEqual([])
  })
})
