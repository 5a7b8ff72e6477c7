/** Who stands below whom among the organisations of a county. */
import type { Organisation } from './organisation.ts'

/** Organisations as far as their places in the tree go. */
export type Tree = readonly Pick<Organisation, 'id' | 'parentId'>[]

/** Whether an organisation is another one or lies below it. */
export function isWithin(organisationId: string, above: string, tree: Tree): boolean {
  const parents = new Map(tree.map((it) => [it.id, it.parentId]))
  const seen = new Set<string>()
  for (let at: string | null | undefined = organisationId; at && !seen.has(at); at = parents.get(at)) {
    if (at === above) return true
    seen.add(at)
  }
  return false
}
