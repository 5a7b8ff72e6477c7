/** How Chinese text sounds, for finding it by pinyin or by the first letters, as people type on a keyboard. */
import { pinyin } from 'pinyin-pro'

export type Sound = { readonly pinyin: string; readonly initials: string }

/** The pinyin of a text without tones and spaces, and its initials; letters and digits stay: 朝泰路12号 → chaotailu12hao, ctl12h. */
export function soundOf(text: string): Sound {
  const syllables = pinyin(text, { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true })
  const plain = syllables.map((it) => it.toLowerCase().replace(/[^a-z0-9]/g, ''))
  return {
    pinyin: plain.join(''),
    initials: plain.map((it) => (/^\d/.test(it) ? it : it.slice(0, 1))).join(''),
  }
}
