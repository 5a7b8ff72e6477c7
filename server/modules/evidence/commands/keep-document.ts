/** Records a document whose file is already in the store. */
import type { DocumentKind, DocumentView } from '#domain/evidence/document.ts'
import type { Command } from '#platform/act.ts'
import { newId } from '#platform/ids.ts'

export type KeepDocument = {
  readonly name: string
  readonly kind: DocumentKind
  readonly bytes: number
  readonly file: string
}

export const keepDocument: Command<KeepDocument, DocumentView> = {
  name: 'document.keep',
  permission: 'evidence.document',
  async run({ actor, adcode, now, write, concerns }, { name, kind, bytes, file }) {
    const id = newId()
    write.insert('evidence.documents', {
      adcode,
      id,
      name,
      kind,
      bytes,
      file,
      uploaded_by: actor.id,
      uploaded_at: now,
    })
    concerns(id)
    return { id, name, kind, bytes }
  },
}
