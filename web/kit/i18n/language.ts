/**
 * The language of the screens: Chinese first, English by switch, kept on this machine. The page's `lang`, the
 * language asked of the server and the component library follow it.
 */
import { computed, type Plugin, type Ref, ref, watchEffect } from 'vue'
import { createI18n, useI18n } from 'vue-i18n'
import { inLanguage, type Language, languages, type Sentence } from '#domain/problem.ts'
import { setCallLanguage } from '../call/call.ts'
import type { Messages, MessageTree } from './messages.ts'

const place = 'jingwei.language'

const remembered = (): Language => {
  const it = localStorage.getItem(place)
  return languages.find((one) => one === it) ?? 'zh-CN'
}

const language: Ref<Language> = ref('zh-CN')

/** The language now shown; assign to switch. */
export const useLanguage = (): Ref<Language> => language

type Later = () => Promise<readonly Messages[]>

let later: Promise<void> | undefined
let readLater: () => Promise<void> = () => Promise.resolve()

/** Texts that are not needed at first, read once; a page that needs them waits for it. */
export const readTexts = (): Promise<void> => {
  later ??= readLater().catch((error: unknown) => {
    // Without a network they are asked for again by the next page.
    later = undefined
    throw error
  })
  return later
}

/** Makes the plugin that gives screens their texts: those of the first page at once, and what `rest` brings when asked. */
export function createLanguage(modules: readonly Messages[], rest?: Later): Plugin {
  const zh: Record<string, MessageTree> = {}
  const en: Record<string, MessageTree> = {}
  for (const it of modules) {
    zh[it.name] = it.zh
    en[it.name] = it.en
  }
  language.value = remembered()
  const i18n = createI18n({
    legacy: false,
    locale: language.value,
    fallbackLocale: 'zh-CN',
    messages: { 'zh-CN': zh, en },
  })
  if (rest)
    readLater = async () => {
      for (const it of await rest()) {
        i18n.global.mergeLocaleMessage('zh-CN', { [it.name]: it.zh })
        i18n.global.mergeLocaleMessage('en', { [it.name]: it.en })
      }
    }
  watchEffect(() => {
    i18n.global.locale.value = language.value
    document.documentElement.lang = language.value
    setCallLanguage(language.value)
    localStorage.setItem(place, language.value)
  })
  return i18n
}

/** The texts of the screens and, for sentences that come from the server, their text in the language now shown. */
export function useWords() {
  const { t, te } = useI18n({ useScope: 'global' })
  const isEnglish = computed(() => language.value === 'en')
  const say = (sentence: Sentence): string => inLanguage(sentence, language.value)
  return { t, te, say, language, isEnglish }
}
