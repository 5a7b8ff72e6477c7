/** From a foreign row, read by its mapping, to an organisation to be. */
import { Reason } from '../exchange/reasons.ts'
import type { ReadRow } from '../exchange/row-reader.ts'
import type { Sentence } from '../problem.ts'
import type { Finding } from '../table.ts'
import { isCreditCode } from './credit-code.ts'
import { type Organisation, organisationKinds } from './organisation.ts'

/** The fields of an organisation that a mapping may fill; lists are separated by semicolons. */
export const organisationFields = [
  'externalCode',
  'name',
  'shortName',
  'kind',
  'creditCode',
  'parentCode',
  'areaCodes',
  'aliases',
] as const

/** An organisation as a row tells of it; the parent by its code. */
export type DeliveredOrganisation = Omit<Organisation, 'id' | 'parentId' | 'isDemonstration'> & {
  readonly parentCode: string | null
}

/** Under what an organisation is known again: its code, else its credit code, else its name. */
export const organisationKey = (it: Pick<Organisation, 'externalCode' | 'creditCode' | 'name'>): string =>
  it.externalCode ?? it.creditCode ?? it.name

const toList = (text: string | null): string[] =>
  (text ?? '')
    .split(/[;；]/)
    .map((it) => it.trim())
    .filter((it) => it !== '')

/** The organisation of a row that was read, or why it is none. */
export function toDeliveredOrganisation(
  row: ReadRow,
): { organisation: DeliveredOrganisation } | { refused: Finding[] } {
  const text = (field: string): string | null => {
    const value = row.fields[field]
    return value === null || value === undefined ? null : String(value)
  }
  const refused: Finding[] = []
  const refuse = (column: string, reason: Sentence) => refused.push({ row: row.rowNumber, column, reason })
  const name = text('name')
  const kindText = text('kind')
  const kind = organisationKinds.find((it) => it === kindText)
  const creditCode = text('creditCode')
  if (name === null || name.length > 100)
    refuse('name', name === null ? Reason.missing() : Reason.cut(name.length, 100))
  if (kind === undefined)
    refuse('kind', kindText === null ? Reason.missing() : Reason.unknownWord(kindText, organisationKinds))
  if (creditCode !== null && !isCreditCode(creditCode))
    refuse('creditCode', {
      zh: `“${creditCode}”不是有效的统一社会信用代码`,
      en: `"${creditCode}" is no valid unified social credit code`,
    })
  if (refused.length || name === null || kind === undefined) return { refused }
  return {
    organisation: {
      name,
      shortName: text('shortName'),
      kind,
      creditCode,
      externalCode: text('externalCode'),
      parentCode: text('parentCode'),
      areaCodes: toList(text('areaCodes')),
      aliases: toList(text('aliases')),
    },
  }
}
