/** What can go wrong when something is reported. */
import { defineProblem } from '../problem.ts'

export const ReportProblem = {
  outsideCounty: defineProblem<{ point: readonly number[] }>(
    'report.outside-county',
    'invalid',
    ({ point }) => ({
      zh: `位置 ${point.join(', ')} 不在本县范围内。`,
      en: `The position ${point.join(', ')} lies outside the county.`,
    }),
  ),
  outsideOwnArea: defineProblem('report.outside-own-area', 'forbidden', () => ({
    zh: '位置不在您的责任网格内。',
    en: 'The position lies outside your area of duty.',
  })),
  placeNeeded: defineProblem('report.place-needed', 'invalid', () => ({
    zh: '请给出位置：地图点或地址文字至少一项；监督员上报必须有位置点。',
    en: 'Say where: a point on the map or an address in words; a collector must give a point.',
  })),
  classNeeded: defineProblem('report.class-needed', 'invalid', () => ({
    zh: '监督员上报须选定小类与立案条件。',
    en: 'A collector must choose the subclass and the filing condition.',
  })),
  photosNeeded: defineProblem<{ fewest: number }>('report.photos-needed', 'invalid', ({ fewest }) => ({
    zh: `监督员上报至少需要 ${fewest} 张照片（近景与参照物）。`,
    en: `A collector's report needs at least ${fewest} photos (near, and with a reference).`,
  })),
  photoUnknown: defineProblem<{ id: string }>('report.photo-unknown', 'invalid', ({ id }) => ({
    zh: `照片不存在：${id}`,
    en: `There is no such photo: ${id}`,
  })),
  classUnknown: defineProblem<{ code: string }>('report.class-unknown', 'invalid', ({ code }) => ({
    zh: `没有这个小类或立案条件：${code}`,
    en: `There is no such subclass or condition: ${code}`,
  })),
  componentUnknown: defineProblem<{ code: string }>('report.component-unknown', 'invalid', ({ code }) => ({
    zh: `台账中没有部件 ${code}。`,
    en: `The ledger has no component ${code}.`,
  })),
  sourceNotYours: defineProblem<{ source: string }>('report.source-not-yours', 'forbidden', ({ source }) => ({
    zh: `您的岗位不能以来源“${source}”登记。`,
    en: `Your post cannot register a report from the source "${source}".`,
  })),
  unknown: defineProblem<{ id: string }>('report.unknown', 'not-found', ({ id }) => ({
    zh: `没有这条上报：${id}`,
    en: `There is no such report: ${id}`,
  })),
}

/** What can be wrong with the wording of a notice. */
export const NoticeProblem = {
  empty: defineProblem<{ event: string; language: 'zh' | 'en' }>(
    'notice.empty',
    'invalid',
    ({ event, language }) => ({
      zh: `“${event}”的${language === 'zh' ? '中文' : '英文'}告知内容是空的。`,
      en: `The ${language === 'zh' ? 'Chinese' : 'English'} notice of "${event}" is empty.`,
    }),
  ),
  placeholderUnknown: defineProblem<{ event: string; name: string; zh: string; en: string }>(
    'notice.placeholder-unknown',
    'invalid',
    ({ event, name, zh, en }) => ({
      zh: `“${event}”的告知不能用 {${name}}；可用的有 ${zh}。`,
      en: `The notice of "${event}" cannot use {${name}}; there are ${en}.`,
    }),
  ),
  braceAlone: defineProblem<{ event: string }>('notice.brace-alone', 'invalid', ({ event }) => ({
    zh: `“${event}”的告知里花括号没有成对。`,
    en: `A brace in the notice of "${event}" has no other half.`,
  })),
  tooLong: defineProblem<{ event: string; characters: number; most: number }>(
    'notice.too-long',
    'invalid',
    ({ event, characters, most }) => ({
      zh: `“${event}”的告知填入示例后有 ${characters} 字，最多 ${most} 字（四条短信）。`,
      en: `With the example the notice of "${event}" has ${characters} characters; at most ${most} (four messages) are sent.`,
    }),
  ),
  stale: defineProblem<{ expected: number; current: number }>(
    'notice.stale-version',
    'conflict',
    ({ expected, current }) => ({
      zh: `告知用语已被他人更改（您看到的是第 ${expected} 版，现为第 ${current} 版），请核对后再保存。`,
      en: `The notices were changed meanwhile (you saw version ${expected}, it is now ${current}); look at them before saving.`,
    }),
  ),
  bothAtOnce: defineProblem('notice.stale-version', 'conflict', () => ({
    zh: '告知用语刚刚被他人更改，请核对后再保存。',
    en: 'The notices were changed this moment by somebody else; look at them before saving.',
  })),
}

/** What can go wrong with how long personal data is kept. */
export const RetentionProblem = {
  stale: defineProblem<{ expected: number; current: number }>(
    'retention.stale-version',
    'conflict',
    ({ expected, current }) => ({
      zh: `留存期限已被他人修改（您看到的是第 ${expected} 版，现为第 ${current} 版），请刷新后再改。`,
      en: `Somebody changed the times meanwhile (you saw version ${expected}, now it is ${current}); look again and change that.`,
    }),
  ),
  caseUnknown: defineProblem<{ number: string }>('retention.case-unknown', 'not-found', ({ number }) => ({
    zh: `没有编号为 ${number} 的案卷或上报。`,
    en: `There is no case or report with the number ${number}.`,
  })),
  heldAlready: defineProblem('retention.held-already', 'conflict', () => ({
    zh: '这个案卷已经暂缓处理。',
    en: 'This case is held already.',
  })),
  holdUnknown: defineProblem<{ id: string }>('retention.hold-unknown', 'not-found', () => ({
    zh: '没有这项暂缓，或它已解除。',
    en: 'There is no such hold, or it was lifted.',
  })),
}
