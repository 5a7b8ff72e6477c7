/** What the desk brings into the command palette: its places, saved filters, and cases by number, place or text. */
import { useRouter } from 'vue-router'
import { listCasesEndpoint } from '#domain/cases/contract.ts'
import { listSavedFiltersEndpoint } from '#domain/cases/saved-filter.ts'
import { call } from '#kit/call/call.ts'
import { useEndpoint } from '#kit/call/use-endpoint.ts'
import { usePaletteItems, usePaletteSearch } from '#kit/palette/use-palette.ts'
import type { Place } from '#kit/shell/app-shell.vue'
import { may, useSession } from './session.ts'

const mostCases = 8

/** Fills the palette for as long as the desk is open. */
export function useDeskPalette(places: () => readonly Place[]): void {
  const router = useRouter()
  const session = useSession()
  const { data: saved } = useEndpoint(
    listSavedFiltersEndpoint,
    {},
    { enabled: () => session.value !== undefined && may('case.read'), staleMilliseconds: 60_000 },
  )
  usePaletteItems(() => [
    ...places().map((it) => ({
      id: it.to,
      name: { zh: it.text, en: it.text },
      run: () => void router.push(it.to),
    })),
    ...(saved.value?.filters ?? []).map((it) => ({
      id: it.id,
      name: { zh: it.name, en: it.name },
      run: () => void router.push({ path: it.queue === 'mine' ? '/queue' : '/cases', query: it.query }),
    })),
  ])
  usePaletteSearch(async (text, signal) => {
    if (!may('case.read')) return []
    const query = { text, sort: 'newest' as const, limit: mostCases }
    const { cases } = await call(listCasesEndpoint, { query }, { signal })
    return cases.map((it) => ({
      id: it.id,
      name: {
        zh: `${it.number ?? it.reportNumber} ${it.className ?? ''}`,
        en: `${it.number ?? it.reportNumber} ${it.className ?? ''}`,
      },
      hint: it.address,
      run: () => void router.push(`/cases/${it.id}`),
    }))
  })
}
