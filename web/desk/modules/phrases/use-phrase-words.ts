/** Phrases in words: for which acts, narrowed to what, and what a change of one was. */
import { computed } from 'vue'
import { type Phrase, phraseActName } from '#domain/phrases/phrase.ts'
import { orderKey } from '#domain/phrases/phrase-rules.ts'
import { useWords } from '#kit/i18n/language.ts'
import { marks } from '#kit/i18n/marks.ts'
import { useClassChoices } from '../../use-class-choices.ts'

const isPhrase = (it: unknown): it is Phrase =>
  typeof it === 'object' && it !== null && 'zh' in it && 'acts' in it

/** Gives the words a phrase is described with. */
export function usePhraseWords() {
  const { t, say, isEnglish } = useWords()
  const { kinds, classes, nameOf } = useClassChoices()
  const choices = computed(() => [...kinds.value, ...classes.value])
  const textOf = (it: Phrase): string => (isEnglish.value ? (it.en ?? it.zh) : it.zh)
  const actsOf = ({ acts }: Phrase): string => acts.map((it) => say(phraseActName(it))).join(marks.and)
  const scopeOf = (it: Phrase): string =>
    [nameOf(it), ...it.unitKinds.map((kind) => t(`phrases.unitKind.${kind}`))].filter(Boolean).join(' · ')
  /** Everything of a phrase in one line. */
  const wholeOf = (it: Phrase): string =>
    [it.zh, it.en, actsOf(it), scopeOf(it), it.isRetired ? t('phrases.isRetired') : '']
      .filter(Boolean)
      .join(' · ')
  /** What was changed of one, from what to what. */
  const changeOf = (field: string, from: unknown, to: unknown): string => {
    if (field === orderKey) return t('phrases.moved', { count: Number(to) })
    const [was, is] = [isPhrase(from) ? from : undefined, isPhrase(to) ? to : undefined]
    if (!was && is) return `${t('phrases.isNew')}${marks.colon}${wholeOf(is)}`
    if (was && !is) return `${t('phrases.gone')}${marks.colon}${was.zh}`
    if (!was || !is) return ''
    const parts = (
      [
        (it) => it.zh,
        (it) => it.en ?? '—',
        actsOf,
        (it) => scopeOf(it) || t('phrases.everywhere'),
        (it) => t(it.isRetired ? 'phrases.isRetired' : 'phrases.keep'),
      ] satisfies ((it: Phrase) => string)[]
    ).flatMap((part) =>
      part(was) === part(is) ? [] : [t('phrases.change', { from: part(was), to: part(is) })],
    )
    return was.zh === is.zh
      ? `${was.zh}${marks.colon}${parts.join(marks.semicolon)}`
      : parts.join(marks.semicolon)
  }
  return { t, say, choices, textOf, actsOf, scopeOf, changeOf }
}
