/** Reads of the editor that grow old together when the draft changes. */
import { useQueryClient } from '@tanstack/vue-query'
import { showDraftEffectEndpoint } from '#domain/cases/draft-effect-contract.ts'
import {
  checkDraftEndpoint,
  showDifferenceEndpoint,
  showDraftClassEndpoint,
  showDraftEndpoint,
  showDraftTreeEndpoint,
} from '#domain/catalogue/draft-contract.ts'

/** Paths whose answers a change of the draft makes old. */
export const draftPaths: readonly string[] = [
  showDraftEndpoint.path,
  showDraftTreeEndpoint.path,
  showDraftClassEndpoint.path,
  checkDraftEndpoint.path,
  showDifferenceEndpoint.path,
  showDraftEffectEndpoint.path,
]

/** Reads everything about the draft again. */
export function useDraftRenewal(): () => Promise<void> {
  const queries = useQueryClient()
  return async () => {
    await Promise.all(draftPaths.map((path) => queries.invalidateQueries({ queryKey: [path] })))
  }
}
