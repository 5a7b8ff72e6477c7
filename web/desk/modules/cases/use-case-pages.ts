/** A list of cases read page by page, and the order in which its cases were seen, for going to the next one. */
import { useInfiniteQuery } from '@tanstack/vue-query'
import { computed, type Ref, ref, watch } from 'vue'
import { type CaseFilter, type CaseRow, listCasesEndpoint } from '#domain/cases/contract.ts'
import { call } from '#kit/call/call.ts'
import type { ProblemReply } from '#kit/call/problem-reply.ts'

/** Ids of the list last looked at, and where it was. */
const seen: Ref<{ ids: readonly string[]; from: string }> = ref({ ids: [], from: '/queue' })

/** The list a case was opened from. */
export const useSeenCases = (): Readonly<Ref<{ ids: readonly string[]; from: string }>> => seen

type Page = { cases: CaseRow[]; next: string | null }

/** Reads pages of cases for `query`. */
export function useCasePages(query: Ref<Partial<CaseFilter>>, from: () => string) {
  const pages = useInfiniteQuery<Page, ProblemReply>({
    queryKey: [listCasesEndpoint.path, query],
    queryFn: ({ pageParam, signal }) => {
      const after = typeof pageParam === 'string' ? { after: pageParam } : {}
      return call(listCasesEndpoint, { query: { ...query.value, ...after } }, { signal })
    },
    initialPageParam: undefined as unknown,
    getNextPageParam: (last) => last.next ?? undefined,
    retry: false,
    staleTime: 20_000,
    // Deadlines pass without anything being announced.
    refetchInterval: 60_000,
    placeholderData: (before) => before,
  })
  const rows = computed(() => pages.data.value?.pages.flatMap((it) => it.cases))
  watch(
    rows,
    (now) => {
      if (now) seen.value = { ids: now.map((it) => it.id), from: from() }
    },
    { immediate: true },
  )
  return { ...pages, rows }
}
