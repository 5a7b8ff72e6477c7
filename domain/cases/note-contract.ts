/**
 * Notes on a case: what those who work on it tell each other beside its life cycle. They are only added; whoever
 * wrote one may withdraw it, and that stays visible. The public never sees them.
 */
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { DocumentView } from '../evidence/document.ts'
import { Post } from '../identity/post.ts'
import { defineProblem } from '../problem.ts'

const nothing = z.object({})
const caseId = z.object({ id: z.uuid() })
const ids = z.array(z.uuid().toLowerCase())

/** How long a note may be, in characters. */
export const longestNote = 2000

const NotePerson = z.object({ id: z.uuid(), name: z.string() })

export const CaseNote = z.object({
  id: z.uuid(),
  author: NotePerson,
  posts: z.array(Post),
  organisationName: z.string().nullable(),
  writtenAt: z.string(),
  withdrawnAt: z.string().nullable(),
  /** Empty once it was withdrawn. */
  text: z.string(),
  mentioned: z.array(NotePerson),
  photoIds: z.array(z.uuid()),
  documents: z.array(DocumentView),
})
export type CaseNote = z.infer<typeof CaseNote>

const scope = 'Cases one may see. Never the public.'

export const listNotesEndpoint = endpoint({
  method: 'GET',
  path: '/api/cases/:id/notes',
  summary: 'The notes on a case, oldest first, at most the newest 500',
  permission: 'case.note',
  scope,
  params: caseId,
  query: nothing,
  body: nothing,
  reply: z.object({ notes: z.array(CaseNote) }),
  problems: ['case.unknown'],
})

export const writeNoteEndpoint = endpoint({
  method: 'POST',
  path: '/api/cases/:id/notes',
  summary: 'Write a note on a case, mentioning colleagues and with photos and documents',
  permission: 'case.note',
  scope: `${scope} Only people who may see the case can be mentioned.`,
  params: caseId,
  query: nothing,
  body: z.object({
    text: z.string().trim().min(1).max(longestNote),
    mentionedIds: ids.max(20).default([]),
    photoIds: ids.max(9).default([]),
    documentIds: ids.max(5).default([]),
  }),
  reply: z.object({ id: z.uuid() }),
  problems: ['case.unknown', 'case-note.mention-wrong', 'case-note.attachment-wrong'],
})

export const withdrawNoteEndpoint = endpoint({
  method: 'POST',
  path: '/api/cases/:id/notes/:noteId/withdraw',
  summary: 'Withdraw a note of one’s own; that it was there stays visible',
  permission: 'case.note',
  scope: 'Notes of one’s own on cases one may see.',
  params: caseId.extend({ noteId: z.uuid() }),
  query: nothing,
  body: nothing,
  reply: z.object({ id: z.uuid() }),
  problems: ['case.unknown', 'case-note.not-yours', 'case-note.withdrawn'],
})

export const listMentionableEndpoint = endpoint({
  method: 'GET',
  path: '/api/cases/:id/mentionable',
  summary: 'Whom a note on the case can mention: colleagues who may see it, with how their names sound',
  permission: 'case.note',
  scope,
  params: caseId,
  query: nothing,
  body: nothing,
  reply: z.object({
    people: z.array(
      NotePerson.extend({
        posts: z.array(Post),
        organisationName: z.string().nullable(),
        pinyin: z.string(),
        initials: z.string(),
      }),
    ),
  }),
  problems: ['case.unknown'],
})

export const listMentionsEndpoint = endpoint({
  method: 'GET',
  path: '/api/case-mentions',
  summary: 'Where one was mentioned, newest first, and how many of them one has not read',
  permission: 'case.note',
  scope: 'Of oneself, on cases one may still see.',
  params: nothing,
  query: nothing,
  body: nothing,
  reply: z.object({
    unread: z.int(),
    mentions: z.array(
      z.object({
        noteId: z.uuid(),
        caseId: z.uuid(),
        caseNumber: z.string(),
        authorName: z.string(),
        text: z.string(),
        writtenAt: z.string(),
        isRead: z.boolean(),
      }),
    ),
  }),
})

export const readMentionsEndpoint = endpoint({
  method: 'POST',
  path: '/api/cases/:id/read-mentions',
  summary: 'Mark what mentions oneself on a case as read',
  permission: 'case.note',
  scope: 'Of oneself.',
  params: caseId,
  query: nothing,
  body: nothing,
  reply: z.object({ read: z.int() }),
})

export const NoteProblem = {
  mentionWrong: defineProblem('case-note.mention-wrong', 'invalid', () => ({
    zh: '只能提及能看到此案的在岗人员；名单可能刚有变化，请重新选择。',
    en: 'Only colleagues who may see the case can be mentioned; the list may just have changed, choose again.',
  })),
  attachmentWrong: defineProblem('case-note.attachment-wrong', 'invalid', () => ({
    zh: '附件不存在，请移除后重新添加。',
    en: 'There is no such attachment; remove it and add it again.',
  })),
  notYours: defineProblem('case-note.not-yours', 'forbidden', () => ({
    zh: '只能撤回自己写的备注。',
    en: 'Only a note of one’s own can be withdrawn.',
  })),
  withdrawn: defineProblem('case-note.withdrawn', 'conflict', () => ({
    zh: '这条备注已经撤回。',
    en: 'The note was withdrawn already.',
  })),
}
