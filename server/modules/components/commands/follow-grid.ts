/**
 * Puts components whose unit grid has ended into the one that lies at their place now. Run twice it finds nothing more to do. At
 * most 1,000 an act; each keeps in its history where it was.
 */
import { chinaDayOf } from '#domain/china-time.ts'
import type { ComponentChanged } from '#domain/components/events.ts'
import type { Position } from '#domain/geography/geometry.ts'
import { findCells } from '#modules/geography/index.ts'
import type { Act, Command } from '#platform/act.ts'
import { systemActor } from '#platform/actor.ts'
import type { Database } from '#platform/database/database.ts'
import { placeComponents } from '../place-components.ts'
import { writeChanges } from '../store.ts'

type Stray = { id: string; version: number; cellCode: string; position: Position }

const mostOfAct = 1000

/** Components in cells that do not hold on a day; none in a county without cells, which believes what was delivered. */
async function findStrays(db: Database, adcode: string, onDate: string): Promise<Stray[]> {
  const holding = (await findCells(db, adcode, adcode, onDate)).map((it) => it.code)
  if (holding.length === 0) return []
  return db.rows<Stray>(
    `select c.id, c.version, c.cell_code as "cellCode", jsonb_build_array(c.position[0], c.position[1]) as position
     from components.components c
     where c.adcode = $1 and c.cell_code is not null and c.cell_code <> all($2::text[])
     order by c.id limit $3`,
    [adcode, holding, mostOfAct],
  )
}

export const followGrid: Command<object, { moved: number }> = {
  name: 'component.follow-grid',
  permission: 'component.manage',
  async run({ db, adcode, now, actor, write, announce }) {
    const strays = await findStrays(db, adcode, chinaDayOf(now))
    if (strays.length === 0) return { moved: 0 }
    const placed = await placeComponents(
      db,
      adcode,
      strays.map((it) => ({ position: it.position, cellCode: null })),
      now,
    )
    const moved = strays.map((it, index) => ({ ...it, place: placed[index]?.place }))
    write.updateMany(
      'components.components',
      ['adcode', 'id'],
      moved.map(({ id, version, place }) => ({
        adcode,
        id,
        version: version + 1,
        cell_code: place?.cellCode ?? null,
        community_code: place?.communityCode ?? null,
        town_code: place?.townCode ?? null,
        changed_at: now,
      })),
    )
    writeChanges(
      write,
      { adcode, actor, at: now },
      moved.map(({ id, version, cellCode, place }) => ({
        componentId: id,
        version: version + 1,
        action: 'changed' as const,
        changes: { cellCode: { from: cellCode, to: place?.cellCode ?? null } },
        note: null,
      })),
    )
    const data: ComponentChanged = { action: 'changed', code: null, count: moved.length }
    announce({ name: 'component.changed', subjectId: null, data })
    return { moved: moved.length }
  },
}

/** Brings every component of a county into a cell that holds today; how many there were. */
export async function followGridOf(act: Act, adcode: string): Promise<number> {
  let moved = 0
  for (;;) {
    const done = await act(systemActor(adcode, 'grid'), followGrid, {}, { adcode })
    moved += done.moved
    if (done.moved < mostOfAct) return moved
  }
}
