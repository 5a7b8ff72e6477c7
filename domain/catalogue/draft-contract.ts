/** Endpoints of the county's draft of its catalogue, and of the difference between two editions. */
import { z } from 'zod'
import { endpoint, SeenVersion } from '../endpoint.ts'
import { OnDate } from '../instant.ts'
import { CatalogueVersion } from './catalogue.ts'
import { ClassCode, ClassKind, MajorCode } from './class-code.ts'
import { CatalogueChange, DifferenceCounts } from './difference.ts'
import { DraftClass, DraftHead, DraftRow } from './draft.ts'
import { DraftFinding } from './draft-rules.ts'

const nothing = z.object({})
const draftId = z.object({ id: z.uuid() })
const ownCounty = 'The own county.'

/** Who changed something last. */
const Touched = { changedByName: z.string().nullable(), changedAt: z.string().nullable() }

/** The draft that a county has open, or had. */
export const DraftView = z.object({
  id: z.uuid(),
  state: z.enum(['open', 'published', 'discarded']),
  baseId: z.uuid(),
  startedAt: z.string(),
  startedByName: z.string(),
  changes: DifferenceCounts,
  /** False when another edition was published since the draft began. */
  isBaseCurrent: z.boolean(),
})
export type DraftView = z.infer<typeof DraftView>

export const showDraftEndpoint = endpoint({
  method: 'GET',
  path: '/api/catalogue-drafts',
  summary:
    'The open draft of the county’s catalogue, the edition it would follow, and workbooks read as drafts',
  permission: 'catalogue.manage',
  scope: ownCounty,
  params: nothing,
  query: nothing,
  body: nothing,
  reply: z.object({
    draft: DraftView.nullable(),
    /** The edition that goes on now; null when there is no catalogue to begin from. */
    current: CatalogueVersion.nullable(),
    /** Editions that were imported and not published; a draft may begin with what they say. */
    imported: z.array(CatalogueVersion),
  }),
})

export const beginDraftEndpoint = endpoint({
  method: 'POST',
  path: '/api/catalogue-drafts',
  summary: 'Begins a draft from the edition that goes on, or with what an imported workbook says',
  permission: 'catalogue.manage',
  scope: ownCounty,
  params: nothing,
  query: nothing,
  body: z.object({ importedId: z.uuid().optional() }),
  reply: z.object({ id: z.uuid(), baseId: z.uuid(), rows: z.int() }),
  problems: [
    'catalogue-draft.open-already',
    'catalogue.none-in-force',
    'catalogue.not-found',
    'catalogue.not-draft',
  ],
})

/** What has become of a class or major in the draft: `available` is in the national list and not in use. */
export const draftStates = ['same', 'added', 'changed', 'off', 'available'] as const
const DraftState = z.enum(draftStates)

/** A class in the tree of the editor. */
export const DraftClassLine = z.object({
  kind: ClassKind,
  code: ClassCode,
  majorCode: MajorCode,
  name: z.string(),
  state: DraftState,
  isNational: z.boolean(),
  conditions: z.int(),
  faults: z.int(),
  /** Words by which it is found besides name and code. */
  synonyms: z.array(z.string()),
})
export type DraftClassLine = z.infer<typeof DraftClassLine>

export const showDraftTreeEndpoint = endpoint({
  method: 'GET',
  path: '/api/catalogue-drafts/:id/tree',
  summary: 'Majors and classes of a draft, each with what became of it',
  permission: 'catalogue.manage',
  scope: ownCounty,
  params: draftId,
  query: nothing,
  body: nothing,
  reply: z.object({
    head: z.object({
      before: DraftHead,
      after: DraftHead,
      codeScheme: z.string(),
      rowVersion: z.int(),
      ...Touched,
    }),
    majors: z.array(
      z.object({
        kind: ClassKind,
        code: MajorCode,
        name: z.string(),
        nameEn: z.string(),
        state: DraftState,
        isNational: z.boolean(),
        rowVersion: z.int(),
        /** The next free number for a class of the county’s own. */
        nextCode: z.string().nullable(),
      }),
    ),
    classes: z.array(DraftClassLine),
  }),
  problems: ['catalogue-draft.not-found'],
})

export const showDraftClassEndpoint = endpoint({
  method: 'GET',
  path: '/api/catalogue-drafts/:id/classes/:kind/:code',
  summary: 'One class of a draft: what the edition before says, what the draft says, and what is against it',
  permission: 'catalogue.manage',
  scope: ownCounty,
  params: z.object({ id: z.uuid(), kind: ClassKind, code: ClassCode }),
  query: nothing,
  body: nothing,
  reply: z.object({
    before: DraftClass.nullable(),
    after: DraftClass.nullable(),
    /** What the national list says of it; its name and major are then not the county’s to change. */
    national: z.object({ name: z.string(), nameEn: z.string(), majorCode: MajorCode }).nullable(),
    rowVersion: z.int(),
    isChanged: z.boolean(),
    ...Touched,
    findings: z.array(DraftFinding),
  }),
  problems: ['catalogue-draft.not-found'],
})

const RowReceipt = z.object({ key: z.string(), rowVersion: z.int() })
const rowVersion = SeenVersion
const writeProblems = ['catalogue-draft.not-found', 'catalogue-draft.not-open', 'catalogue-draft.stale-row']

export const saveDraftRowEndpoint = endpoint({
  method: 'PUT',
  path: '/api/catalogue-drafts/:id/rows',
  summary: 'Says what the head, a major or a class is in the next edition; no content switches it off',
  permission: 'catalogue.manage',
  scope: ownCounty,
  params: draftId,
  query: nothing,
  body: z.object({ row: DraftRow, expectedVersion: rowVersion }),
  reply: RowReceipt,
  problems: [...writeProblems, 'catalogue-draft.ruled'],
})

export const undoDraftRowEndpoint = endpoint({
  method: 'POST',
  path: '/api/catalogue-drafts/:id/rows/undo',
  summary: 'Takes back what the draft changed about one thing',
  permission: 'catalogue.manage',
  scope: ownCounty,
  params: draftId,
  query: nothing,
  body: z.object({
    key: z.string().regex(/^(head|(major|class) (component|matter) [0-9A-Za-z]{1,12})$/),
    expectedVersion: rowVersion,
  }),
  reply: RowReceipt,
  problems: writeProblems,
})

export const discardDraftEndpoint = endpoint({
  method: 'POST',
  path: '/api/catalogue-drafts/:id/discard',
  summary: 'Discards a draft; what it said is kept and no longer shown',
  permission: 'catalogue.manage',
  scope: ownCounty,
  params: draftId,
  query: nothing,
  body: nothing,
  reply: z.object({ id: z.uuid(), state: z.literal('discarded') }),
  problems: ['catalogue-draft.not-found', 'catalogue-draft.not-open'],
})

export const moveDraftEndpoint = endpoint({
  method: 'POST',
  path: '/api/catalogue-drafts/:id/move',
  summary: 'Lays the changes of a draft over the edition that goes on now',
  permission: 'catalogue.manage',
  scope: ownCounty,
  params: draftId,
  query: nothing,
  body: nothing,
  reply: z.object({ id: z.uuid(), baseId: z.uuid() }),
  problems: ['catalogue-draft.not-found', 'catalogue-draft.not-open'],
})

/** A line of a crosswalk that speaks of a class which the next edition no longer has. */
export const LooseCrosswalkLine = z.object({
  fromSeries: z.string(),
  toSeries: z.string(),
  kind: ClassKind,
  code: ClassCode,
  relation: z.string(),
})

export const checkDraftEndpoint = endpoint({
  method: 'GET',
  path: '/api/catalogue-drafts/:id/check',
  summary: 'Everything to be said about a draft before it is published',
  permission: 'catalogue.manage',
  scope: ownCounty,
  params: draftId,
  query: nothing,
  body: nothing,
  reply: z.object({
    findings: z.array(DraftFinding),
    changes: DifferenceCounts,
    crosswalk: z.array(LooseCrosswalkLine),
    /** The first day from which it may be in force. */
    earliest: OnDate,
    /** False when there is no national list to hold it against. */
    hasNationalList: z.boolean(),
  }),
  problems: ['catalogue-draft.not-found'],
})

export const publishDraftEndpoint = endpoint({
  method: 'POST',
  path: '/api/catalogue-drafts/:id/publish',
  summary: 'Publishes a draft without faults as the next edition, in force from a day on',
  permission: 'catalogue.manage',
  scope: ownCounty,
  params: draftId,
  query: nothing,
  body: z.object({
    validFrom: OnDate.meta({ description: '生效日 first day in force, today or later' }),
    note: z
      .string()
      .trim()
      .max(500)
      .meta({ description: '发布说明，所有人可见 what everybody is told about it' }),
  }),
  reply: z.object({ id: z.uuid(), versionId: z.uuid(), edition: z.int(), validFrom: OnDate }),
  problems: [
    'catalogue-draft.not-found',
    'catalogue-draft.not-open',
    'catalogue-draft.outdated',
    'catalogue-draft.unchanged',
    'catalogue-draft.faulty',
    'catalogue-draft.too-early',
    'catalogue.valid-from-too-early',
  ],
})

const differenceQuery = z.object({
  from: z.uuid().meta({ description: '版本 the version before' }),
  to: z.uuid().meta({ description: '版本或草稿 the version after, or a draft' }),
})

export const showDifferenceEndpoint = endpoint({
  method: 'GET',
  path: '/api/catalogue-differences',
  summary: 'What differs between two versions of the catalogue, field by field',
  permission: 'catalogue.read',
  scope: 'Shared versions and those of the own county; a draft only for who may manage catalogues.',
  params: nothing,
  query: differenceQuery,
  body: nothing,
  reply: z.object({
    from: z.string(),
    to: z.string(),
    counts: DifferenceCounts,
    changes: z.array(CatalogueChange),
  }),
  problems: ['catalogue.not-found'],
})

export const exportDifferenceEndpoint = endpoint({
  method: 'GET',
  path: '/api/catalogue-differences/workbook',
  summary: 'The same difference as an Excel workbook, a row for each field',
  permission: 'catalogue.read',
  scope: 'Shared versions and those of the own county; a draft only for who may manage catalogues.',
  params: nothing,
  query: differenceQuery,
  body: nothing,
  reply: z.undefined(),
  problems: ['catalogue.not-found'],
})

/** A new edition that somebody has not read about. */
export const CatalogueNews = z.object({
  versionId: z.uuid(),
  followedId: z.uuid(),
  label: z.string(),
  edition: z.int(),
  validFrom: OnDate,
  note: z.string(),
  publishedByName: z.string(),
})

export const showCatalogueNewsEndpoint = endpoint({
  method: 'GET',
  path: '/api/catalogue-news',
  summary:
    'The newest edition that was published in the editor within thirty days and that one has not read about',
  permission: 'catalogue.read',
  scope: 'The own county; read marks are one’s own.',
  params: nothing,
  query: nothing,
  body: nothing,
  reply: z.object({ news: CatalogueNews.nullable() }),
})

export const readCatalogueNewsEndpoint = endpoint({
  method: 'POST',
  path: '/api/catalogue-news/read',
  summary: 'One has read about an edition',
  permission: 'catalogue.read',
  scope: 'Oneself.',
  params: nothing,
  query: nothing,
  body: z.object({ versionId: z.uuid() }),
  reply: z.object({ versionId: z.uuid() }),
  problems: ['catalogue.not-found'],
})
