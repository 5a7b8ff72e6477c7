/** The marks between pieces of text that a screen puts together: full-width in Chinese, with their spaces in English. */
import { useLanguage } from './language.ts'

const language = useLanguage()
const either = (zh: string, en: string): string => (language.value === 'en' ? en : zh)

/** Read while something is drawn, so that a switch of the language draws it anew. */
export const marks = {
  /** Between names in a row. */
  get and(): string {
    return either('、', ', ')
  },
  /** Between a label and what it says. */
  get colon(): string {
    return either('：', ': ')
  },
  get comma(): string {
    return either('，', ', ')
  },
  get semicolon(): string {
    return either('；', '; ')
  },
  /** Between two sentences. */
  get stop(): string {
    return either('。', '. ')
  },
  /** Around what is said by the way. */
  get open(): string {
    return either('（', ' (')
  },
  get close(): string {
    return either('）', ')')
  },
}
