/** What the log says of a case that was taken over, for people: when it was true, and what the old system said. */
import { describeLimit, type Limit, limitUnitName } from '../../catalogue/limit.ts'
import { chinaTimeOf } from '../../china-time.ts'
import type { Sentence } from '../../problem.ts'

export type CarriedFact = { readonly name: string; readonly says: Sentence }

type Told = { readonly cutOver?: unknown; readonly said?: Readonly<Record<string, unknown>> }

const same = (text: string): Sentence => ({ zh: text, en: text })

/** The facts of the entry that took a case over, or of the one that brought its photos. */
export function describeCarried(data: Readonly<Record<string, unknown>>): CarriedFact[] {
  const { cutOver, said = {} } = (data['carried'] ?? {}) as Told
  const facts: CarriedFact[] = []
  const add = (name: string, says: Sentence | undefined): void => {
    if (says) facts.push({ name, says })
  }
  add('cutOver', instantText(cutOver))
  for (const name of ['oldNumber', 'oldState']) add(name, wordText(said[name]))
  add('oldLimit', limitText(said['limit']))
  add('oldLeft', amountText(said['left'], unitOf(said['limit'])))
  add('oldDue', instantText(said['dueAt']) ?? wordText(said['dueOn']))
  add('oldComponent', wordText(said['componentCode']))
  const assist = said['assistUnits']
  if (Array.isArray(assist)) add('oldAssistUnits', wordText(assist.join('、')))
  const photos = data['photos']
  if (Array.isArray(photos)) add('oldPhotos', { zh: `${photos.length} 张`, en: String(photos.length) })
  return facts
}

const wordText = (value: unknown): Sentence | undefined =>
  typeof value === 'string' && value !== '' ? same(value) : undefined

function instantText(value: unknown): Sentence | undefined {
  if (typeof value !== 'string') return undefined
  const { onDate, time } = chinaTimeOf(new Date(value))
  return same(`${onDate} ${time}`)
}

type Written = { readonly value: number; readonly unit: Limit['unit'] | null }

const unitOf = (limit: unknown): Limit['unit'] | null => (limit as Written | undefined)?.unit ?? null

function limitText(value: unknown): Sentence | undefined {
  const limit = value as Written | undefined
  return limit?.unit ? describeLimit({ value: limit.value, unit: limit.unit }) : undefined
}

/** What was left, or by how much it was exceeded. */
function amountText(value: unknown, unitOfLimit: Limit['unit'] | null): Sentence | undefined {
  const left = value as Written | undefined
  const unit = left?.unit ?? unitOfLimit
  if (!left || !unit) return undefined
  const amount = Math.abs(left.value)
  const name = limitUnitName(unit)
  const words = { zh: `${amount} 个${name.zh}`, en: `${amount} ${name.en}${amount === 1 ? '' : 's'}` }
  return left.value < 0 ? { zh: `超期 ${words.zh}`, en: `overdue by ${words.en}` } : words
}
