/** What a phrase may be narrowed to: kinds, majors and classes of the catalogue in force, as choices with a key. */
import { computed } from 'vue'
import { listCataloguesEndpoint, listClassesEndpoint } from '#domain/catalogue/contract.ts'
import type { Phrase } from '#domain/phrases/phrase.ts'
import { useEndpoint } from '#kit/call/use-endpoint.ts'
import { useWords } from '#kit/i18n/language.ts'

type Narrowed = Pick<Phrase, 'kind' | 'classCode'>
const hour = 3_600_000

/** The key of a choice, such as `component:01037`; undefined for every case. */
export const classKey = ({ kind, classCode }: Narrowed): string | undefined =>
  kind ? `${kind}:${classCode ?? ''}` : undefined

/** The parts of a key. */
export function fromClassKey(key: unknown): Narrowed {
  const [kind, code] = typeof key === 'string' ? key.split(':') : []
  return kind === 'component' || kind === 'matter'
    ? { kind, classCode: code || null }
    : { kind: null, classCode: null }
}

/** The choices, and what a narrowing is called. */
export function useClassChoices() {
  const { t } = useWords()
  const { data: catalogues } = useEndpoint(listCataloguesEndpoint, {}, { staleMilliseconds: hour })
  const catalogueId = computed(() => catalogues.value?.inForceId ?? '')
  const { data: list } = useEndpoint(
    listClassesEndpoint,
    () => ({ params: { id: catalogueId.value }, query: {} }),
    { enabled: () => catalogueId.value !== '', staleMilliseconds: hour },
  )
  const choices = computed(() => {
    const all = list.value?.classes ?? []
    const majors = new Map(all.map((it) => [`${it.kind}:${it.majorCode}`, it]))
    return [
      ...(['component', 'matter'] as const).map((kind) => ({
        value: `${kind}:`,
        text: t(`phrases.kind.${kind}`),
      })),
      ...[...majors].map(([value, it]) => ({
        value,
        text: `${it.majorName}（${t(`phrases.kind.${it.kind}`)} · ${t('phrases.major')}）`,
        hint: it.majorCode,
      })),
      ...all.map((it) => ({
        value: `${it.kind}:${it.code}`,
        text: `${it.name} ${it.code}`,
        hint: t(`phrases.kind.${it.kind}`),
      })),
    ]
  })
  const nameOf = (it: Narrowed): string | undefined => {
    const key = classKey(it)
    if (key === undefined) return undefined
    const known = choices.value.find((one) => one.value === key)
    return (
      known?.text ??
      (list.value ? t('phrases.unknownClass', { code: it.classCode ?? '' }) : (it.classCode ?? ''))
    )
  }
  return { choices, nameOf }
}
