/** The county's wordings of notices as a section of the configuration. */
import { z } from 'zod'
import { noticeAbouts, Wording } from '#domain/intake/notice-wording.ts'
import { section } from '#platform/configuration.ts'
import { changeWordings } from './commands/change-wordings.ts'
import { findWordings } from './wording-store.ts'

const Notices = z.partialRecord(z.enum(noticeAbouts), z.strictObject(Wording.shape))
type Notices = z.infer<typeof Notices>

export const noticeSection = section<Notices>({
  name: 'notices',
  title: { zh: '告知用语', en: 'notices to reporters' },
  permission: 'setting.manage',
  schema: Notices,
  entries: (notices) => new Map(Object.entries(notices)),
  missing: 'ended',
  async read({ db, adcode }) {
    const own = (await findWordings(db, adcode))?.wordings
    if (!own) return undefined
    return Object.fromEntries(noticeAbouts.flatMap((it) => (own[it] ? [[it, own[it]]] : []))) as Notices
  },
  async plan(context, _names, wordings) {
    const own = await findWordings(context.db, context.adcode)
    await changeWordings.run(context, { wordings, expectedVersion: own?.version ?? 0 })
  },
})
