/** Endpoints of imports of the address library: a table is taken in, and read and put in the background. */
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { Finding } from '../table.ts'

const nothing = z.object({})
const scope = 'The own county.'

/** `stopped`: the server was stopped or fell on the way; what was put stands, and the same file carries on. */
export const placeImportStates = ['running', 'done', 'failed', 'stopped'] as const

/** An import that has said nothing for so long has stopped. */
export const silentMilliseconds = 120_000

/** As many findings of each kind are kept; the counts are whole. */
export const mostKeptFindings = 1000

export const PlaceImportView = z.object({
  id: z.uuid(),
  fileName: z.string(),
  /** Whether it only checks. */
  isDryRun: z.boolean(),
  state: z.enum(placeImportStates),
  by: z.string(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  /** Rows of the file (0 while a large one is still being read), and rows that are done; whatever of these was good stands. */
  total: z.int(),
  read: z.int(),
  accepted: z.int(),
  refusedCount: z.int(),
  warnedCount: z.int(),
  /** Places that are new, changed, and as they were; known at the end. */
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  problemCode: z.string().nullable(),
})
export type PlaceImportView = z.infer<typeof PlaceImportView>

export const PlaceImportDetail = PlaceImportView.extend({
  warned: z.array(Finding),
  refused: z.array(Finding),
})
export type PlaceImportDetail = z.infer<typeof PlaceImportDetail>

export const importPlacesEndpoint = endpoint({
  method: 'POST',
  path: '/api/addresses/import',
  takesFile: true,
  summary:
    'Begin an import of places (multipart file: Excel, CSV, or a survey of points as GeoJSON or GeoPackage); it goes on in the background, refused rows are told, the others are taken',
  permission: 'address.manage',
  scope,
  params: nothing,
  query: z.object({
    dryRun: z
      .enum(['true', 'false'])
      .default('false')
      .meta({ description: '仅检查 check only, change nothing' }),
  }),
  body: nothing,
  reply: z.object({
    id: z.uuid(),
    total: z
      .int()
      .meta({ description: '行数，大文件读完前为 0 rows; 0 for a large file, which is read afterwards' }),
  }),
  problems: [
    'address.file-missing',
    'address.import-running',
    'table.unreadable',
    'table.column-missing',
    'geography.survey-unreadable',
  ],
})

export const listPlaceImportsEndpoint = endpoint({
  method: 'GET',
  path: '/api/addresses/imports',
  summary: 'The newest imports of the address library with their progress, checks left out',
  permission: 'address.manage',
  scope,
  params: nothing,
  query: nothing,
  body: nothing,
  reply: z.object({ imports: z.array(PlaceImportView) }),
})

export const showPlaceImportEndpoint = endpoint({
  method: 'GET',
  path: '/api/addresses/imports/:id',
  summary: 'An import or a check: its progress, and what became of its rows',
  permission: 'address.manage',
  scope,
  params: z.object({ id: z.uuid().toLowerCase() }),
  query: nothing,
  body: nothing,
  reply: PlaceImportDetail,
  problems: ['address.import-unknown'],
})
