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
