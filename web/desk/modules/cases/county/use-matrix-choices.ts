/** What a rule may name, as choices: classes and majors of the catalogue in force, areas, units. */
import { computed } from 'vue'
import { listCataloguesEndpoint, listClassesEndpoint } from '#domain/catalogue/contract.ts'
import { listAreasEndpoint } from '#domain/geography/contract.ts'
import { listOrganisationsEndpoint } from '#domain/identity/contract.ts'
import { useEndpoint } from '#kit/call/use-endpoint.ts'
import { useWords } from '#kit/i18n/language.ts'
import { marks } from '#kit/i18n/marks.ts'

const hour = 3_600_000

/** The choices, and `parse` from the key of a class choice (`component:01037`) to its parts. */
export function useMatrixChoices() {
  const { t } = useWords()
  const { data: catalogues } = useEndpoint(listCataloguesEndpoint, {}, { staleMilliseconds: hour })
  const catalogueId = computed(() => catalogues.value?.inForceId ?? '')
  const { data: list } = useEndpoint(
    listClassesEndpoint,
    () => ({ params: { id: catalogueId.value }, query: {} }),
    { enabled: () => catalogueId.value !== '', staleMilliseconds: hour },
  )
  const { data: areas } = useEndpoint(listAreasEndpoint, { query: {} }, { staleMilliseconds: hour })
  const { data: organisations } = useEndpoint(
    listOrganisationsEndpoint,
    { query: {} },
    { staleMilliseconds: 60_000 },
  )
  const classes = computed(() => {
    const all = list.value?.classes ?? []
    const majors = new Map(all.map((it) => [`${it.kind}:${it.majorCode}`, it]))
    return [
      ...[...majors].map(([value, it]) => ({
        value,
        text: `${it.majorName}${marks.open}${t(`matrix.kind.${it.kind}`)}${t('matrix.majorMark')}${marks.close}`,
        hint: it.majorCode,
      })),
      ...all.map((it) => ({
        value: `${it.kind}:${it.code}`,
        text: `${it.name} ${it.code}`,
        hint: t(`matrix.kind.${it.kind}`),
      })),
    ]
  })
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

/** The parts of a class choice; nothing chosen means every class. */
export function parseClassChoice(choice: string | undefined): {
  kind: 'component' | 'matter' | null
  classCode: string | null
} {
  const [kind, classCode] = choice?.split(':') ?? []
  return kind === 'component' || kind === 'matter'
    ? { kind, classCode: classCode || null }
    : { kind: null, classCode: null }
}
