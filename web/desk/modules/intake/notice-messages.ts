/** Texts of the page on which a county words what reporters are told. */
import { messages } from '#kit/i18n/messages.ts'

export const noticeMessages = messages(
  'notices',
  {
    title: '告知用语',
    intro:
      '案件立案、不予受理、并案、结案等时告知反映人的内容。可改成本县的说法；已告知的不变。占位符不含姓名、电话、地址和他人填写的文字。',
    zh: '中文（短信内容）',
    en: '英文',
    placeholders: '插入占位符',
    example: '示例',
    count: '{characters} 字 · {parts} 条短信',
    own: '本县用语',
    shipped: '出厂用语',
    reset: '恢复出厂用语',
    change: '{from} → {to}',
    lacks:
      '案件没有的内容写为：小类“城市管理”、单位“责任单位”、原因“经审核”。短信 70 字一条，超过则每条 67 字，最多四条。',
  },
  {
    title: 'Notices to reporters',
    intro:
      'What reporters are told when their report is filed, declined, merged, closed and so on. Word it as your county would; what was told stays. No placeholder gives names, numbers, addresses or what somebody wrote.',
    zh: 'Chinese (sent as a message)',
    en: 'English',
    placeholders: 'Put in a placeholder',
    example: 'Example',
    count: 'characters: {characters} · messages: {parts}',
    own: 'own words',
    shipped: 'as delivered',
    reset: 'Back to the delivered words',
    change: '{from} → {to}',
    lacks:
      'Where a case has no such fact: class “city management”, unit “the responsible unit”, reason “after review”. A message has 70 characters, or parts of 67; at most four.',
  },
)
