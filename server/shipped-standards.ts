/**
 * Brings in what ships in `standards/` and is not there yet: catalogues, the State Council's days, the first working
 * calendars. A catalogue that is there is left as it is: a newer edition of it is a decision of the county's, which
 * data administrators take by importing and publishing it.
 */
import type { Sentence } from '#domain/problem.ts'
import {
  findVersions,
  listShippedCatalogues,
  readShippedCatalogue,
  seedCatalogue,
} from '#modules/catalogue/index.ts'
import { systemActor } from '#platform/actor.ts'
import type { House } from '#platform/house.ts'

/** From this day shipped catalogues are in force: earlier than any record of an installation. */
const publishFrom = '2015-01-01'

/** The one that is a published standard; the others are assembled, for the demonstration. */
const national = 'gbt47678.5-2026'

/** Brings in the shipped standards; an installation of real records gets nothing that is not an official text. */
export async function bringShippedStandards(
  house: House,
  { adcode, isDemonstration, say }: { adcode: string; isDemonstration: boolean; say: (it: Sentence) => void },
): Promise<void> {
  const known = new Set((await findVersions(house.database, adcode)).map((it) => it.series))
  const catalogues = listShippedCatalogues()
    .filter((name) => isDemonstration || name === national)
    .filter((name) => !known.has(readShippedCatalogue(name).head.series))
  const actor = systemActor(adcode, 'shipped standards')
  const brought = await house.act(actor, seedCatalogue, { catalogues, publishFrom })
  const classes = brought.catalogues.reduce((sum, it) => sum + it.classes, 0)
  const days = brought.calendarDays
  if (classes || days)
    say({
      zh: `标准：${brought.catalogues.length} 个目录共 ${classes} 个小类，${days} 个放假和调休日`,
      en: `standards: ${classes} classes in ${brought.catalogues.length} catalogues, ${days} days off and make-up days`,
    })
}
