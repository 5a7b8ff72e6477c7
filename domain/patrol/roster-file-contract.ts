/** Endpoints of rosters as files: people in rows, days in columns. */
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { OnDate } from '../instant.ts'
import { Finding } from '../table.ts'

const nothing = z.object({})

/** What a roster file came to. `refused` names every wrong cell; one of them is enough to write nothing. */
export const RosterReport = z.object({
  read: z.int(),
  people: z.int(),
  days: z.int(),
  added: z.int(),
  removed: z.int(),
  refused: z.array(Finding),
  /** Names the rosters that the file was judged against. */
  stamp: z.int(),
})
export type RosterReport = z.infer<typeof RosterReport>

export const checkRosterEndpoint = endpoint({
  method: 'POST',
  path: '/api/rosters/check-import',
  takesFile: true,
  summary: 'Judge a roster (Excel or CSV, as a form with `file`) and write nothing',
  permission: 'roster.manage',
  scope: 'The own organisation and those below it.',
  params: nothing,
  query: z.object({ organisationId: z.uuid() }),
  body: nothing,
  reply: RosterReport,
  problems: [
    'roster.file-missing',
    'roster.not-your-organisation',
    'table.unreadable',
    'table.column-missing',
  ],
})

export const importRosterEndpoint = endpoint({
  method: 'POST',
  path: '/api/rosters/import',
  takesFile: true,
  summary: 'Set what a roster file says of its people and days, or nothing; other people and days stay',
  permission: 'roster.manage',
  scope: 'The own organisation and those below it.',
  params: nothing,
  query: z.object({
    organisationId: z.uuid(),
    stamp: z.coerce.number().int().meta({ description: 'the stamp of the check that was seen' }),
  }),
  body: nothing,
  reply: z.object({ added: z.int(), removed: z.int() }),
  problems: ['roster.file-missing', 'roster.file-faulty', 'roster.changed', 'roster.not-your-organisation'],
})

export const exportRosterEndpoint = endpoint({
  method: 'GET',
  path: '/api/rosters/export',
  logged: 'roster.export',
  summary: 'The roster of a week as an Excel file, in the columns that an import reads',
  permission: 'roster.read',
  scope: 'The own organisation and those below it; the posts of the centre every one of the county.',
  params: nothing,
  query: z.object({ organisationId: z.uuid(), onDate: OnDate }),
  body: nothing,
  reply: z.unknown(),
})
