/** The component library in the language now shown. */
import en from 'element-plus/es/locale/lang/en'
import zhCn from 'element-plus/es/locale/lang/zh-cn'
import { computed } from 'vue'
import { useLanguage } from './i18n/language.ts'

/** The texts of Element Plus for the present language. */
export const useElementLocale = () => {
  const language = useLanguage()
  return computed(() => (language.value === 'en' ? en : zhCn))
}
