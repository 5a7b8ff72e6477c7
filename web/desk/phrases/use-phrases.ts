/** The phrases that fit where somebody is writing, filled with the facts of the case, most used first. */
import { useQueryClient } from '@tanstack/vue-query'
import { computed, ref } from 'vue'
import { listOrganisationsEndpoint } from '#domain/identity/contract.ts'
import { dropPhraseEndpoint, keepPhraseEndpoint, listPhrasesEndpoint } from '#domain/phrases/contract.ts'
import { isOffered, type PhraseFacts, phrasePlaceholders } from '#domain/phrases/phrase.ts'
import { rankByUse } from '#domain/phrases/phrase-rules.ts'
import { fillPlaceholders, placeholdersIn, withPlaceholders } from '#domain/placeholders.ts'
import { useEndpoint, useWrite } from '#kit/call/use-endpoint.ts'
import { useWords } from '#kit/i18n/language.ts'
import { notify } from '#kit/notices.ts'
import { type PhraseAbout, sayDay } from './phrase-about.ts'
import { countUse, readUses } from './phrase-uses.ts'

/** A phrase as it would be put into the field. */
export type OfferedPhrase = { readonly id: string; readonly text: string; readonly isOwn: boolean }

const seldom = 600_000

/** What is offered for `act` on `about`, and one's own to keep and drop. */
export function usePhrases(act: () => string, about: () => PhraseAbout) {
  const { say, isEnglish } = useWords()
  const queries = useQueryClient()
  const { data } = useEndpoint(listPhrasesEndpoint, {}, { staleMilliseconds: seldom })
  const { data: units } = useEndpoint(listOrganisationsEndpoint, { query: {} }, { staleMilliseconds: seldom })
  const unit = computed(() => units.value?.organisations.find((it) => it.id === about().unitId))
  const facts = computed<PhraseFacts>(() => ({
    ...about().facts,
    ...(unit.value ? { unit: unit.value.name } : {}),
    today: sayDay(Date.now(), isEnglish.value),
  }))
  const uses = ref(readUses())
  const fitting = computed(() => {
    const { kind, classCode } = about()
    const at = { act: act(), kind, classCode, unitKind: unit.value?.kind ?? null }
    const own = (data.value?.own ?? []).filter((it) => it.act === act())
    const county = (data.value?.phrases ?? []).filter((it) => isOffered(it, at))
    return [
      ...own.map(({ id, text }) => ({ id, text, isOwn: true })),
      ...county.map(({ id, zh, en }) => ({ id, text: isEnglish.value ? (en ?? zh) : zh, isOwn: false })),
    ].map((it) => ({
      ...it,
      lacks: placeholdersIn(it.text, phrasePlaceholders).keys.filter((key) => facts.value[key] === undefined),
    }))
  })
  const offered = computed<OfferedPhrase[]>(() =>
    rankByUse(
      fitting.value.filter((it) => it.lacks.length === 0),
      uses.value,
    ).map(({ id, text, isOwn }) => ({
      id,
      text: fillPlaceholders(text, phrasePlaceholders, facts.value),
      isOwn,
    })),
  )
  /** What phrases ask for that this case does not have, or that many cases do not share. */
  const lacking = computed(() => [
    ...new Set(fitting.value.flatMap((it) => it.lacks.map((key) => say(phrasePlaceholders[key])))),
  ])
  const keeping = useWrite(keepPhraseEndpoint)
  const dropping = useWrite(dropPhraseEndpoint)
  const renew = (): Promise<void> => queries.invalidateQueries({ queryKey: [listPhrasesEndpoint.path] })
  return {
    offered,
    lacking,
    used: (id: string): void => {
      countUse(id)
      uses.value = readUses()
    },
    /** Keeps what was typed; facts of this case become placeholders again. */
    keep: async (typed: string): Promise<void> => {
      const language = isEnglish.value ? 'en' : 'zh'
      const text = withPlaceholders(typed.trim(), phrasePlaceholders, facts.value, language)
      if (!(await keeping.send({ body: { act: act(), text } }))) return
      notify('done', { zh: `已存为我的常用语：${text}`, en: `Kept as a phrase of yours: ${text}` })
      await renew()
    },
    drop: async (id: string): Promise<void> => {
      if (await dropping.send({ params: { id } })) await renew()
    },
  }
}
