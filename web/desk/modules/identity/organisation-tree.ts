/** Organisations as a tree, flattened for a table: each below its parent, with its depth. */
import type { OrganisationView } from '#domain/identity/organisation-contract.ts'

export type TreeRow = {
  readonly organisation: OrganisationView
  readonly depth: number
  /** Shown only because something below it was found. */
  readonly isContext: boolean
}

/** The rows that `isFound` keeps, in the order of the tree, with the parents that lead to them. */
export function toTreeRows(
  organisations: readonly OrganisationView[],
  isFound: (it: OrganisationView) => boolean,
): TreeRow[] {
  const known = new Set(organisations.map((it) => it.id))
  const below = new Map<string | null, OrganisationView[]>()
  for (const it of organisations) {
    const parent = it.parentId !== null && known.has(it.parentId) ? it.parentId : null
    below.set(parent, [...(below.get(parent) ?? []), it])
  }
  const rowsBelow = (parent: string | null, depth: number): TreeRow[] =>
    (below.get(parent) ?? []).flatMap((organisation) => {
      const rows = rowsBelow(organisation.id, depth + 1)
      const isContext = !isFound(organisation)
      return isContext && !rows.length ? [] : [{ organisation, depth, isContext }, ...rows]
    })
  return rowsBelow(null, 0)
}
