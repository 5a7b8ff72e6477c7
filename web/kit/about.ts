/** What the installation says of itself to anybody: whether it is a demonstration, and what time its clock shows. */
import { type ComputedRef, computed } from 'vue'
import { z } from 'zod'
import { endpoint } from '#domain/endpoint.ts'
import { useEndpoint } from '#kit/call/use-endpoint.ts'
import { keepTime } from '#kit/time/use-now.ts'

const nothing = z.object({})
const aboutEndpoint = endpoint({
  method: 'GET',
  path: '/api/about',
  summary: 'Version, county, clock and whether this is a demonstration',
  permission: 'public',
  scope: 'Anyone.',
  params: nothing,
  query: nothing,
  body: nothing,
  reply: z
    .object({ version: z.string(), demonstration: z.boolean(), adcode: z.string(), now: z.string() })
    .transform((it) => {
      keepTime(it.now)
      return it
    }),
})

const everyMilliseconds = 300_000

/** Whether everything shown is made up; keeps the clock of the screens in step on the way. */
export function useDemonstration(): ComputedRef<boolean> {
  const { data } = useEndpoint(aboutEndpoint, {}, { staleMilliseconds: everyMilliseconds, everyMilliseconds })
  return computed(() => data.value?.demonstration ?? false)
}
