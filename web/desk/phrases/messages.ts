/** Texts of choosing a phrase where an act asks for a sentence; the queue needs them too. */
import { messages } from '#kit/i18n/messages.ts'

export const phraseMessages = messages(
  'phrase',
  {
    open: '常用语',
    hint: '按 / 选常用语',
    find: '筛选：文字或拼音首字母',
    list: '常用语',
    none: '没有合适的常用语',
    lacking: '另有常用语要用到：{names}（本案没有，或各案不同）',
    mine: '我的',
    keep: '存为我的常用语',
    drop: '删除我的“{text}”',
    keys: '↑↓ 选择 · Enter 填入 · Esc 返回',
  },
  {
    open: 'Phrases',
    hint: 'Press / for phrases',
    find: 'Narrow: words, or initials of pinyin',
    list: 'Phrases',
    none: 'No phrase fits here',
    lacking: 'Others need: {names} (this case has none, or the cases differ)',
    mine: 'mine',
    keep: 'Keep as my phrase',
    drop: 'Remove my “{text}”',
    keys: '↑↓ choose · Enter takes · Esc back',
  },
)
