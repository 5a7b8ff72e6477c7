/** Endpoints of catalogues, classes, crosswalks and working calendars. */
import { z } from 'zod'
import { endpoint, SeenVersion } from '../endpoint.ts'
import { OnDate } from '../instant.ts'
import { SentenceText } from '../table.ts'
import { CalendarInput } from './calendar-input.ts'
import { CatalogueClass, CatalogueVersion, Condition, Major } from './catalogue.ts'
import { ClassCode, ClassKind } from './class-code.ts'
import { CrosswalkLine } from './crosswalk.ts'

const nothing = z.object({})
const versionId = z.object({ id: z.uuid() })
const day = OnDate

/** A class in a list: with its major's name and how many conditions it has. */
export const ClassLine = CatalogueClass.extend({ majorName: z.string(), conditionCount: z.int() })
export type ClassLine = z.infer<typeof ClassLine>

/** Something told about one place of a workbook. */
export const WorkbookFindingView = z.object({
  sheet: z.string(),
  row: z.int(),
  column: z.string().nullable(),
  reason: SentenceText,
})

/** What importing a workbook would change. */
export const WorkbookPreview = z.object({
  read: z.int(),
  accepted: z.int(),
  warned: z.array(WorkbookFindingView),
  refused: z.array(WorkbookFindingView),
  majors: z.int(),
  components: z.int(),
  matters: z.int(),
  /** The edition before it; null for the first. */
  followsEdition: z.int().nullable(),
  isNew: z.boolean(),
  difference: z.object({
    classesAdded: z.array(z.string()),
    classesRemoved: z.array(z.string()),
    classesChanged: z.array(z.string()),
    conditionsAdded: z.int(),
    conditionsRemoved: z.int(),
  }),
})
export type WorkbookPreview = z.infer<typeof WorkbookPreview>

export const listCataloguesEndpoint = endpoint({
  method: 'GET',
  path: '/api/catalogues',
  summary: 'Versions of catalogues, and which of them is in force today',
  permission: 'catalogue.read',
  scope: 'Shared versions and those of the own county.',
  params: nothing,
  query: nothing,
  body: nothing,
  reply: z.object({ catalogues: z.array(CatalogueVersion), inForceId: z.uuid().nullable() }),
})

export const showCatalogueEndpoint = endpoint({
  method: 'GET',
  path: '/api/catalogues/:id',
  summary: 'One version with its majors',
  permission: 'catalogue.read',
  scope: 'Shared versions and those of the own county.',
  params: versionId,
  query: nothing,
  body: nothing,
  reply: z.object({
    catalogue: CatalogueVersion,
    majors: z.array(Major.extend({ classCount: z.int() })),
  }),
  problems: ['catalogue.not-found'],
})

export const listClassesEndpoint = endpoint({
  method: 'GET',
  path: '/api/catalogues/:id/classes',
  summary: 'Classes of a version, by kind, major or a word of their name, code or synonyms',
  permission: 'catalogue.read',
  scope: 'Shared versions and those of the own county.',
  params: versionId,
  query: z.object({
    kind: ClassKind.optional(),
    major: z.string().max(8).optional(),
    text: z.string().max(50).optional(),
  }),
  body: nothing,
  reply: z.object({ classes: z.array(ClassLine) }),
  problems: ['catalogue.not-found'],
})

export const showClassEndpoint = endpoint({
  method: 'GET',
  path: '/api/catalogues/:id/classes/:kind/:code',
  summary: 'One class with its filing and closing conditions and limits',
  permission: 'catalogue.read',
  scope: 'Shared versions and those of the own county.',
  params: z.object({ id: z.uuid(), kind: ClassKind, code: ClassCode }),
  query: nothing,
  body: nothing,
  reply: z.object({ class: CatalogueClass, majorName: z.string(), conditions: z.array(Condition) }),
  problems: ['catalogue.not-found', 'catalogue.class-not-found'],
})

export const suggestClassesEndpoint = endpoint({
  method: 'GET',
  path: '/api/classes/suggest',
  summary: 'Classes of the catalogue in force that a text may mean, each with the words that speak for it',
  permission: 'catalogue.read',
  scope: 'The catalogue in force in the own county.',
  params: nothing,
  query: z.object({
    text: z.string().min(1).max(2000).meta({ description: '描述 what was reported' }),
    limit: z.coerce.number().int().min(1).max(20).default(5),
  }),
  body: nothing,
  reply: z.object({
    catalogueId: z.uuid(),
    suggestions: z.array(
      z.object({
        kind: ClassKind,
        code: ClassCode,
        name: z.string(),
        score: z.number(),
        reasons: z.array(z.object({ word: z.string(), source: z.enum(['name', 'synonym', 'condition']) })),
      }),
    ),
  }),
  problems: ['catalogue.none-in-force'],
})

export const exportCatalogueEndpoint = endpoint({
  method: 'GET',
  path: '/api/catalogues/:id/workbook',
  summary: 'A version as an Excel workbook, in a form that can be imported again',
  permission: 'catalogue.read',
  scope: 'Shared versions and those of the own county.',
  params: versionId,
  query: nothing,
  body: nothing,
  reply: z.undefined(),
  problems: ['catalogue.not-found'],
})

const workbookQuery = z.object({
  mapping: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{0,60}$/)
    .default('jingwei-workbook')
    .meta({
      description: '对照 a mapping of standards/mappings that says what columns and words of time mean',
    }),
})
const workbookProblems = [
  'catalogue.workbook-missing',
  'catalogue.workbook-unreadable',
  'catalogue.mapping-unknown',
]

export const previewWorkbookEndpoint = endpoint({
  method: 'POST',
  path: '/api/catalogues/workbook/preview',
  takesFile: true,
  summary: 'Reads an uploaded handbook workbook (form field `file`) and tells what importing it would change',
  permission: 'catalogue.manage',
  scope: 'The own county.',
  params: nothing,
  query: workbookQuery,
  body: nothing,
  reply: WorkbookPreview,
  problems: workbookProblems,
})

/** The reply of an import. */
export const ImportReceiptView = z.object({
  versionId: z.uuid(),
  series: z.string(),
  edition: z.int(),
  isNew: z.boolean(),
  isPublished: z.boolean(),
  classes: z.int(),
  conditions: z.int(),
})

export const importWorkbookEndpoint = endpoint({
  method: 'POST',
  path: '/api/catalogues/workbook',
  takesFile: true,
  summary: 'Imports an uploaded handbook workbook (form field `file`) as a new edition, a draft',
  permission: 'catalogue.manage',
  scope: 'The own county.',
  params: nothing,
  query: workbookQuery.extend({
    skipRefused: z
      .stringbool()
      .default(false)
      .meta({ description: '跳过被拒绝的行 leave out refused rows instead of refusing the workbook' }),
  }),
  body: nothing,
  reply: ImportReceiptView,
  problems: [...workbookProblems, 'catalogue.workbook-refused', 'catalogue.faulty'],
})

export const publishCatalogueEndpoint = endpoint({
  method: 'POST',
  path: '/api/catalogues/:id/publish',
  summary: 'Publishes a draft from a day on; the edition before it ends there',
  permission: 'catalogue.manage',
  scope: 'Versions of the own county.',
  params: versionId,
  query: nothing,
  body: z.object({ validFrom: day.meta({ description: '生效日 first day in force' }) }),
  reply: z.object({ id: z.uuid(), state: z.literal('published'), validFrom: day }),
  problems: ['catalogue.not-found', 'catalogue.not-draft', 'catalogue.valid-from-too-early'],
})

export const listCrosswalkEndpoint = endpoint({
  method: 'GET',
  path: '/api/crosswalks',
  summary: 'How classes of one series correspond to those of another, line by line with who signed it',
  permission: 'catalogue.read',
  scope: 'Shared lines and those of the own county; signatures are the county’s own.',
  params: nothing,
  query: z.object({ from: z.string(), to: z.string() }),
  body: nothing,
  reply: z.object({
    lines: z.array(CrosswalkLine.safeExtend({ id: z.uuid(), signedOffAt: z.string().nullable() })),
  }),
})

export const proposeCrosswalkEndpoint = endpoint({
  method: 'POST',
  path: '/api/catalogues/:id/crosswalk',
  summary:
    'Proposes a crosswalk from a catalogue with 4-digit codes to the national one; every line awaits a signature',
  permission: 'catalogue.manage',
  scope: 'Shared versions and those of the own county.',
  params: versionId,
  query: nothing,
  body: nothing,
  reply: z.object({ fromSeries: z.string(), toSeries: z.string(), same: z.int(), dropped: z.int() }),
  problems: ['catalogue.not-found', 'catalogue.no-generation-rules', 'catalogue.crosswalk-exists'],
})

export const signCrosswalkEndpoint = endpoint({
  method: 'POST',
  path: '/api/crosswalks/sign',
  summary: 'Signs lines of a crosswalk in one’s own name',
  permission: 'catalogue.manage',
  scope: 'Shared lines and those of the own county; signatures are the county’s own.',
  params: nothing,
  query: nothing,
  body: z.object({ lineIds: z.array(z.uuid()).min(1).max(1000) }),
  reply: z.object({ signed: z.int(), signedOffBy: z.string() }),
  problems: ['catalogue.crosswalk-line-unknown'],
})

/** A calendar as the county sees it. */
export const CalendarView = CalendarInput.extend({
  id: z.uuid(),
  isShared: z.boolean(),
  publishedFrom: z.int().nullable(),
  /** Deadlines beyond this year are computed and marked so. */
  publishedThrough: z.int().nullable(),
  /** Of the county's own calendar; 0 for a shared one, which the county replaces by its first change. */
  version: z.int().min(0),
})
export type CalendarView = z.infer<typeof CalendarView>

export const listCalendarsEndpoint = endpoint({
  method: 'GET',
  path: '/api/calendars',
  summary: 'Working calendars: those of the county, and the shared ones it has not replaced',
  permission: 'catalogue.read',
  scope: 'The own county.',
  params: nothing,
  query: nothing,
  body: nothing,
  reply: z.object({ calendars: z.array(CalendarView) }),
  problems: ['calendar.none-for-county'],
})

const CalendarDay = z.object({ date: day, kind: z.enum(['off', 'make-up-workday']), name: SentenceText })

export const listCalendarDaysEndpoint = endpoint({
  method: 'GET',
  path: '/api/calendars/:code/days',
  summary: 'The days of a year that depart from the plain week',
  permission: 'catalogue.read',
  scope: 'The own county.',
  params: z.object({ code: z.string().max(60) }),
  query: z.object({ year: z.coerce.number().int().min(1900).max(2400) }),
  body: nothing,
  reply: z.object({
    isPublished: z.boolean(),
    days: z.array(CalendarDay),
    /** Those of them that the State Council's notices name, also where the county says otherwise. */
    councilDays: z.array(CalendarDay),
  }),
  problems: ['calendar.not-found'],
})

export const putCalendarEndpoint = endpoint({
  method: 'PUT',
  path: '/api/calendars',
  summary: 'Enters a working calendar of the county, or replaces the one of the same code',
  permission: 'calendar.manage',
  scope: 'The own county.',
  params: nothing,
  query: nothing,
  body: CalendarInput.extend({
    expectedVersion: SeenVersion,
  }),
  reply: z.object({ id: z.uuid(), code: z.string(), isNew: z.boolean(), version: z.int() }),
  problems: ['calendar.name-taken', 'calendar.preferred-taken', 'calendar.stale-version'],
})
