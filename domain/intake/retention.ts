/**
 * How long personal data is kept (个人信息保护法 第十九条: no longer than its purpose needs). A rule says what goes, from
 * when it counts and on what law it rests; a county sets the months. Figures never count names or numbers, so none of
 * them changes when these go.
 */
import { z } from 'zod'
import type { Sentence } from '../problem.ts'

export const retentionKinds = ['callers', 'texts', 'photos', 'leavers'] as const
export type RetentionKind = (typeof retentionKinds)[number]

type RetentionRule = {
  readonly name: Sentence
  /** What goes, and what stays. */
  readonly effect: Sentence
  readonly since: Sentence
  readonly basis: Sentence
  /** As it ships: a rule that takes away what proves something is off until a county wants it. */
  readonly isOn: boolean
  readonly months: number
}

const necessary = {
  zh: '《个人信息保护法》第十九条、第四十七条；GB/T 35273-2020 第 6.1 条',
  en: 'Personal Information Protection Law, articles 19 and 47; GB/T 35273-2020, 6.1',
}

export const retentionRules: Readonly<Record<RetentionKind, RetentionRule>> = {
  callers: {
    name: { zh: '诉求人', en: 'Callers' },
    effect: {
      zh: '删除姓名、电话和含号码的原话；上报、案卷与统计不变',
      en: 'Name, telephone and words with numbers go; report, case and figures stay',
    },
    since: { zh: '案卷结束', en: 'the end of the case' },
    basis: necessary,
    isOn: true,
    months: 24,
  },
  texts: {
    name: { zh: '案卷文字中的号码', en: 'Numbers in texts of cases' },
    effect: {
      zh: '意见、备注等文字中的电话和证件号码隐去中间位',
      en: 'The middle of telephone and identity numbers in opinions and notes is masked',
    },
    since: { zh: '案卷结束', en: 'the end of the case' },
    basis: necessary,
    isOn: true,
    months: 24,
  },
  photos: {
    name: { zh: '案卷照片', en: 'Photos of cases' },
    effect: {
      zh: '删除照片文件；案卷写明何时删除，谁、何时提交不变，统计不变。仍被其他案卷或部件使用的照片保留',
      en: 'The files go; the case says when, who handed them in stays, and so do figures. A photo that another case or a component still uses is kept',
    },
    since: { zh: '案卷结束', en: 'the end of the case' },
    basis: necessary,
    isOn: false,
    months: 60,
  },
  leavers: {
    name: { zh: '离岗人员电话', en: 'Telephone numbers of leavers' },
    effect: {
      zh: '删除停用账号的电话；姓名随办理记录保留',
      en: 'The number of a closed account goes; the name stays with what was done',
    },
    since: { zh: '账号停用', en: 'the closing of the account' },
    basis: necessary,
    isOn: true,
    months: 12,
  },
}

const RuleSetting = z.strictObject({
  isOn: z.boolean(),
  months: z.int().min(1).max(240),
})

export const RetentionSettings = z.strictObject({
  callers: RuleSetting,
  texts: RuleSetting,
  // Settings from before the rule know nothing of it.
  photos: RuleSetting.default({ isOn: retentionRules.photos.isOn, months: retentionRules.photos.months }),
  leavers: RuleSetting,
})
export type RetentionSettings = z.infer<typeof RetentionSettings>

const shipped = ({ isOn, months }: RetentionRule): z.infer<typeof RuleSetting> => ({ isOn, months })

/** As the product ships. */
export const shippedRetention: RetentionSettings = {
  callers: shipped(retentionRules.callers),
  texts: shipped(retentionRules.texts),
  photos: shipped(retentionRules.photos),
  leavers: shipped(retentionRules.leavers),
}

/** The instant before which a rule lets go: `months` whole months before `now`, by the calendar in China. */
export function letGoBefore(now: Date, months: number): Date {
  const china = new Date(now.getTime() + 8 * 3_600_000)
  const day = china.getUTCDate()
  china.setUTCDate(1)
  china.setUTCMonth(china.getUTCMonth() - months)
  const lastDay = new Date(Date.UTC(china.getUTCFullYear(), china.getUTCMonth() + 1, 0)).getUTCDate()
  china.setUTCDate(Math.min(day, lastDay))
  return new Date(china.getTime() - 8 * 3_600_000)
}

/** What was changed from one setting to another: rule → before and after. */
export function changedRetention(
  before: RetentionSettings,
  after: RetentionSettings,
): Partial<Record<RetentionKind, [RetentionSettings[RetentionKind], RetentionSettings[RetentionKind]]>> {
  return Object.fromEntries(
    retentionKinds
      .filter((it) => before[it].isOn !== after[it].isOn || before[it].months !== after[it].months)
      .map((it) => [it, [before[it], after[it]]]),
  )
}
