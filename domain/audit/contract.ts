/** Endpoints of the audit: who reads it is written down in it. */
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { AuditDay, AuditFilter, auditCursor, linesPerPage } from './audit-filter.ts'
import { AuditFaultText, AuditRun, chainLights } from './audit-run.ts'

const nothing = z.object({})
const ownCounty = 'The own county.'

/** A line as a list shows it. */
export const AuditLine = z.object({
  seq: z.int(),
  at: z.string(),
  actorId: z.uuid(),
  actorName: z.string(),
  command: z.string(),
  subjectId: z.uuid().nullable(),
  /** What the subject is called: the number of a case, the name of a person; null where neither is known. */
  subject: z.string().nullable(),
  /** The code of the problem, where the act was refused. */
  problem: z.string().nullable(),
  address: z.string().nullable(),
})
export type AuditLine = z.infer<typeof AuditLine>

export const searchAuditEndpoint = endpoint({
  method: 'GET',
  path: '/api/audit/lines',
  logged: 'audit.search',
  summary: 'Lines of the audit, the newest first; who looks stands in it too',
  permission: 'audit.read',
  scope: ownCounty,
  params: nothing,
  query: AuditFilter.extend({
    after: z.string().regex(auditCursor).optional(),
    limit: z.coerce.number().int().min(1).max(500).default(linesPerPage),
  }),
  body: nothing,
  reply: z.object({ lines: z.array(AuditLine), next: z.string().nullable() }),
})

export const showAuditLineEndpoint = endpoint({
  method: 'GET',
  path: '/api/audit/lines/:seq',
  logged: 'audit.read-line',
  summary:
    'One line of the audit whole, and where it stands in the chain; what was masked or sealed stays so',
  permission: 'audit.read',
  scope: ownCounty,
  params: z.object({
    seq: z.coerce
      .number()
      .int()
      .min(1)
      .max(2 ** 53 - 1),
  }),
  query: nothing,
  body: nothing,
  reply: AuditLine.extend({
    requestId: z.string(),
    input: z.unknown(),
    output: z.unknown(),
    /** Null until it is linked, a moment after the act. */
    chain: z
      .object({
        block: z.int(),
        position: z.int(),
        algorithm: z.string(),
        link: z.string(),
        linkedAt: z.string(),
        /** Whether a head at or after it was sealed outside the database. */
        isSealed: z.boolean(),
      })
      .nullable(),
  }),
  problems: ['audit.unknown-line'],
})

export const countAuditEndpoint = endpoint({
  method: 'GET',
  path: '/api/audit/counts',
  summary:
    'How many lines a day and of which commands, in at most 366 days; the last thirty unless said otherwise',
  permission: 'audit.read',
  scope: 'Figures of the own county.',
  params: nothing,
  query: AuditFilter,
  body: nothing,
  reply: z.object({
    total: z.int(),
    /** Every day of the stretch, in order. */
    days: z.array(z.object({ onDate: z.string(), count: z.int(), refused: z.int() })),
    /** The most frequent first. */
    commands: z.array(z.object({ command: z.string(), count: z.int() })),
  }),
})

export const showChainEndpoint = endpoint({
  method: 'GET',
  path: '/api/audit/chain',
  summary: 'How the chain of the audit and its seals stand, and what the last proof found',
  permission: 'audit.read',
  scope: 'The one chain of the installation: counts and hashes, nothing of the lines.',
  params: nothing,
  query: nothing,
  body: nothing,
  reply: z.object({
    light: z.enum(chainLights),
    /** Lines linked so far. */
    linked: z.int(),
    waiting: z.int(),
    waitingSeconds: z.number(),
    head: z
      .object({ block: z.int(), algorithm: z.string(), link: z.string(), linkedAt: z.string() })
      .nullable(),
    seals: z.int(),
    lastSeal: z
      .object({ number: z.int(), at: z.string(), position: z.int(), keyId: z.string().nullable() })
      .nullable(),
    /** What proves the signatures; the auditor keeps the fingerprint elsewhere. */
    keys: z.array(z.object({ id: z.string(), profile: z.string(), fingerprint: z.string() })),
    hasSecondPlace: z.boolean(),
    check: AuditRun.nullable(),
    faults: z.array(AuditFaultText),
  }),
})

export const requestAuditCheckEndpoint = endpoint({
  method: 'POST',
  path: '/api/audit/checks',
  summary: 'Prove the chain from its first line to its last against its seals, in the background',
  permission: 'audit.read',
  scope: 'The one chain of the installation.',
  params: nothing,
  query: nothing,
  body: nothing,
  reply: z.object({ id: z.uuid() }),
  problems: ['audit-run.one-at-a-time'],
})

export const requestAuditExportEndpoint = endpoint({
  method: 'POST',
  path: '/api/audit/exports',
  summary: 'Make a file of the lines of some days with all that proves them, in the background',
  permission: 'audit.export',
  scope: ownCounty,
  params: nothing,
  query: nothing,
  body: z.object({
    from: AuditDay,
    to: AuditDay,
    language: z.enum(['zh', 'en']).default('zh'),
  }),
  reply: z.object({ id: z.uuid() }),
  problems: ['audit-run.one-at-a-time', 'audit-export.days'],
})

export const listAuditExportsEndpoint = endpoint({
  method: 'GET',
  path: '/api/audit/exports',
  summary: 'One’s exports of the audit of the last days, with their progress',
  permission: 'audit.export',
  scope: 'One’s own.',
  params: nothing,
  query: nothing,
  body: nothing,
  reply: z.object({ exports: z.array(AuditRun) }),
})

export const fetchAuditExportEndpoint = endpoint({
  method: 'GET',
  path: '/api/audit/exports/:id/file',
  logged: 'audit.fetch-export',
  summary: 'The file of an export of the audit',
  permission: 'audit.export',
  scope: 'One’s own.',
  params: z.object({ id: z.uuid() }),
  query: nothing,
  body: nothing,
  reply: z.unknown(),
  problems: ['audit-export.unknown', 'audit-export.not-ready'],
})
