/** What a rule may name, as choices: classes and majors of the catalogue in force, areas, units. */
import { computed } from 'vue'
import { listAreasEndpoint } from '#domain/geography/contract.ts'
import { listOrganisationsEndpoint } from '#domain/identity/contract.ts'
import { useEndpoint } from '#kit/call/use-endpoint.ts'
import { useWords } from '#kit/i18n/language.ts'
import { useClassChoices } from '../../../use-class-choices.ts'

const hour = 3_600_000

/** The choices of a rule. */
export function useMatrixChoices() {
  const { t } = useWords()
  const { catalogueId, classes } = useClassChoices()
  const { data: areas } = useEndpoint(listAreasEndpoint, { query: {} }, { staleMilliseconds: hour })
  const { data: organisations } = useEndpoint(
    listOrganisationsEndpoint,
    { query: {} },
    { staleMilliseconds: 60_000 },
  )
  return {
    catalogueId,
    classes,
    areas: computed(() =>
      (areas.value?.areas ?? [])
        .filter((it) => it.level !== 'county')
        .toSorted((a, b) => (a.code < b.code ? -1 : 1))
        .map((it) => ({
          value: it.code,
          text: it.name,
          hint: it.level === 'town' ? t('desk.area.town') : it.code,
        })),
    ),
    units: computed(() =>
      (organisations.value?.organisations ?? [])
        .filter((it) => !it.endedAt && it.kind !== 'collection-team')
        .map((it) => ({ value: it.id, text: it.name })),
    ),
  }
}
