/**
 * A list of cases read page by page, and the order in which its cases were seen, for going to the next one. What is
 * announced changes single rows of it; it is read anew only when too much happened or the connection was lost.
 */
import { type InfiniteData, type QueryClient, useInfiniteQuery } from '@tanstack/vue-query'
import { computed, type Ref, ref, watch } from 'vue'
import { CaseFilter, type CaseRow, listCasesEndpoint } from '#domain/cases/contract.ts'
import { call } from '#kit/call/call.ts'
import type { ProblemReply } from '#kit/call/problem-reply.ts'
import { mergeRows } from './merge-rows.ts'

/** Ids of the list last looked at, and where it was. */
const seen: Ref<{ ids: readonly string[]; from: string }> = ref({ ids: [], from: '/queue' })

/** The list a case was opened from. */
export const useSeenCases = (): Readonly<Ref<{ ids: readonly string[]; from: string }>> => seen

type Query = Partial<CaseFilter>
/** `edge` is the row with which the page ended when it was read. */
type Page = { cases: CaseRow[]; next: string | null; edge: CaseRow | undefined }
type Pages = InfiniteData<Page>

const pageSize = 100
/** More changes than one question may name are read anew. */
const mostChanges = 200
const pagesKey = [listCasesEndpoint.path, 'pages'] as const

/** Whether a cached answer is a list read page by page, which is kept in step row by row. */
export const isPaged = (queryKey: readonly unknown[]): boolean => queryKey[1] === pagesKey[1]

const readPage = async (query: Query, after: unknown, signal: AbortSignal): Promise<Page> => {
  const asked = { ...query, limit: pageSize, ...(typeof after === 'string' ? { after } : {}) }
  const { cases, next } = await call(listCasesEndpoint, { query: asked }, { signal })
  return { cases, next, edge: next === null ? undefined : cases.at(-1) }
}

/** Reads pages of cases for `query`. */
export function useCasePages(query: Ref<Query>, from: () => string) {
  const pages = useInfiniteQuery<Page, ProblemReply>({
    queryKey: [...pagesKey, query],
    queryFn: ({ pageParam, signal }) => readPage(query.value, pageParam, signal),
    initialPageParam: undefined as unknown,
    getNextPageParam: (last) => last.next ?? undefined,
    retry: false,
    // Announcements keep it fresh; which light a row shows is worked out from its deadlines.
    staleTime: 300_000,
    // Deadlines pass without anything being announced.
    refetchInterval: () => (query.value.light || query.value.sort === 'overdue' ? 60_000 : false),
    placeholderData: (before) => before,
  })
  const rows = computed(() => {
    const data = pages.data.value as Pages | undefined
    return data && withoutRepeats(data.pages.flatMap((it) => it.cases))
  })
  watch(
    rows,
    (now) => {
      if (now) seen.value = { ids: now.map((it) => it.id), from: from() }
    },
    { immediate: true },
  )
  return { ...pages, rows }
}

/** A case that moved between two readings may come with a later page again. */
function withoutRepeats(rows: readonly CaseRow[]): readonly CaseRow[] {
  const ids = new Set(rows.map((it) => it.id))
  if (ids.size === rows.length) return rows
  return rows.filter((it) => ids.delete(it.id))
}

/** Brings every list that is shown in step with what was announced of `ids`; lists in the background are read anew when shown. */
export async function patchCasePages(queries: QueryClient, ids: readonly string[]): Promise<void> {
  const all = queries.getQueryCache().findAll({ queryKey: pagesKey })
  const readAnew = (queryKey: readonly unknown[]): Promise<void> =>
    queries.invalidateQueries({ queryKey, exact: true })
  await Promise.all(
    all.map((it) =>
      it.isActive() && ids.length <= mostChanges
        ? patch(queries, it.queryKey, ids).catch(() => readAnew(it.queryKey))
        : readAnew(it.queryKey),
    ),
  )
}

async function patch(
  queries: QueryClient,
  queryKey: readonly unknown[],
  ids: readonly string[],
): Promise<void> {
  const query = queryKey[2] as Query
  const { cases } = await call(listCasesEndpoint, {
    query: { ...query, ids: ids.join(','), limit: mostChanges },
  })
  queries.setQueryData<Pages>(queryKey, (data) => {
    const last = data?.pages.at(-1)
    if (!data || !last) return data
    const rows = mergeRows({
      rows: withoutRepeats(data.pages.flatMap((it) => it.cases)),
      changed: new Set(ids),
      found: cases,
      sort: CaseFilter.shape.sort.parse(query.sort),
      edge: last.edge,
    })
    const pages = data.pages.map((page, index) => ({ ...page, cases: index === 0 ? rows : [] }))
    return { ...data, pages }
  })
}
