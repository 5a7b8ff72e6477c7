/** What stands against taking over a row, by field: something its state needs is missing, or it contradicts itself. */
import type { Sentence } from '../../problem.ts'
import type { WorkDayMeaning } from '../clock.ts'
import { type CarriedCase, hasResult, isFiled, isWithUnit, type WrittenAmount } from './carried-case.ts'
import { isComparable } from './carry-clock.ts'

/** Something told of a field of ours. */
export type FieldRemark = { readonly field: string; readonly reason: Sentence }

const remark = (field: string, zh: string, en: string): FieldRemark => ({ field, reason: { zh, en } })

export type Judging = { readonly cutOver: Date; readonly workDayMeans: WorkDayMeaning }

/** The reasons why a row cannot be taken over; none when it can. */
export const refusalsOf = (it: CarriedCase, judging: Judging): FieldRemark[] => [
  ...missingIn(it),
  ...timesOf(it, judging.cutOver),
  ...(isWithUnit(it.state) ? limitOf(it, judging) : []),
  ...stageOf(it),
]

/** What is taken over with a word about it. */
export function warningsOf(it: CarriedCase): FieldRemark[] {
  const warned: FieldRemark[] = []
  if (!isWithUnit(it.state) && (it.left || it.dueAt || it.dueOn))
    warned.push(
      remark(
        it.left ? 'left' : it.dueAt ? 'dueAt' : 'dueOn',
        '尚未派遣，处置时限还没有开始，不采用；本环节的剩余时限请对应到 stageLeft 或 stageDueAt',
        'not dispatched yet, so no disposal clock runs and this is not used; map the time of the stage to stageLeft or stageDueAt',
      ),
    )
  if (!isWithUnit(it.state) && it.assistUnits.length)
    warned.push(
      remark(
        'assistUnits',
        '尚未派遣，协办单位不采用，派遣时另选',
        'not dispatched yet, so nobody assists; units are chosen with the dispatch',
      ),
    )
  if (isWithUnit(it.state) && it.left && (it.dueAt || it.dueOn))
    warned.push(
      it.state === 'suspended'
        ? remark(
            'dueAt',
            '挂账中没有截止时间，按剩余时限计',
            'a suspended case has no deadline; the time left is used',
          )
        : remark('left', '同时有剩余时限和截止时间，按截止时间计', 'both are given; the deadline is used'),
    )
  return warned
}

function missingIn(it: CarriedCase): FieldRemark[] {
  const needed: [boolean, string, unknown][] = [
    [isFiled(it.state), 'filedAt', it.filedAt],
    [isWithUnit(it.state), 'dispatchedAt', it.dispatchedAt],
    [isWithUnit(it.state), 'unit', it.unit],
    [hasResult(it.state), 'handledAt', it.handledAt],
    [it.state === 'suspended', 'suspendedUntil', it.suspendedUntil],
    [it.classCode !== null, 'kind', it.kind],
    [it.condition !== null, 'classCode', it.classCode],
  ]
  const missing = needed.flatMap(([isNeeded, field, value]) =>
    isNeeded && value === null
      ? [
          remark(
            field,
            `未填写；状态“${it.oldState ?? it.state}”的案件必须有`,
            'nothing is given, and a case in this state needs it',
          ),
        ]
      : [],
  )
  if (isWithUnit(it.state) && !it.left && !it.dueAt && !it.dueOn)
    missing.push(
      remark('left', '剩余时限和截止时间都没有填写', 'neither the time left nor the deadline is given'),
    )
  return missing
}

function timesOf(it: CarriedCase, cutOver: Date): FieldRemark[] {
  const fields = ['reportedAt', 'filedAt', 'dispatchedAt', 'handledAt'] as const
  const wrong: FieldRemark[] = []
  let before: string | null = null
  for (const field of fields) {
    const at = it[field]
    if (at === null) continue
    if (Date.parse(at) > cutOver.getTime())
      wrong.push(remark(field, '晚于切换时刻', 'later than the cut-over'))
    else if (before !== null && Date.parse(at) < Date.parse(before))
      wrong.push(remark(field, '早于上一环节的时间', 'earlier than the step before it'))
    before = at
  }
  return wrong
}

function limitOf(it: CarriedCase, { cutOver, workDayMeans }: Judging): FieldRemark[] {
  const { limit, left } = it
  if (limit && (limit.unit === null || !(limit.value > 0 && limit.value <= 87_600)))
    return [
      remark(
        'limit',
        '时限须大于 0，并写明时限种类',
        'a limit is more than nothing and names its kind of clock',
      ),
    ]
  const given = usedDeadline(it)
  if (!limit?.unit) {
    if (given === 'left' && left?.unit === null)
      return [
        remark('left', '没有时限种类（如“工作时”）', 'the kind of clock (such as work hours) is not given'),
      ]
    if (isOver(it, cutOver))
      return [remark('limit', '已超期的案件必须有原时限', 'an overdue case needs its original limit')]
    return []
  }
  if (given === 'left' && left?.unit && !isComparable(left.unit, limit.unit, workDayMeans))
    return [
      remark(
        'left',
        '与时限的种类不同，无法换算',
        'of another kind than the limit, and cannot be told in it',
      ),
    ]
  return []
}

/** Which of the two is used: of a suspended case the time left, since it has no deadline; else the deadline. */
export const usedDeadline = (it: CarriedCase): 'left' | 'due' =>
  it.left && (it.state === 'suspended' || (!it.dueAt && !it.dueOn)) ? 'left' : 'due'

/** Whether nothing was left when it mattered. */
function isOver(it: CarriedCase, cutOver: Date): boolean {
  if (usedDeadline(it) === 'left') return nothingLeft(it.left)
  const at = hasResult(it.state) && it.handledAt ? Date.parse(it.handledAt) : cutOver.getTime()
  return dueInstant(it) <= at
}

const nothingLeft = (left: WrittenAmount | null): boolean => left !== null && left.value <= 0

/** The deadline as an instant; of a day its end in China. */
export const dueInstant = ({ dueAt, dueOn }: Pick<CarriedCase, 'dueAt' | 'dueOn'>): number =>
  dueAt ? Date.parse(dueAt) : Date.parse(`${dueOn}T00:00:00+08:00`) + 86_400_000

function stageOf({ state, stageLeft, stageDueAt }: CarriedCase): FieldRemark[] {
  if (!stageLeft && !stageDueAt) return []
  return state === 'pending_handle' || state === 'handling' || state === 'suspended' || state === 'handled'
    ? [
        remark(
          stageLeft ? 'stageLeft' : 'stageDueAt',
          '这一状态没有环节时限',
          'this state has no limit of a stage',
        ),
      ]
    : []
}
