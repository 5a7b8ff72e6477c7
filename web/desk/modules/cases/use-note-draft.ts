/** The note somebody is writing on a case: kept until it was sent, with the name under which it was sent. */
import { computed, reactive, watch } from 'vue'
import { z } from 'zod'
import { DocumentView } from '#domain/evidence/document.ts'
import { Intent } from '#kit/call/use-endpoint.ts'
import { useDraft } from '#kit/draft/use-draft.ts'
import { draftPlace } from '../../session.ts'

const Pending = z.object({ text: z.string(), requestId: z.string() })
const Kept = z.object({
  text: z.string(),
  mentioned: z.array(z.object({ id: z.string(), name: z.string() })),
  photoIds: z.array(z.string()),
  documents: z.array(DocumentView),
  pending: Pending.optional(),
})
type Note = z.infer<typeof Kept>

const empty = (): Note => ({ text: '', mentioned: [], photoIds: [], documents: [], pending: undefined })

/** The note being written, its body for the server, and how to begin anew. */
export function useNoteDraft(caseId: string) {
  const { kept, restoredAt, keep, drop } = useDraft(
    draftPlace('note', caseId),
    (it) => Kept.safeParse(it).data,
  )
  const note = reactive<Note>(kept ? { ...empty(), ...kept } : empty())
  watch(
    note,
    () => keep(note.text.trim() || note.photoIds.length || note.documents.length ? { ...note } : undefined),
    { flush: 'sync' },
  )
  // Without an answer before a reload, the same note is sent again under the same name and is written once.
  const intent = new Intent(note.pending, (it) => {
    note.pending = it
  })
  const body = computed(() => ({
    text: note.text.trim(),
    // Whose name was deleted again is not mentioned.
    mentionedIds: [
      ...new Set(note.mentioned.filter((it) => note.text.includes(`@${it.name}`)).map((it) => it.id)),
    ],
    photoIds: note.photoIds,
    documentIds: note.documents.map((it) => it.id),
  }))
  const startOver = (): void => {
    Object.assign(note, empty())
    drop()
  }
  return { note, body, intent, restoredAt, startOver }
}
