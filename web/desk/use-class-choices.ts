/** What may be narrowed to kinds, majors or classes: those of the catalogue in force, as choices with a key. */
import { computed } from 'vue'
import { listCataloguesEndpoint, listClassesEndpoint } from '#domain/catalogue/contract.ts'
import { useEndpoint } from '#kit/call/use-endpoint.ts'
import { useWords } from '#kit/i18n/language.ts'
import { marks } from '#kit/i18n/marks.ts'

/** A kind alone, or with the code of a major or a class; neither means everything. */
export type Narrowed = { readonly kind: 'component' | 'matter' | null; readonly classCode: string | null }
const hour = 3_600_000

/** The key of a choice, such as `component:01037`; undefined for everything. */
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
  const kinds = computed(() =>
    (['component', 'matter'] as const).map((kind) => ({
      value: `${kind}:`,
      text: t(`desk.class.kind.${kind}`),
    })),
  )
  const classes = computed(() => {
    const all = list.value?.classes ?? []
    const majors = new Map(all.map((it) => [`${it.kind}:${it.majorCode}`, it]))
    return [
      ...[...majors].map(([value, it]) => ({
        value,
        text: `${it.majorName}${marks.open}${t(`desk.class.kind.${it.kind}`)} · ${t('desk.class.major')}${marks.close}`,
        hint: it.majorCode,
      })),
      ...all.map((it) => ({
        value: `${it.kind}:${it.code}`,
        text: `${it.name} ${it.code}`,
        hint: t(`desk.class.kind.${it.kind}`),
      })),
    ]
  })
  const nameOf = (it: Narrowed): string | undefined => {
    const key = classKey(it)
    if (key === undefined) return undefined
    const known = [...kinds.value, ...classes.value].find((one) => one.value === key)
    const code = it.classCode ?? ''
    return known?.text ?? (list.value ? t('desk.class.unknown', { code }) : code)
  }
  return { catalogueId, kinds, classes, nameOf }
}
