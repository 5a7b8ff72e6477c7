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

/** Makes the plugin that gives screens their texts. */
export function createLanguage(modules: readonly Messages[]): Plugin {
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
