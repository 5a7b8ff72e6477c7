/**
 * From a foreign row, read by its mapping, to a component to be: which fields a mapping may fill, and what a row must
 * have to be taken.
 */
import type { Mapping } from '../exchange/mapping.ts'
import { Reason } from '../exchange/reasons.ts'
import type { ReadRow } from '../exchange/row-reader.ts'
import type { Finding } from '../table.ts'
import { ComponentDraft } from './component.ts'

/** The fields of a component that a mapping may fill. */
export const componentFields = [
  'code',
  'externalCode',
  'classCode',
  'name',
  'competentName',
  'competentCode',
  'ownerName',
  'ownerCode',
  'maintainerName',
  'maintainerCode',
  'state',
  'firstOn',
  'changedOn',
  'dataSource',
  'address',
  'note',
  'cellCode',
] as const

const roleOfField: Readonly<Record<string, string>> = {
  competent: 'competentName',
  owner: 'ownerName',
  maintainer: 'maintainerName',
}

/** The foreign column behind a field of ours; null where a mapping makes it up or several columns do. */
export function columnOfField(mapping: Mapping, field: string): string | null {
  const { lng, lat } = mapping.position ?? {}
  if (field === 'geometry' || field === 'position') return lng && lat ? `${lng} + ${lat}` : null
  const rule = mapping.fields[field] ?? mapping.fields[roleOfField[field] ?? '']
  return rule?.column ?? rule?.join?.join(' + ') ?? null
}

/** The component of a row that was read, or why it is none. */
export function toComponentDraft(
  mapping: Mapping,
  row: ReadRow,
): { draft: ComponentDraft } | { refused: Finding[] } {
  const text = (field: string): string | null => {
    const value = row.fields[field]
    return value === null || value === undefined ? null : String(value)
  }
  const holder = (role: string) => ({
    organisationId: null,
    name: text(`${role}Name`),
    code: text(`${role}Code`),
  })
  const parsed = ComponentDraft.safeParse({
    code: text('code'),
    externalCode: text('externalCode'),
    classCode: text('classCode'),
    name: text('name'),
    competent: holder('competent'),
    owner: holder('owner'),
    maintainer: holder('maintainer'),
    state: text('state'),
    firstOn: text('firstOn'),
    changedOn: text('changedOn'),
    dataSource: text('dataSource'),
    address: text('address'),
    note: text('note'),
    cellCode: text('cellCode'),
    geometry: row.geometry,
    attributes: row.attributes,
    rawPosition: row.raw,
  })
  if (parsed.success) return { draft: parsed.data }
  const refused = parsed.error.issues.map((issue): Finding => {
    const field = String(issue.path[0] ?? '')
    const isMissing = row.fields[field] === null || row.fields[field] === undefined
    const isPlaceless = field === 'geometry' && row.geometry === null
    return {
      row: row.rowNumber,
      column: columnOfField(mapping, field) ?? field,
      reason: isPlaceless
        ? Reason.positionMissing()
        : isMissing && field in row.fields
          ? Reason.missing()
          : Reason.notAccepted(issue.message),
    }
  })
  return { refused }
}
