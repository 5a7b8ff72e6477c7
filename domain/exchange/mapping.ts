/**
 * A mapping says how a foreign table is read as nouns of ours: which column means what, which word means which value,
 * in which datum positions and in which zone times are written, and what is to happen where something is missing or
 * unknown. Nothing about a file is guessed: what the mapping does not say is refused with row and column.
 */
import { z } from 'zod'
import { Datum, findZoneOfEpsg } from '../geography/datum.ts'
import { SentenceText, TableFile } from '../table.ts'
import { findTimeExpression, isZone } from './local-time.ts'

/** What an import does on meeting something doubtful. */
export const Severity = z.enum(['allow', 'warn', 'refuse'])
export type Severity = z.infer<typeof Severity>

const TimeZone = z.string().refine(isZone, 'a zone such as Asia/Shanghai, or an offset such as +08:00')

const fieldRuleFields = {
  /** The foreign column. */
  column: z.string().min(1).optional(),
  /** Several foreign columns, those that are given put together. */
  join: z.array(z.string().min(1)).min(2).optional(),
  separator: z.string().default(' '),
  /** The cell lists several, with any of these between them; each is read by the rest of the rule. */
  between: z.array(z.string().min(1)).min(1).optional(),
  /** The same value for every row. */
  constant: z.union([z.string(), z.number(), z.boolean()]).optional(),
  /** Made from the row itself: its position as text, or the number of its row. */
  from: z.enum(['position', 'row']).optional(),
  /** Texts by which the file says that nothing is known. */
  empty: z.array(z.string()).default([]),
  /** Foreign word → our value. */
  values: z.record(z.string(), z.string()).optional(),
  /** A word that is not among `values`: refused, or warned of and taken as not given, or kept as it is. */
  unknown: z.enum(['refuse', 'warn', 'keep']).default('refuse'),
  /** The file may lack the column altogether; otherwise a file without it is refused, since its name may be misspelt. */
  optional: z.boolean().default(false),
  /** What happens when nothing is given. */
  missing: Severity.default('allow'),
  /** Stands in when nothing is given, or an unknown word was only warned of. */
  otherwise: z
    .union([z.string(), z.number(), z.boolean(), z.strictObject({ from: z.literal('position') })])
    .optional(),
  /**
   * As what the text is read: `whole` numbers may come as `6025.0`, a `flag` as true/false or what `values` make of
   * it, a `date` or `instant` by `time`.
   */
  read: z.enum(['text', 'whole', 'number', 'flag', 'date', 'instant']).default('text'),
  time: z
    .strictObject({
      pattern: z.string().refine((it) => findTimeExpression(it) !== undefined, 'a letter means nothing'),
      words: z.record(z.string(), z.enum(['AM', 'PM'])).optional(),
      /** Overrides the zone of the mapping. */
      zone: TimeZone.optional(),
    })
    .optional(),
  /** An ending that means nothing and is left off, such as the `.0` of a number that went through a spreadsheet. */
  drop: z.string().min(1).optional(),
  /** Only this part of the text, counted from 1: the class inside a component's code. */
  part: z.strictObject({ from: z.int().positive(), length: z.int().positive() }).optional(),
  /** Zeros are put before the text until it is this long. */
  padTo: z.int().positive().optional(),
  /** Put before the text; `{adcode}` becomes the county's code. */
  prefix: z.string().optional(),
  /** A longer text is cut with a warning, never silently. */
  atMost: z.int().positive().optional(),
} as const

/** How one field of ours is read from a row. */
export const FieldRule = z
  .strictObject(fieldRuleFields)
  .refine(
    (it) => [it.column, it.join, it.constant, it.from].filter((source) => source !== undefined).length === 1,
    'exactly one of column, join, constant and from',
  )
  .refine(
    (it) => (it.read === 'date' || it.read === 'instant') === (it.time !== undefined),
    'time goes with date and instant',
  )
export type FieldRule = z.infer<typeof FieldRule>

const PlaneCode = z
  .int()
  .refine((it) => findZoneOfEpsg(it) !== undefined, 'a CGCS2000 3° zone, EPSG 4513–4554')

/** Where the position or shape of a row stands, and in which datum. */
export const PositionRule = z
  .strictObject({
    /** The geometry of a GeoJSON feature. */
    geometry: z.literal(true).optional(),
    lng: z.string().optional(),
    lat: z.string().optional(),
    /** Degrees in this datum. */
    datum: Datum.optional(),
    easting: z.string().optional(),
    northing: z.string().optional(),
    /** Metres in this 3° zone. */
    epsg: PlaneCode.optional(),
    missing: Severity.default('refuse'),
  })
  .refine((it) => (it.datum === undefined) !== (it.epsg === undefined), 'exactly one of datum and epsg')
  .refine(
    (it) =>
      [it.geometry, it.lng && it.lat && it.datum, it.easting && it.northing && it.epsg].filter(Boolean)
        .length === 1,
    'geometry, or lng and lat with a datum, or easting and northing with an epsg',
  )
export type PositionRule = z.infer<typeof PositionRule>

const Derived = z.strictObject({
  /** The key: one key is one thing, however its name is written. */
  code: FieldRule,
  /** The first name met is the name, others become aliases. */
  name: FieldRule,
})

/** Classes of a foreign data set as a catalogue of its own. */
export const DerivedClasses = Derived.extend({
  kind: z.enum(['component', 'matter']),
  majorCode: FieldRule,
  majorName: FieldRule,
  catalogue: z.strictObject({
    series: z.string(),
    label: z.string(),
    ownerName: z.string(),
    codeScheme: z.enum(['2+3', '2+2', 'own']),
    note: z.string().default(''),
  }),
})
export type DerivedClasses = z.infer<typeof DerivedClasses>

/** Organisations named in the rows, under the field whose value they are. */
export const DerivedOrganisations = Derived.extend({ field: z.string(), kind: z.string() })
export type DerivedOrganisations = z.infer<typeof DerivedOrganisations>

/** Areas named in the rows; their code must be one of ours (9 or 12 digits). */
export const DerivedAreas = Derived.extend({ level: z.enum(['town', 'community']) })
export type DerivedAreas = z.infer<typeof DerivedAreas>

/** What only the open cases of an old system need said. */
export const OpenCasesRule = z.strictObject({
  /** Words of the state that are taken over a step before, each row with a warning. */
  stepsBack: z.array(z.string()).default([]),
  /** Words in the name of a photo's folder or file that tell what it shows. */
  photos: z
    .strictObject({
      before: z.array(z.string().min(1)).default([]),
      after: z.array(z.string().min(1)).default([]),
      check: z.array(z.string().min(1)).default([]),
    })
    .default({ before: [], after: [], check: [] }),
})
export type OpenCasesRule = z.infer<typeof OpenCasesRule>

/** What a table of ours is about. */
export const MappedNoun = z.enum(['components', 'organisations', 'areas', 'cases', 'open-cases'])
export type MappedNoun = z.infer<typeof MappedNoun>

/** A whole mapping, as its file in `standards/mappings/` has it. */
export const Mapping = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/),
  noun: MappedNoun,
  title: SentenceText,
  /** Where the data come from and under which licence. */
  source: z.string(),
  file: TableFile,
  position: PositionRule.optional(),
  time: z.strictObject({ zone: TimeZone }).optional(),
  /** Field of ours → how it is read. */
  fields: z.record(z.string(), FieldRule),
  /** Attributes of the class, kept as they are beside the standard's. */
  attributes: z.record(z.string(), FieldRule).default({}),
  /** A column that holds attributes as one JSON object, as exports of ours write them. */
  attributeObject: z.string().optional(),
  /** Rows that repeat a position or a key within the file. */
  repeated: z
    .strictObject({
      position: Severity.default('allow'),
      /** `number` keeps every row and numbers the later keys `#2`, `#3`, with a warning. */
      key: z.enum(['refuse', 'number']).default('refuse'),
    })
    .default({ position: 'allow', key: 'refuse' }),
  openCases: OpenCasesRule.optional(),
  derive: z
    .strictObject({
      classes: DerivedClasses.optional(),
      organisations: z.array(DerivedOrganisations).default([]),
      areas: DerivedAreas.optional(),
    })
    .default({ organisations: [] }),
})
export type Mapping = z.infer<typeof Mapping>

const columnsOfRule = (rule: FieldRule): string[] =>
  rule.optional ? [] : [...(rule.column ? [rule.column] : []), ...(rule.join ?? [])]

/** Every foreign column that a mapping must find; a file that lacks one is refused as a whole. */
export function columnsOf(mapping: Mapping): string[] {
  const { position, derive, attributeObject } = mapping
  const derived = [derive.classes, ...derive.organisations, derive.areas].flatMap((it) =>
    it ? [it.code, it.name, ...('majorCode' in it ? [it.majorCode, it.majorName] : [])] : [],
  )
  const rules = [...Object.values(mapping.fields), ...Object.values(mapping.attributes), ...derived]
  const places = [position?.lng, position?.lat, position?.easting, position?.northing, attributeObject]
  return [...new Set([...rules.flatMap(columnsOfRule), ...places.filter((it) => it !== undefined)])]
}
