/**
 * An open case of another system as a row of its file tells of it, in our words. What is said of its time is either the
 * time left or the deadline; the limit is the one the old system worked with, not that of our catalogue.
 */
import { z } from 'zod'
import { limitUnitName, limitUnits } from '../../catalogue/limit.ts'
import { Position } from '../../geography/geometry.ts'
import { PhoneNumber } from '../../personal-data.ts'
import { sources } from '../source.ts'
import type { CaseState } from '../state.ts'
import type { Amount } from './carry-clock.ts'

/**
 * States that a case can be taken over in. What waits for a decision or lies with a collector is taken over a step
 * before: nobody here has the task or made the request.
 */
export const carriedStates = [
  'pool',
  'pending_filing',
  'pending_dispatch',
  'pending_handle',
  'handling',
  'suspended',
  'handled',
  'pending_check',
  'check_passed',
] as const satisfies readonly CaseState[]
export type CarriedState = (typeof carriedStates)[number]

/** How far along a state is: filed, with a unit, with a result. */
export const isFiled = (state: CarriedState): boolean => state !== 'pool' && state !== 'pending_filing'
export const isWithUnit = (state: CarriedState): boolean => isFiled(state) && state !== 'pending_dispatch'
export const hasResult = (state: CarriedState): boolean =>
  state === 'handled' || state === 'pending_check' || state === 'check_passed'

/** An amount as files write it: a number and, unless it is understood, its kind of clock. */
export type WrittenAmount = { readonly value: number; readonly unit: Amount['unit'] | null }

const unitByWord = new Map<string, Amount['unit']>([
  ...limitUnits.flatMap((unit) => [
    [unit, unit] as const,
    [limitUnitName(unit).zh, unit] as const,
    [limitUnitName(unit).en, unit] as const,
    [`${limitUnitName(unit).en}s`, unit] as const,
  ]),
  ['工作小时', 'work_hour'],
  ['紧急小时', 'urgent_hour'],
])

/** `2 个工作日`, `-3.5 工作时`, `4 work_hour` or `4`; undefined for anything else, also for days of no kind. */
export function parseAmount(text: string): WrittenAmount | undefined {
  const found = /^([+-]?\d+(?:\.\d+)?)(\D*)$/u.exec(text.trim())
  if (!found) return undefined
  const [, value, after = ''] = found
  const word = after.trim().replace(/^个/, '').trim()
  const unit = word === '' ? null : unitByWord.get(word)
  return unit === undefined ? undefined : { value: Number(value), unit }
}

const Written = z.union([z.string(), z.number()]).transform((it, context): WrittenAmount => {
  const amount = parseAmount(String(it))
  if (amount) return amount
  context.addIssue({
    code: 'custom',
    message: `“${it}”不是“数量 + 紧急工作时／工作时／工作日／自然日” not a number with urgent_hour, work_hour, work_day or natural_day`,
  })
  return z.NEVER
})

const text = (most: number) => z.string().trim().max(most)
const count = z.coerce.number().int().min(0).max(99).default(0)
/** Several, a line each; named twice is named once. */
const lines = (most: number) =>
  z
    .string()
    .transform((it) => [...new Set(it.split('\n').map((one) => one.trim()))].filter((one) => one !== ''))
    .pipe(z.array(text(100)).max(most))
const instant = z.iso.datetime().nullable().default(null)
const date = z.iso.date().nullable().default(null)

/** The fields a mapping gives; instants are ISO texts. */
export const CarriedCase = z.object({
  row: z.int(),
  /** The number by which the old system knows the case; it is taken over once. */
  oldNumber: text(64).min(1),
  /** What whoever reported it was given, where that is another number. */
  reportNumber: text(64).nullable().default(null),
  state: z.enum(carriedStates),
  /** The state in the words of the old system. */
  oldState: text(64).nullable().default(null),
  source: z.enum(sources).default('import'),
  kind: z.enum(['component', 'matter']).nullable().default(null),
  classCode: text(12).nullable().default(null),
  /** The ordinal of the filing condition within its class. */
  condition: z.coerce.number().int().positive().nullable().default(null),
  /** The component it is about: the code of 17 digits, or the number by which the ledger knows it from elsewhere. */
  componentCode: text(64).nullable().default(null),
  description: text(2000).default(''),
  address: text(256).default(''),
  point: Position.nullable().default(null),
  townCode: text(9).nullable().default(null),
  communityCode: text(12).nullable().default(null),
  reportedAt: z.iso.datetime(),
  filedAt: instant,
  dispatchedAt: instant,
  handledAt: instant,
  /** Code, name, short name or alias. */
  unit: text(100).nullable().default(null),
  /** Units that assist the one that leads, each named as that is. */
  assistUnits: lines(10)
    .or(z.array(text(100)).max(10))
    .default([]),
  /** The user name of whoever works on it. */
  handler: text(42).nullable().default(null),
  limit: Written.nullable().default(null),
  /** What was left of the disposal limit at the cut-over, or, of a result, when it was there; negative when overdue. */
  left: Written.nullable().default(null),
  /** The deadline of disposal, instead of the time left. */
  dueAt: instant,
  /** The same where only the day is known. */
  dueOn: date,
  /** What was left of the limit of the stage, where the old system has one: accepting, filing, dispatching, checking. */
  stageLeft: Written.nullable().default(null),
  stageDueAt: instant,
  suspendedUntil: date,
  extensions: count,
  returns: count,
  reworks: count,
  isUrgent: z.boolean().default(false),
  callerName: text(50).nullable().default(null),
  callerPhone: PhoneNumber.nullable().default(null),
  isConfidential: z.boolean().default(false),
  wantsReply: z.boolean().default(true),
  /** Names of photo files, where they do not lie in a folder named by the number. */
  photoFiles: text(4000).nullable().default(null),
})
export type CarriedCase = z.output<typeof CarriedCase>

/** Fields of a caller: they go to the report and nowhere else. */
const personal = new Set(['callerName', 'callerPhone', 'isConfidential', 'wantsReply'])
/** Not said by the old system of the case: where it stood in the file, and which files lie beside it. */
const beside = new Set(['row', 'photoFiles'])

const isNothing = (value: unknown): boolean =>
  value === null || value === '' || (Array.isArray(value) && !value.length)

/** What the old system said of a case, without the caller: kept in the log, and compared with a later file. */
export function saidOf(it: CarriedCase): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(it).filter(
      ([field, value]) => !personal.has(field) && !beside.has(field) && !isNothing(value),
    ),
  )
}

/** The fields that two tellings of one case differ in. */
export function changedSince(before: Record<string, unknown>, now: Record<string, unknown>): string[] {
  const fields = new Set([...Object.keys(before), ...Object.keys(now)])
  return [...fields].filter((it) => JSON.stringify(before[it]) !== JSON.stringify(now[it])).sort()
}

/** The number a case is known by from its report on; the old number is part of it, so that a search finds it. */
export const carriedReportNumber = (adcode: string, oldNumber: string): string => `Q${adcode}-${oldNumber}`
