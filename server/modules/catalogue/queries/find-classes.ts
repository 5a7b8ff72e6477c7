/** Classes and conditions of a version. */
import type { CatalogueClass, CatalogueContent, Condition, Major } from '#domain/catalogue/catalogue.ts'
import type { ClassCode, ClassKind } from '#domain/catalogue/class-code.ts'
import { CatalogueProblem } from '#domain/catalogue/problems.ts'
import type { Database } from '#platform/database/database.ts'
import { isId } from '#platform/ids.ts'
import { remembered } from '../remembered.ts'
import { classColumns, conditionColumns } from '../store.ts'
import { findVersion } from './find-versions.ts'

/** The majors of a version in their order. */
export const findMajors = (db: Database, versionId: string): Promise<Major[]> =>
  db.rows<Major>(
    `select kind, code, name, name_en as "nameEn" from catalogue.majors where version_id = $1 order by ordinal`,
    [versionId],
  )

/** All classes of a version, by kind and code. */
export const findClasses = (db: Database, versionId: string): Promise<CatalogueClass[]> =>
  db.rows<CatalogueClass>(
    `select ${classColumns} from catalogue.classes c where c.version_id = $1 order by c.kind, c.code`,
    [versionId],
  )

/** One class of a version. */
export async function findClass(
  db: Database,
  versionId: string,
  kind: ClassKind,
  code: ClassCode,
): Promise<CatalogueClass | undefined> {
  const [found] = await db.rows<CatalogueClass>(
    `select ${classColumns} from catalogue.classes c where c.version_id = $1 and c.kind = $2 and c.code = $3`,
    [versionId, kind, code],
  )
  return found
}

/** One class of a version, or a Problem. */
export async function getClass(
  db: Database,
  versionId: string,
  kind: ClassKind,
  code: ClassCode,
): Promise<CatalogueClass> {
  const found = await findClass(db, versionId, kind, code)
  if (!found) throw CatalogueProblem.classNotFound({ kind, code })
  return found
}

/** Conditions never change once they are imported, so those that were found are kept. */
const known = new WeakMap<Database, Map<string, Condition>>()
const mostKnown = 5_000

/** A condition of any version by its id; a text that is no id names none. */
export async function findCondition({ house: db }: Database, id: string): Promise<Condition | undefined> {
  const kept = known.get(db) ?? new Map<string, Condition>()
  const found = kept.get(id)
  if (found || !isId(id)) return found
  const [read] = await db.rows<Condition>(
    `select ${conditionColumns} from catalogue.conditions n where n.id = $1`,
    [id],
  )
  if (!read) return undefined
  if (kept.size >= mostKnown) kept.clear()
  known.set(db, kept.set(id, read))
  return read
}

/** Names of all classes of some versions, by `version/kind/code`; remembered, as lists ask for them. */
export async function classNamesOf(
  db: Database,
  versionIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const namesOfVersion = (versionId: string) =>
    remembered(db, `class-names ${versionId}`, async (house) =>
      (await findClasses(house, versionId)).map(
        (it) => [`${versionId}/${it.kind}/${it.code}`, it.name] as const,
      ),
    )
  return new Map((await Promise.all(versionIds.filter(isId).map(namesOfVersion))).flat())
}

/** All conditions of a version, or those of one class, in their order. */
export const findConditions = (
  db: Database,
  versionId: string,
  of?: { kind: ClassKind; code: ClassCode },
): Promise<Condition[]> =>
  db.rows<Condition>(
    `select ${conditionColumns} from catalogue.conditions n
     where n.version_id = $1 and ($2::text is null or (n.kind = $2 and n.class_code = $3))
     order by n.kind, n.class_code, n.ordinal`,
    [versionId, of?.kind ?? null, of?.code ?? null],
  )

/** A whole version as it was imported, for comparison and export. */
export async function getContent(db: Database, versionId: string): Promise<CatalogueContent> {
  const [version, majors, classes, conditions] = await Promise.all([
    findVersion(db, versionId),
    findMajors(db, versionId),
    findClasses(db, versionId),
    findConditions(db, versionId),
  ])
  if (!version) throw CatalogueProblem.notFound({ id: versionId })
  return { head: version, majors, classes, conditions }
}
