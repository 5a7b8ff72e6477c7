/** Notes and mentions over HTTP. */
import {
  listMentionableEndpoint,
  listMentionsEndpoint,
  listNotesEndpoint,
  readMentionsEndpoint,
  withdrawNoteEndpoint,
  writeNoteEndpoint,
} from '#domain/cases/note-contract.ts'
import { answer, type Route, serve } from '#platform/http/serve.ts'
import { listMentions } from './list-mentions.ts'
import { listMentionable, listNotes } from './list-notes.ts'
import { readMentions } from './read-mentions.ts'
import { withdrawNote } from './withdraw-note.ts'
import { writeNote } from './write-note.ts'

export const noteRoutes: readonly Route[] = [
  answer(listNotesEndpoint, listNotes),
  serve(writeNoteEndpoint, writeNote),
  serve(withdrawNoteEndpoint, withdrawNote),
  answer(listMentionableEndpoint, listMentionable),
  answer(listMentionsEndpoint, listMentions),
  serve(readMentionsEndpoint, readMentions),
]
