/** Versions of catalogues: one, all that a county sees, and the one in force. */
import type { CatalogueVersion } from '#domain/catalogue/catalogue.ts'
import { CatalogueProblem } from '#domain/catalogue/problems.ts'
import { chinaDayOf } from '#domain/china-time.ts'
import type { Database } from '#platform/database/database.ts'
import { isId } from '#platform/ids.ts'
import { sees } from '../policy.ts'
import { remembered } from '../remembered.ts'
import { versionColumns } from '../store.ts'

/** A version by id; a text that is no id names none. */
export async function findVersion(db: Database, id: string): Promise<CatalogueVersion | undefined> {
  if (!isId(id)) return undefined
  const [version] = await db.rows<CatalogueVersion>(
    `select ${versionColumns} from catalogue.versions v where v.id = $1`,
    [id],
  )
  return version
}

/** The shared versions and the county's own: by series, newest edition first. */
export const findVersions = (db: Database, adcode: string): Promise<CatalogueVersion[]> =>
  db.rows<CatalogueVersion>(
    `select ${versionColumns} from catalogue.versions v where v.adcode is null or v.adcode = $1
     order by v.series, v.edition desc`,
    [adcode],
  )

/** The newest edition of a series in a scope (`adcode` null: shared), whatever its state. */
export async function findNewestEdition(
  db: Database,
  series: string,
  adcode: string | null,
): Promise<CatalogueVersion | undefined> {
  const [version] = await db.rows<CatalogueVersion>(
    `select ${versionColumns} from catalogue.versions v
     where v.series = $1 and v.adcode is not distinct from $2 order by v.edition desc limit 1`,
    [series, adcode],
  )
  return version
}

/** The published version of a series that goes on without an end. */
export async function findOpenEdition(
  db: Database,
  series: string,
  adcode: string | null,
): Promise<CatalogueVersion | undefined> {
  const [version] = await db.rows<CatalogueVersion>(
    `select ${versionColumns} from catalogue.versions v
     where v.series = $1 and v.adcode is not distinct from $2 and v.state = 'published' and v.valid_to is null
     order by v.edition desc limit 1`,
    [series, adcode],
  )
  return version
}

/**
 * The version a county classifies by on the day of `at`: its own before a shared one, the nearest owner (county,
 * city, province, nation) before the farther, and of equals the one that came into force last.
 */
export function findCatalogueInForce(
  db: Database,
  adcode: string,
  at: Date,
): Promise<CatalogueVersion | undefined> {
  const onDate = chinaDayOf(at)
  return remembered(db, `in-force ${adcode} ${onDate}`, async (house) => {
    const [version] = await house.rows<CatalogueVersion>(
      `select ${versionColumns} from catalogue.versions v
       where (v.adcode is null or v.adcode = $1) and v.state = 'published'
         and v.valid_from <= $2::date and (v.valid_to is null or $2::date < v.valid_to)
       order by v.adcode nulls last, array_position(array['county', 'city', 'province', 'national'], v.owner),
         v.valid_from desc, v.edition desc limit 1`,
      [adcode, onDate],
    )
    return version
  })
}

/** A version that the county sees, or a Problem. */
export async function getVersion(db: Database, adcode: string, id: string): Promise<CatalogueVersion> {
  const version = await findVersion(db, id)
  if (!version || !sees(adcode, version)) throw CatalogueProblem.notFound({ id })
  return version
}

/** The version in force, or a Problem. */
export async function getCatalogueInForce(db: Database, adcode: string, at: Date): Promise<CatalogueVersion> {
  const version = await findCatalogueInForce(db, adcode, at)
  if (!version) throw CatalogueProblem.noneInForce({ adcode, onDate: chinaDayOf(at) })
  return version
}
