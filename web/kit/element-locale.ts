/** The component library in the language now shown; apart from its widgets, which load where a form needs them. */
import { ElConfigProvider } from 'element-plus'
import en from 'element-plus/es/locale/lang/en'
import zhCn from 'element-plus/es/locale/lang/zh-cn'
import { type Component, computed } from 'vue'
import { useLanguage } from './i18n/language.ts'

/** The texts of Element Plus for the present language. */
export const useElementLocale = () => {
  const language = useLanguage()
  return computed(() => (language.value === 'en' ? en : zhCn))
}

/** Gives the widgets within it their language. */
export const ElementLocale: Component = ElConfigProvider
