/** Where reports come from (信息来源), and what each source is called. */
import { z } from 'zod'
import type { Sentence } from '../problem.ts'

export const sources = [
  'collector',
  'citizen_app',
  'wechat',
  'hotline_12345',
  'hotline_12319',
  'transfer_110',
  'media',
  'leader',
  'inspection',
  'video',
  'video_ai',
  'iot',
  'upper_platform',
  'grid_worker',
  'dept_self',
  'import',
] as const
export const Source = z.enum(sources)
export type Source = z.infer<typeof Source>

/** What people read. */
export const sourceNames: Readonly<Record<Source, Sentence>> = {
  collector: { zh: '监督员上报', en: 'collector' },
  citizen_app: { zh: '市民应用', en: 'citizen app' },
  wechat: { zh: '微信', en: 'WeChat' },
  hotline_12345: { zh: '12345 热线', en: 'hotline 12345' },
  hotline_12319: { zh: '12319 热线', en: 'hotline 12319' },
  transfer_110: { zh: '110 移交', en: 'transfer from 110' },
  media: { zh: '媒体', en: 'media' },
  leader: { zh: '领导交办', en: 'leader' },
  inspection: { zh: '督查', en: 'inspection' },
  video: { zh: '视频监控', en: 'video' },
  video_ai: { zh: '视频智能', en: 'video analysis' },
  iot: { zh: '物联感知', en: 'sensor' },
  upper_platform: { zh: '上级平台', en: 'upper platform' },
  grid_worker: { zh: '网格员', en: 'grid worker' },
  dept_self: { zh: '部门自报', en: 'department itself' },
  import: { zh: '历史导入', en: 'imported' },
}
