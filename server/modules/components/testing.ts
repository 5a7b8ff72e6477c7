/** Builders for tests of the ledger. */
import type { ComponentDraft } from '#domain/components/component.ts'
import type { Position } from '#domain/geography/geometry.ts'

const nobody = { organisationId: null, name: null }

/** A street lamp at a point; `changes` go over it. */
export const aDraft = (point: Position, changes: Partial<ComponentDraft> = {}): ComponentDraft => ({
  code: null,
  classCode: '01037',
  name: '路灯',
  competent: nobody,
  owner: nobody,
  maintainer: nobody,
  state: null,
  firstOn: null,
  changedOn: null,
  dataSource: null,
  address: null,
  note: null,
  geometry: { type: 'Point', coordinates: [...point] },
  attributes: {},
  externalCode: null,
  cellCode: null,
  rawPosition: null,
  ...changes,
})
