/** The rows of catalogues, crosswalks and calendars, and what they mean. */
import type { WorkingCalendar } from '#domain/catalogue/calendar.ts'
import type { StateCouncilDay, StateCouncilNotice } from '#domain/catalogue/calendar-state-council.ts'
import type { CatalogueContent, CatalogueVersion } from '#domain/catalogue/catalogue.ts'
import type { CrosswalkLine } from '#domain/catalogue/crosswalk.ts'
import type { RowWrites } from '#platform/database/row-writes.ts'
import { newId } from '#platform/ids.ts'

/** Columns of a version under their names in the noun. */
export const versionColumns = `v.id, v.adcode, v.series, v.edition, v.owner, v.owner_name as "ownerName", v.label,
  v.standard_ref as "standardRef", v.code_scheme as "codeScheme", v.assembled, v.note, v.state,
  v.valid_from as "validFrom", v.valid_to as "validTo", v.content_hash as "contentHash",
  v.class_count as "classCount", v.condition_count as "conditionCount"`

/** Columns of a condition under their names in the noun. */
export const conditionColumns = `n.id, n.version_id as "versionId", n.kind, n.class_code as "classCode", n.ordinal,
  n.filing_text as "filingText", n.closing_text as "closingText", n.limit_known as "limitKnown", n.limits,
  n.limit_basis as "limitBasis", n.limit_text as "limitText", n.collection_notes as "collectionNotes",
  n.responsible_text as "responsibleText", n.responsible_kind as "responsibleKind",
  n.competent_text as "competentText", n.competent_kind as "competentKind", n.legal_basis as "legalBasis"`

/** Columns of a class under their names in the noun. */
export const classColumns = `c.kind, c.code, c.major_code as "majorCode", c.name, c.name_en as "nameEn",
  c.component_code as "componentCode", c.synonyms`

/** A version about to be written; its content is written with it and never changed after. */
export type NewVersion = Pick<
  CatalogueVersion,
  'id' | 'adcode' | 'edition' | 'state' | 'validFrom' | 'contentHash'
> & { readonly createdAt: Date }

/** Writes a version with all its majors, classes and conditions. */
export function writeVersion(write: RowWrites, version: NewVersion, content: CatalogueContent): void {
  const { head, majors, classes, conditions } = content
  write.insert('catalogue.versions', {
    id: version.id,
    adcode: version.adcode,
    series: head.series,
    edition: version.edition,
    owner: head.owner,
    owner_name: head.ownerName,
    label: head.label,
    standard_ref: head.standardRef,
    code_scheme: head.codeScheme,
    assembled: head.assembled,
    note: head.note,
    state: version.state,
    valid_from: version.validFrom,
    valid_to: null,
    content_hash: version.contentHash,
    class_count: classes.length,
    condition_count: conditions.length,
    created_at: version.createdAt,
  })
  write.insert(
    'catalogue.majors',
    majors.map((it, ordinal) => ({
      version_id: version.id,
      kind: it.kind,
      code: it.code,
      name: it.name,
      name_en: it.nameEn,
      ordinal,
    })),
  )
  write.insert(
    'catalogue.classes',
    classes.map((it) => ({
      version_id: version.id,
      kind: it.kind,
      code: it.code,
      major_code: it.majorCode,
      name: it.name,
      name_en: it.nameEn,
      component_code: it.componentCode,
      synonyms: it.synonyms,
    })),
  )
  writeConditions(write, version.id, conditions)
}

function writeConditions(
  write: RowWrites,
  versionId: string,
  conditions: CatalogueContent['conditions'],
): void {
  write.insert(
    'catalogue.conditions',
    conditions.map((it) => ({
      id: newId(),
      version_id: versionId,
      kind: it.kind,
      class_code: it.classCode,
      ordinal: it.ordinal,
      filing_text: it.filingText,
      closing_text: it.closingText,
      limit_known: it.limitKnown,
      limits: it.limits,
      limit_basis: it.limitBasis,
      limit_text: it.limitText,
      collection_notes: it.collectionNotes,
      responsible_text: it.responsibleText,
      responsible_kind: it.responsibleKind,
      competent_text: it.competentText,
      competent_kind: it.competentKind,
      legal_basis: it.legalBasis,
    })),
  )
}

/** Publishes a draft from `validFrom` on; somebody publishing it meanwhile is a conflict. */
export const writePublished = (write: RowWrites, id: string, validFrom: string): void =>
  write.update('catalogue.versions', { id, state: 'draft' }, { state: 'published', valid_from: validFrom })

/** Ends a published version before `validTo`. */
export const writeEnded = (write: RowWrites, id: string, validTo: string): void =>
  write.update('catalogue.versions', { id, state: 'published' }, { valid_to: validTo })

/** Writes the lines of a new crosswalk. */
export function writeCrosswalk(
  write: RowWrites,
  of: { adcode: string | null; from: string; to: string },
  lines: readonly CrosswalkLine[],
): void {
  write.insert(
    'catalogue.crosswalk_lines',
    lines.map((it, index) => ({
      id: newId(),
      adcode: of.adcode,
      from_series: of.from,
      to_series: of.to,
      ordinal: index + 1,
      from_kind: it.fromKind,
      from_code: it.fromCode,
      to_kind: it.toKind,
      to_code: it.toCode,
      relation: it.relation,
      note: it.note,
      signed_off_by: it.signedOffBy,
    })),
  )
}

/** Writes a county's signatures under lines of a crosswalk. */
export const writeSignatures = (
  write: RowWrites,
  lineIds: readonly string[],
  signature: { adcode: string; name: string; at: Date },
): void =>
  write.insert(
    'catalogue.crosswalk_signatures',
    lineIds.map((id) => ({
      adcode: signature.adcode,
      line_id: id,
      signed_off_by: signature.name,
      signed_off_at: signature.at,
    })),
  )

/** Writes notices and their days; what they change about a known date goes over it. */
export function writeStateCouncil(
  write: RowWrites,
  notices: readonly StateCouncilNotice[],
  days: readonly StateCouncilDay[],
): void {
  if (notices.length)
    write.upsert(
      'catalogue.state_council_notices',
      ['notice'],
      notices.map(({ notice, year, url }) => ({ notice, year, url })),
    )
  if (days.length)
    write.upsert(
      'catalogue.state_council_days',
      ['date'],
      days.map((it) => ({
        date: it.date,
        kind: it.kind,
        name: it.name,
        name_en: it.name_en,
        notice: it.notice,
        withdrawn_at: null,
      })),
    )
}

/** Marks dates that amended notices no longer have. */
export const writeWithdrawnDays = (write: RowWrites, dates: readonly string[], at: Date): void =>
  write.updateMany(
    'catalogue.state_council_days',
    ['date'],
    dates.map((date) => ({ date, withdrawn_at: at })),
  )

/** A calendar as it is kept: the days of the notices are not in it. */
export type StoredCalendar = Omit<WorkingCalendar, 'id' | 'days' | 'publishedFrom' | 'publishedThrough'> & {
  readonly id: string
  readonly adcode: string | null
  readonly code: string
  readonly organisationId: string | null
  readonly isPreferred: boolean
  readonly followsStateCouncil: boolean
  readonly ownDays: WorkingCalendar['days']
  readonly version: number
}

/** Columns of a calendar under their names in `StoredCalendar`. */
export const calendarColumns = `k.id, k.adcode, k.code, k.organisation_id as "organisationId",
  k.is_preferred as "isPreferred", k.name, k.follows_state_council as "followsStateCouncil",
  k.utc_offset_minutes as "utcOffsetMinutes", k.work_weekdays as "workWeekdays", k.office_hours as "officeHours",
  k.variations, k.own_days as "ownDays", k.closures, k.version`

/** Writes a calendar of version 1 anew, a later one over the version before it, or not at all. */
export function writeCalendar(write: RowWrites, it: StoredCalendar, changedAt: Date): void {
  const row = {
    organisation_id: it.organisationId,
    is_preferred: it.isPreferred,
    name: it.name,
    follows_state_council: it.followsStateCouncil,
    utc_offset_minutes: it.utcOffsetMinutes,
    work_weekdays: it.workWeekdays,
    office_hours: it.officeHours,
    variations: it.variations,
    own_days: it.ownDays,
    closures: it.closures,
    changed_at: changedAt,
    version: it.version,
  }
  if (it.version === 1)
    write.insert('catalogue.calendars', { id: it.id, adcode: it.adcode, code: it.code, ...row })
  else write.update('catalogue.calendars', { id: it.id, version: it.version - 1 }, row)
}
