/** Components in the order of their codes, page by page; what other lists show of one stands here too. */
import type { z } from 'zod'
import type { ComponentLine, listComponentsEndpoint } from '#domain/components/contract.ts'
import type { Query } from '#platform/query.ts'

export type ComponentLineRow = ComponentLine

/** Columns of a line, from `lineSource`. */
export const lineColumns = `c.id, c.code, c.class_code as "classCode", f.name as "className", c.name, c.state, c.address,
  jsonb_build_array(c.position[0], c.position[1]) as position, c.cell_code as "cellCode",
  c.external_code as "externalCode"`

/** The ledger with the names of the classes. */
export const lineSource = `components.components c
  left join catalogue.class_facts f
    on f.version_id = c.catalogue_version_id and f.kind = 'component' and f.code = c.class_code`

const columnOfLength: Readonly<Record<number, string>> = {
  9: 'c.town_code',
  12: 'c.community_code',
  15: 'c.cell_code',
}

/** The column that an area code is compared with: the whole county has six digits. */
export const areaColumn = (areaCode: string | undefined): string =>
  columnOfLength[areaCode?.length ?? 0] ?? 'c.adcode'

const like = (text: string): string => text.replace(/[\\%_]/g, '\\$&')

type Input = z.output<typeof listComponentsEndpoint.query>

/** One page of the ledger. */
export const listComponents: Query<Input, { components: ComponentLineRow[]; next: string | null }> = {
  name: 'component.list',
  async run({ db, actor }, { classCode, state, areaCode, organisationId, q, after, limit }) {
    const rows = await db.rows<ComponentLineRow>(
      `select ${lineColumns} from ${lineSource}
       where c.adcode = $1 and ($2::text is null or c.class_code = $2)
         and ($3::text is null or coalesce(c.state, 'unknown') = $3)
         and ($4::text is null or ${areaColumn(areaCode)} = $4)
         and ($5::uuid is null or c.owner_id = $5 or c.maintainer_id = $5)
         and ($6::text is null or c.code like $6 || '%' or c.external_code = $7
           or c.name ilike '%' || $6 || '%' or c.address ilike '%' || $6 || '%')
         and ($8::text is null or c.code > $8)
       order by c.code limit $9`,
      [
        actor.adcode,
        classCode ?? null,
        state ?? null,
        areaCode ?? null,
        organisationId ?? null,
        q === undefined ? null : like(q),
        q ?? null,
        after ?? null,
        limit + 1,
      ],
    )
    const components = rows.slice(0, limit)
    return { components, next: rows.length > limit ? (components.at(-1)?.code ?? null) : null }
  },
}
