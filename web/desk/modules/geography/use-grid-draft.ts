/** The draft of a community at the desk: what it is, and every operation as an act on the version that is shown. */
import { useQueryClient } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import type { z } from 'zod'
import { showGridConsequencesEndpoint } from '#domain/cases/grid-consequences.ts'
import {
  changeGridDraftEndpoint,
  discardGridDraftEndpoint,
  getGridDraftEndpoint,
  listGridDraftsEndpoint,
  openGridDraftEndpoint,
  redoGridDraftEndpoint,
  showGridOverviewEndpoint,
  undoGridDraftEndpoint,
} from '#domain/geography/grid/grid-contract.ts'
import { useEndpoint, useWrite } from '#kit/call/use-endpoint.ts'

/** An operation as the endpoint takes it. */
export type Operation = z.input<typeof changeGridDraftEndpoint.body>['operation']

/** The open draft of `community`, if there is one. */
export function useGridDraft(community: Ref<string>) {
  const queries = useQueryClient()
  const list = useEndpoint(listGridDraftsEndpoint, { query: {} }, { staleMilliseconds: 5000 })
  const open = computed(() =>
    list.data.value?.drafts.find((it) => it.state === 'open' && it.communityCode === community.value),
  )
  const params = () => ({ params: { id: open.value?.id ?? '' } })
  const enabled = () => open.value !== undefined
  const detail = useEndpoint(getGridDraftEndpoint, params, {
    enabled,
    staleMilliseconds: 5000,
    keepsPrevious: true,
  })
  const consequences = useEndpoint(showGridConsequencesEndpoint, params, { enabled, keepsPrevious: true })
  const draft = computed(() => {
    const it = detail.data.value
    return it !== undefined && it.id === open.value?.id ? it : undefined
  })
  const renew = async (): Promise<void> => {
    await Promise.all(
      [
        listGridDraftsEndpoint,
        getGridDraftEndpoint,
        showGridConsequencesEndpoint,
        showGridOverviewEndpoint,
      ].map((it) => queries.invalidateQueries({ queryKey: [it.path] })),
    )
  }
  const changing = useWrite(changeGridDraftEndpoint)
  const undoing = useWrite(undoGridDraftEndpoint)
  const redoing = useWrite(redoGridDraftEndpoint)
  const discarding = useWrite(discardGridDraftEndpoint)
  const opening = useWrite(openGridDraftEndpoint)
  const writes = [changing, undoing, redoing, discarding, opening]
  /** Does it on the version that is shown; the codes of the cells that came of it. */
  async function change(operation: Operation): Promise<readonly string[] | undefined> {
    const shown = draft.value
    if (shown === undefined) return undefined
    const body = { expectedVersion: shown.version, operation }
    const done = await changing.send({ params: { id: shown.id }, body })
    await renew()
    return done?.added
  }
  const turn = async (which: typeof undoing | typeof redoing | typeof discarding): Promise<void> => {
    const shown = draft.value
    if (shown === undefined) return
    await which.send({ params: { id: shown.id }, body: { expectedVersion: shown.version } })
    await renew()
  }
  return {
    drafts: computed(() => list.data.value?.drafts ?? []),
    hasOpen: computed(() => open.value !== undefined),
    draft,
    error: detail.error,
    consequences: computed(() => (draft.value ? (consequences.data.value?.cells ?? []) : [])),
    isBusy: computed(() => writes.some((it) => it.isBusy.value)),
    change,
    undo: () => turn(undoing),
    redo: () => turn(redoing),
    discard: () => turn(discarding),
    open: async (): Promise<void> => {
      await opening.send({ body: { communityCode: community.value } })
      await renew()
    },
    renew,
  }
}
