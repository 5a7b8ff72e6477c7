/** Exports of a list of cases: made in the background, fetched when they are whole. */
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { defineProblem } from '../problem.ts'
import { CaseColumn } from './list-columns.ts'
import { SavedQuery } from './saved-filter.ts'

const nothing = z.object({})
const exportId = z.object({ id: z.uuid() })

export const exportStates = ['waiting', 'running', 'done', 'failed', 'gone'] as const
export const exportFormats = ['xlsx', 'csv'] as const

/** For how many days a file is kept. */
export const exportKeptDays = 7
/** How many files one person may have in the making. */
export const mostExportsAtOnce = 3

export const CaseExport = z.object({
  id: z.uuid(),
  state: z.enum(exportStates),
  format: z.enum(exportFormats),
  /** Rows the list held when the making began, and rows written so far. */
  total: z.int().nullable(),
  written: z.int(),
  requestedAt: z.string(),
  finishedAt: z.string().nullable(),
  problemCode: z.string().nullable(),
})
export type CaseExport = z.infer<typeof CaseExport>

export const requestExportEndpoint = endpoint({
  method: 'POST',
  path: '/api/case-exports',
  summary: 'Export a list of cases to Excel or CSV, in the background',
  permission: 'case.export',
  scope: 'What the list shows to oneself, as it is when the file is made.',
  params: nothing,
  query: nothing,
  body: z.object({
    format: z.enum(exportFormats),
    queue: z.enum(['mine', 'all']),
    query: SavedQuery,
    columns: z.array(CaseColumn).min(1).max(40),
    language: z.enum(['zh', 'en']).default('zh'),
  }),
  reply: z.object({ id: z.uuid() }),
  problems: ['case-export.too-many'],
})

export const listExportsEndpoint = endpoint({
  method: 'GET',
  path: '/api/case-exports',
  summary: 'One’s exports of the last days, with their progress',
  permission: 'case.export',
  scope: 'One’s own.',
  params: nothing,
  query: nothing,
  body: nothing,
  reply: z.object({ exports: z.array(CaseExport) }),
})

export const fetchExportEndpoint = endpoint({
  method: 'GET',
  path: '/api/case-exports/:id/file',
  logged: 'case.fetch-export',
  summary: 'The file of an export',
  permission: 'case.export',
  scope: 'One’s own.',
  params: exportId,
  query: nothing,
  body: nothing,
  reply: z.unknown(),
  problems: ['case-export.unknown', 'case-export.not-ready'],
})

export const ExportProblem = {
  tooMany: defineProblem<{ most: number }>('case-export.too-many', 'too-many', ({ most }) => ({
    zh: `您有 ${most} 个导出正在进行，请等其中一个完成。`,
    en: `You have ${most} exports in the making; wait until one is done.`,
  })),
  unknown: defineProblem('case-export.unknown', 'not-found', () => ({
    zh: '没有这个导出文件，或已过期清除。',
    en: 'There is no such export, or its file has expired.',
  })),
  notReady: defineProblem('case-export.not-ready', 'conflict', () => ({
    zh: '导出还在进行，请稍候。',
    en: 'The export is still in the making.',
  })),
  notAllowed: defineProblem('case-export.not-allowed', 'forbidden', () => ({
    zh: '导出人已停用或不再有导出权限。',
    en: 'Whoever asked for the export is disabled or may no longer export.',
  })),
}
