/** Begins an import of places that goes on in the background; two at once would judge the same rows against each other. */
import { AddressProblem } from '#domain/geography/address-problems.ts'
import { silentMilliseconds } from '#domain/geography/place-import-contract.ts'
import type { Command } from '#platform/act.ts'
import { newId } from '#platform/ids.ts'

type BeginPlaceImport = {
  readonly fileName: string
  readonly digest: string
  readonly total: number
  readonly isDryRun: boolean
}

export const beginPlaceImport: Command<BeginPlaceImport, { id: string; total: number }> = {
  name: 'address-import.begin',
  permission: 'address.manage',
  async run({ db, adcode, actor, now, write, concerns }, { fileName, total, isDryRun }) {
    const [running] = await db.rows<{ by: string; fileName: string }>(
      `select started_by_name as by, file_name as "fileName" from geography.place_imports
       where adcode = $1 and state = 'running' and not is_dry_run and heard_at > $2`,
      [adcode, new Date(now.getTime() - silentMilliseconds)],
    )
    if (running && !isDryRun) throw AddressProblem.importRunning(running)
    const id = newId()
    concerns(id)
    write.insert('geography.place_imports', {
      adcode,
      id,
      file_name: fileName,
      is_dry_run: isDryRun,
      state: 'running',
      started_by_name: actor.name,
      started_at: now,
      heard_at: now,
      total,
      version: 1,
    })
    return { id, total }
  },
}
