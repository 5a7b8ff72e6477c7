/**
 * Lets the photos of ended cases go when their time has come: those handed in with it, by its inner orders and in notes
 * on it. A photo that a case which stays, or a component, still uses is kept. The case keeps who handed in what and when.
 */
import { planErasePhotos } from '#modules/evidence/index.ts'
import type { Command } from '#platform/act.ts'
import type { Database } from '#platform/database/database.ts'
import { countDue, type DueCases, valuesOfDue } from './due-cases.ts'

/** How many photos an act erases. */
const photosPerAct = 1000

/** The photos that the cases of `where` use, each with its case. */
const photosOf = (where: string): string => `
  select c.id as case_id, (p ->> 'id')::uuid as photo_id
    from cases.cases c, jsonb_array_elements(c.details -> 'photos') p where c.adcode = $1 and ${where}
  union select c.id, (p ->> 'id')::uuid
    from cases.cases c join cases.inner_orders o on o.adcode = c.adcode and o.case_id = c.id, jsonb_array_elements(o.photos) p
    where c.adcode = $1 and ${where}
  union select c.id, p::uuid
    from cases.cases c join cases.notes n on n.adcode = c.adcode and n.case_id = c.id, jsonb_array_elements_text(n.photo_ids) p
    where c.adcode = $1 and ${where}`

const isDue = 'c.ended_at < $2 and c.id <> all($3::uuid[])'
const stays = '(c.ended_at is null or c.ended_at >= $2 or c.id = any($3::uuid[]))'

const due = `from (select distinct photo_id from (${photosOf(isDue)}) used) d
  join evidence.photo_facts f on f.adcode = $1 and f.id = d.photo_id and f.erased_at is null
  where not exists (select from (${photosOf(stays)}) kept where kept.photo_id = d.photo_id)
    and not exists (select from components.component_photo_facts k where k.adcode = $1 and k.photo_id = d.photo_id)`

/** How many photos wait to be erased. */
export const countPhotosToErase = (db: Database, adcode: string, cases: DueCases): Promise<number> =>
  countDue(db, adcode, due, cases)

export const erasePhotos: Command<DueCases, { photos: number }> = {
  name: 'case.erase-photos',
  permission: 'retention.apply',
  auditInput: ({ endedBefore, heldCaseIds }) => ({ endedBefore, held: heldCaseIds.length }),
  async run(context, cases) {
    const { db, adcode } = context
    const rows = await db.rows<{ id: string }>(
      `select d.photo_id as id ${due} limit ${photosPerAct}`,
      valuesOfDue(adcode, cases),
    )
    planErasePhotos(
      context,
      rows.map((it) => it.id),
    )
    return { photos: rows.length }
  },
}
