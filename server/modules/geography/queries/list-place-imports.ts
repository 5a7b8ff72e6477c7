/** Imports of the address library: the newest, and one with what became of its rows. One long silent has stopped. */
import { AddressProblem } from '#domain/geography/address-problems.ts'
import {
  type PlaceImportDetail,
  type PlaceImportView,
  silentMilliseconds,
} from '#domain/geography/place-import-contract.ts'
import type { Finding } from '#domain/table.ts'
import type { Query } from '#platform/query.ts'

type Row = Omit<PlaceImportView, 'startedAt' | 'finishedAt'> & {
  readonly startedAt: Date
  readonly finishedAt: Date | null
  readonly heardAt: Date
}

const columns = `id, file_name as "fileName", is_dry_run as "isDryRun", state, started_by_name as by,
  started_at as "startedAt", finished_at as "finishedAt", heard_at as "heardAt", total, read, accepted,
  refused_count as "refusedCount", warned_count as "warnedCount", added, changed, unchanged,
  problem_code as "problemCode"`

function toView<Given extends Row>({ heardAt, startedAt, finishedAt, state, ...it }: Given, now: Date) {
  const isSilent = state === 'running' && now.getTime() - heardAt.getTime() > silentMilliseconds
  return {
    ...it,
    state: isSilent ? ('stopped' as const) : state,
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
  }
}

export const listPlaceImports: Query<object, { imports: PlaceImportView[] }> = {
  name: 'address-import.list',
  async run({ db, actor, now }) {
    const rows = await db.rows<Row>(
      `select ${columns} from geography.place_imports where adcode = $1 and not is_dry_run
       order by started_at desc limit 10`,
      [actor.adcode],
    )
    return { imports: rows.map((it) => toView(it, now)) }
  },
}

export const showPlaceImport: Query<{ id: string }, PlaceImportDetail> = {
  name: 'address-import.show',
  async run({ db, actor, now }, { id }) {
    const [row] = await db.rows<Row & { warned: Finding[]; refused: Finding[] }>(
      `select ${columns}, warned, refused from geography.place_imports where adcode = $1 and id = $2`,
      [actor.adcode, id],
    )
    if (!row) throw AddressProblem.importUnknown({})
    return toView(row, now)
  },
}
