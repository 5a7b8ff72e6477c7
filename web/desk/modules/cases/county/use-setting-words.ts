/** Settings in words: the name of each by its place (`stageLimits.accept`) and its value as people read it. */

import { type CaseActionName, caseActions, ruleOf } from '#domain/cases/life-cycle.ts'
import { describeLimit, Limit } from '#domain/catalogue/limit.ts'
import { Post, postNames } from '#domain/identity/post.ts'
import { useWords } from '#kit/i18n/language.ts'
import { marks } from '#kit/i18n/marks.ts'

const isAction = (it: string): it is CaseActionName => it in caseActions

const unitOfPlace: Readonly<Record<string, string>> = {
  mostExtensions: 'settings.unit.times',
  mostSuspensionDays: 'settings.unit.days',
  supervisionAnswerHours: 'settings.unit.hours',
  fewestReportPhotos: 'settings.unit.photos',
  'duplicates.radiusMetres': 'settings.unit.metres',
  'duplicates.withinHours': 'settings.unit.hours',
}

/** A share as per cent, to one place. */
export const toPercent = (share: number): number => Math.round(share * 1000) / 10

/** Names and values of settings in the language now shown. */
export function useSettingWords() {
  const { t, say } = useWords()
  const actionName = (it: string): string => (isAction(it) ? say(ruleOf(it)) : it)
  const postName = (it: string): string => {
    const post = Post.safeParse(it)
    return post.success ? say(postNames[post.data]) : it
  }
  const placeName = (place: string): string => {
    const [group = '', member] = place.split('.')
    if (group === 'mergedPosts') return `${t('settings.group.posts')} · ${postName(member ?? '')}`
    if (group === 'joinedSteps') return `${t('settings.group.steps')} · ${actionName(member ?? '')}`
    return t(`settings.field.${member ?? group}`)
  }
  const valueText = (place: string, value: unknown): string => {
    if (value === null || value === undefined) return t('settings.nothing')
    const limit = Limit.safeParse(value)
    if (limit.success) return say(describeLimit(limit.data))
    if (Array.isArray(value)) return value.map((it) => postName(String(it))).join(marks.and)
    if (place.startsWith('joinedSteps')) return actionName(String(value))
    if (place === 'yellowShare') return `${toPercent(Number(value))}%`
    if (place === 'workDayMeans') return t(`settings.workDayMeans.${String(value)}`)
    const unit = unitOfPlace[place]
    return unit ? `${String(value)} ${t(unit)}` : String(value)
  }
  return { actionName, postName, placeName, valueText }
}
