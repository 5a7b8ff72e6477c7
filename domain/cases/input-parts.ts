/** What the inputs of several steps have in common, of a case and of its inner orders. */
import { z } from 'zod'

/** The `meta` from which a form is drawn: labels in both languages and the widget. */
export const meta = <W extends string>(zh: string, en: string, widget: W) => ({
  title: `${zh} ${en}`,
  zh,
  en,
  widget,
})

/** Ids are compared as text, and UUIDs may be written in capitals. */
export const uuid = () => z.uuid().toLowerCase()

export const reason = z
  .string()
  .trim()
  .min(2)
  .max(1000)
  .meta(meta('理由', 'reason', 'long-text'))
export const note = z
  .string()
  .trim()
  .max(1000)
  .default('')
  .meta(meta('说明', 'note', 'long-text'))
export const somePhotoIds = z
  .array(uuid())
  .min(1)
  .max(20)
  .meta(meta('照片', 'photos', 'photos'))
