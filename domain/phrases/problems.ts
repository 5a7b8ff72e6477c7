/** What can be wrong with phrases beyond their shape. */

import { placeholderText } from '../placeholders.ts'
import { defineProblem } from '../problem.ts'
import { phrasePlaceholders } from './phrase.ts'

const known = (language: 'zh' | 'en'): string =>
  Object.values(phrasePlaceholders)
    .map((it) => placeholderText(it, language))
    .join(language === 'zh' ? '、' : ', ')
const begin = (text: string): string => (text.length > 20 ? `${text.slice(0, 20)}…` : text)

export const PhraseProblem = {
  placeholderUnknown: defineProblem<{ name: string; text: string }>(
    'phrase.placeholder-unknown',
    'invalid',
    ({ name, text }) => ({
      zh: `“${begin(text)}”里的 {${name}} 不是可用的占位符；可用的有 ${known('zh')}。`,
      en: `{${name}} in "${begin(text)}" is no placeholder; there are ${known('en')}.`,
    }),
  ),
  braceAlone: defineProblem<{ text: string }>('phrase.brace-alone', 'invalid', ({ text }) => ({
    zh: `“${begin(text)}”里的花括号没有成对。`,
    en: `A brace in "${begin(text)}" has no other half.`,
  })),
  numberOfSomebody: defineProblem<{ text: string }>('phrase.number-of-somebody', 'invalid', ({ text }) => ({
    zh: `“${begin(text)}”里有电话或证件号码，常用语不能带个人信息。`,
    en: `"${begin(text)}" holds a telephone or identity number; a phrase keeps nothing of a person.`,
  })),
  classWithoutKind: defineProblem<{ text: string }>('phrase.class-without-kind', 'invalid', ({ text }) => ({
    zh: `“${begin(text)}”限定了小类，请同时选部件或事件。`,
    en: `"${begin(text)}" names a class; say whether of components or matters.`,
  })),
  twice: defineProblem<{ text: string }>('phrase.twice', 'invalid', ({ text }) => ({
    zh: `“${begin(text)}”的编号在清单中出现了两次。`,
    en: `The id of "${begin(text)}" stands in the list twice.`,
  })),
  stale: defineProblem<{ expected: number; current: number }>(
    'phrase.stale-version',
    'conflict',
    ({ expected, current }) => ({
      zh: `常用语已被他人更改（您看到的是第 ${expected} 版，现为第 ${current} 版），请核对后再保存。`,
      en: `The phrases were changed meanwhile (you saw version ${expected}, it is now ${current}); look at them before saving.`,
    }),
  ),
  bothAtOnce: defineProblem('phrase.stale-version', 'conflict', () => ({
    zh: '常用语刚刚被他人更改，请核对后再保存。',
    en: 'The phrases were changed this moment by somebody else; look at them before saving.',
  })),
  keptAlready: defineProblem('phrase.kept-already', 'conflict', () => ({
    zh: '您的常用语里已有这一句。',
    en: 'You keep this phrase already.',
  })),
  tooMany: defineProblem<{ most: number }>('phrase.too-many', 'conflict', ({ most }) => ({
    zh: `每个人最多保存 ${most} 条常用语，请先删除不用的。`,
    en: `At most ${most} phrases can be kept; remove some first.`,
  })),
  notYours: defineProblem('phrase.not-yours', 'not-found', () => ({
    zh: '没有这条常用语，或它由他人保存。',
    en: 'There is no such phrase, or somebody else keeps it.',
  })),
}
