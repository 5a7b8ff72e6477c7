/** Documents beside photos: which kinds are taken, and what is told of one. */
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { defineProblem } from '../problem.ts'

const nothing = z.object({})

/** The kinds of documents that are kept, with their media types. */
export const documentTypes = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const
export type DocumentKind = keyof typeof documentTypes

export const DocumentView = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: z.enum(['pdf', 'docx', 'xlsx']),
  bytes: z.int(),
})
export type DocumentView = z.infer<typeof DocumentView>

export const uploadDocumentEndpoint = endpoint({
  method: 'POST',
  path: '/api/documents',
  takesFile: true,
  summary: 'Upload one document (multipart form, field "file"): PDF, Word or Excel, judged by its content',
  permission: 'evidence.document',
  scope: 'Anyone signed in who works on cases; never the public.',
  params: nothing,
  query: nothing,
  body: nothing,
  reply: DocumentView,
  problems: ['document.not-taken', 'document.missing', 'request.too-large'],
})

export const fetchDocumentEndpoint = endpoint({
  method: 'GET',
  path: '/api/documents/:id',
  summary: 'A document as a file',
  permission: 'evidence.document',
  scope: 'The own county; the id is not guessable and stands only in cases one may see.',
  params: z.object({ id: z.uuid() }),
  query: nothing,
  body: nothing,
  reply: z.unknown(),
  problems: ['document.unknown'],
})

export const DocumentProblem = {
  notTaken: defineProblem('document.not-taken', 'invalid', () => ({
    zh: '文件内容不是可以接收的文档（支持 PDF、Word docx、Excel xlsx；不接收带宏的文件）。',
    en: 'The content is no document that is taken (PDF, Word docx, Excel xlsx; none with macros).',
  })),
  missing: defineProblem('document.missing', 'invalid', () => ({
    zh: '没有收到文件（表单字段 file）。',
    en: 'No file was received (form field "file").',
  })),
  unknown: defineProblem<{ id: string }>('document.unknown', 'not-found', ({ id }) => ({
    zh: `没有这个文件：${id}`,
    en: `There is no such file: ${id}`,
  })),
}
