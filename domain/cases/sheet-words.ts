/** The words printed on a case sheet, in both languages. */

export type SheetLanguage = 'zh' | 'en'

type SheetWords = {
  readonly title: string
  readonly unclassified: string
  readonly comma: string
  readonly colon: string
  readonly part: Readonly<Record<'facts' | 'place' | 'photos' | 'clocks' | 'story', string>>
  readonly number: string
  readonly fact: Readonly<Record<FactName, string>>
  readonly side: Readonly<Record<'before' | 'after' | 'other', string>>
  readonly clockHead: readonly string[]
  readonly dayHead: readonly string[]
  readonly explained: (clock: string) => string
  readonly kept: string
  readonly nothing: string
  readonly over: (time: string) => string
  readonly left: (time: string) => string
  readonly states: Readonly<Record<'running' | 'paused', string>>
  readonly length: (days: number, hours: number, minutes: number) => string
  readonly noPhotos: string
  readonly noClocks: string
  readonly missingPhoto: string
  readonly erasedPhoto: (onDate: string) => string
  readonly demonstration: string
  readonly foot: (by: string, at: string) => string
  readonly page: readonly [string, string, string]
}

type FactName =
  | 'reportNumber'
  | 'source'
  | 'level'
  | 'reporter'
  | 'leadUnit'
  | 'assistUnits'
  | 'handler'
  | 'limit'
  | 'filing'
  | 'closing'
  | 'legal'
  | 'reportedAt'
  | 'filedAt'
  | 'dispatchedAt'
  | 'endedAt'
  | 'endReason'
  | 'merged'
  | 'address'
  | 'area'
  | 'cell'
  | 'component'
  | 'point'

const joinLength = (parts: readonly (readonly [number, string])[], none: string): string =>
  parts.flatMap(([n, unit]) => (n > 0 ? [`${n} ${unit}`] : [])).join(' ') || none

const zh: SheetWords = {
  title: '案卷单',
  unclassified: '未定小类',
  comma: '，',
  colon: '：',
  part: { facts: '案情', place: '地点', photos: '照片', clocks: '时限', story: '办理过程' },
  number: '案卷号',
  fact: {
    reportNumber: '上报号',
    source: '来源',
    level: '级别',
    reporter: '上报人',
    leadUnit: '主办单位',
    assistUnits: '协办单位',
    handler: '处置人员',
    limit: '处置时限',
    filing: '立案条件',
    closing: '结案条件',
    legal: '依据',
    reportedAt: '上报时间',
    filedAt: '立案时间',
    dispatchedAt: '派遣时间',
    endedAt: '办结时间',
    endReason: '结束原因',
    merged: '并入的上报',
    address: '地址',
    area: '所属区域',
    cell: '单元网格',
    component: '部件编码',
    point: '坐标',
  },
  side: { before: '处置前', after: '处置后', other: '其他' },
  clockHead: ['时限', '规定', '开始', '到期', '已用', '结果'],
  dayHead: ['日期', '每日计入', '合计', '说明'],
  explained: (clock) => `逐日计时（${clock}）`,
  kept: '按时',
  nothing: '不计',
  over: (time) => `超出 ${time}`,
  left: (time) => `还剩 ${time}`,
  states: { running: '计时中', paused: '暂停计时' },
  length: (days, hours, minutes) =>
    joinLength(
      [
        [days, '天'],
        [hours, '小时'],
        [minutes, '分'],
      ],
      '不足 1 分',
    ),
  noPhotos: '没有照片',
  noClocks: '还没有开始计时',
  missingPhoto: '照片文件缺失',
  erasedPhoto: (onDate) => `照片已于 ${onDate} 按留存规则删除`,
  demonstration: '演示数据：本页全部案卷、人员、单位与边界均为演示，不是真实记录。',
  foot: (by, at) => `${by} 于 ${at} 打印。来电人不列入；文中的电话和证件号码、市民姓名已隐去部分。`,
  page: ['第 ', ' 页，共 ', ' 页'],
}

const en: SheetWords = {
  title: 'Case sheet',
  unclassified: 'Not classified',
  comma: ', ',
  colon: ': ',
  part: { facts: 'Facts', place: 'Place', photos: 'Photos', clocks: 'Clocks', story: 'What was done' },
  number: 'Case number',
  fact: {
    reportNumber: 'Report number',
    source: 'Source',
    level: 'Level',
    reporter: 'Reported by',
    leadUnit: 'Lead unit',
    assistUnits: 'Assisting units',
    handler: 'Handler',
    limit: 'Limit',
    filing: 'Filed when',
    closing: 'Closed when',
    legal: 'Legal basis',
    reportedAt: 'Reported',
    filedAt: 'Filed',
    dispatchedAt: 'Dispatched',
    endedAt: 'Ended',
    endReason: 'Why it ended',
    merged: 'Merged reports',
    address: 'Address',
    area: 'Area',
    cell: 'Unit cell',
    component: 'Component',
    point: 'Position',
  },
  side: { before: 'Before', after: 'After', other: 'Other' },
  clockHead: ['Clock', 'Limit', 'Started', 'Due', 'Used', 'Result'],
  dayHead: ['Date', 'Counted a day', 'Together', 'Why'],
  explained: (clock) => `Day by day (${clock})`,
  kept: 'in time',
  nothing: 'not counted',
  over: (time) => `${time} over`,
  left: (time) => `${time} left`,
  states: { running: 'running', paused: 'paused' },
  length: (days, hours, minutes) =>
    joinLength(
      [
        [days, 'd'],
        [hours, 'h'],
        [minutes, 'min'],
      ],
      'under 1 min',
    ),
  noPhotos: 'No photos',
  noClocks: 'No clock has started yet',
  missingPhoto: 'The file of the photo is missing',
  erasedPhoto: (onDate) => `The photo was removed by the retention rule on ${onDate}`,
  demonstration: 'Demonstration data: every case, person, unit and border here is made up.',
  foot: (by, at) =>
    `Printed by ${by} at ${at}. Callers are left out; numbers of people and names of citizens are masked.`,
  page: ['Page ', ' of ', ''],
}

/** The words by language. */
export const sheetWords: Readonly<Record<SheetLanguage, SheetWords>> = { zh, en }
