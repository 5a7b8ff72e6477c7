/** What the screens ask of catalogues: versions, majors, classes, one class, suggestions, crosswalks. */
import type { z } from 'zod'
import type {
  ClassLine,
  listCataloguesEndpoint,
  listClassesEndpoint,
  listCrosswalkEndpoint,
  showCatalogueEndpoint,
  showClassEndpoint,
  suggestClassesEndpoint,
} from '#domain/catalogue/contract.ts'
import type { Query } from '#platform/query.ts'
import { classColumns } from '../store.ts'
import { findConditions, findMajors, getClass } from './find-classes.ts'
import { findCatalogueInForce, findVersions, getVersion } from './find-versions.ts'
import { suggestClasses as suggest } from './suggest-classes.ts'

type Reply<E extends { reply: z.ZodType }> = z.input<E['reply']>
type Input<E extends { params: z.ZodType; query: z.ZodType }> = z.output<E['params']> & z.output<E['query']>

/** The versions a county sees. */
export const listCatalogues: Query<object, Reply<typeof listCataloguesEndpoint>> = {
  name: 'catalogue.list',
  run: async ({ db, actor, now }) => {
    const [catalogues, inForce] = await Promise.all([
      findVersions(db, actor.adcode),
      findCatalogueInForce(db, actor.adcode, now),
    ])
    return { catalogues, inForceId: inForce?.id ?? null }
  },
}

/** A version with its majors. */
export const getCatalogue: Query<{ id: string }, Reply<typeof showCatalogueEndpoint>> = {
  name: 'catalogue.get',
  run: async ({ db, actor }, { id }) => {
    const catalogue = await getVersion(db, actor.adcode, id)
    const [majors, counts] = await Promise.all([
      findMajors(db, id),
      db.rows<{ kind: string; code: string; count: number }>(
        `select kind, major_code as code, count(*) as count from catalogue.classes
         where version_id = $1 group by kind, major_code`,
        [id],
      ),
    ])
    const countOf = (kind: string, code: string) =>
      counts.find((it) => it.kind === kind && it.code === code)?.count ?? 0
    return { catalogue, majors: majors.map((it) => ({ ...it, classCount: countOf(it.kind, it.code) })) }
  },
}

/** Classes of a version; `text` is looked for in names, codes and synonyms. */
export const listClasses: Query<Input<typeof listClassesEndpoint>, { classes: ClassLine[] }> = {
  name: 'catalogue.list-classes',
  run: async ({ db, actor }, { id, kind, major, text }) => {
    await getVersion(db, actor.adcode, id)
    const classes = await db.rows<ClassLine>(
      `select ${classColumns}, m.name as "majorName",
         (select count(*) from catalogue.conditions n
          where n.version_id = c.version_id and n.kind = c.kind and n.class_code = c.code) as "conditionCount"
       from catalogue.classes c
       join catalogue.majors m on m.version_id = c.version_id and m.kind = c.kind and m.code = c.major_code
       where c.version_id = $1 and ($2::text is null or c.kind = $2) and ($3::text is null or c.major_code = $3)
         and ($4::text is null or strpos(c.name, $4) > 0 or strpos(lower(c.name_en), lower($4)) > 0
           or c.code like $4 || '%' or strpos(c.synonyms::text, $4) > 0)
       order by c.kind, c.code`,
      [id, kind ?? null, major ?? null, text?.trim() || null],
    )
    return { classes }
  },
}

/** One class with its conditions. */
export const getClassDetail: Query<Input<typeof showClassEndpoint>, Reply<typeof showClassEndpoint>> = {
  name: 'catalogue.get-class',
  run: async ({ db, actor }, { id, kind, code }) => {
    await getVersion(db, actor.adcode, id)
    const found = await getClass(db, id, kind, code)
    const [majors, conditions] = await Promise.all([
      findMajors(db, id),
      findConditions(db, id, { kind, code }),
    ])
    const major = majors.find((it) => it.kind === kind && it.code === found.majorCode)
    return { class: found, majorName: major?.name ?? '', conditions }
  },
}

/** Suggestions for a text from the catalogue in force. */
export const suggestClassesForText: Query<
  Input<typeof suggestClassesEndpoint>,
  Reply<typeof suggestClassesEndpoint>
> = {
  name: 'catalogue.suggest-classes',
  run: async ({ db, actor, now }, { text, limit }) => {
    const { catalogueId, suggestions } = await suggest(db, actor.adcode, now, { text, limit })
    return { catalogueId, suggestions: suggestions.map((it) => ({ ...it, reasons: [...it.reasons] })) }
  },
}

type CrosswalkReply = Reply<typeof listCrosswalkEndpoint>
type CrosswalkRow = Omit<CrosswalkReply['lines'][number], 'signedOffAt'> & { signedOffAt: Date | null }

/** The lines of one crosswalk in their order, with the county's signatures; its own lines before shared ones. */
export const listCrosswalk: Query<{ from: string; to: string }, CrosswalkReply> = {
  name: 'catalogue.list-crosswalk',
  run: async ({ db, actor }, { from, to }) => {
    const rows = await db.rows<CrosswalkRow>(
      `select l.id, l.from_kind as "fromKind", l.from_code as "fromCode", l.to_kind as "toKind",
         l.to_code as "toCode", l.relation, l.note, coalesce(s.signed_off_by, l.signed_off_by) as "signedOffBy",
         s.signed_off_at as "signedOffAt"
       from catalogue.crosswalk_lines l
       left join catalogue.crosswalk_signatures s on s.adcode = $1 and s.line_id = l.id
       where (l.adcode is null or l.adcode = $1) and l.from_series = $2 and l.to_series = $3
       order by l.adcode nulls last, l.ordinal`,
      [actor.adcode, from, to],
    )
    return { lines: rows.map((it) => ({ ...it, signedOffAt: it.signedOffAt?.toISOString() ?? null })) }
  },
}
