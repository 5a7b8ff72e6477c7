/** Everything that a schema is, as lines of text in a fixed order: two databases with the same lines have the same schema. */
import type pg from 'pg'

const ours = `nspname not in ('pg_catalog', 'information_schema', 'jobs') and nspname not like 'pg\\_%'`

const questions: readonly string[] = [
  `select format('schema %s %s', nspname, obj_description(oid, 'pg_namespace')) as line from pg_namespace where ${ours}`,
  `select format('table %I.%I %s %s %s %s', nspname, relname, relkind, relrowsecurity, relforcerowsecurity, obj_description(c.oid, 'pg_class'))
   from pg_class c join pg_namespace n on n.oid = relnamespace where relkind in ('r', 'p', 'v', 'm', 'S') and ${ours}`,
  `select format('column %I.%I.%I %s %s %s %s %s', nspname, relname, attname, format_type(atttypid, atttypmod), attnotnull,
     pg_get_expr(adbin, adrelid), attidentity, col_description(c.oid, attnum))
   from pg_attribute a join pg_class c on c.oid = attrelid join pg_namespace n on n.oid = relnamespace
   left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
   where attnum > 0 and not attisdropped and relkind in ('r', 'p', 'v', 'm') and ${ours}`,
  `select format('constraint %I.%I %s %s', nspname, c.relname, conname, pg_get_constraintdef(k.oid))
   from pg_constraint k join pg_class c on c.oid = conrelid join pg_namespace n on n.oid = c.relnamespace where contype <> 'n' and ${ours}`,
  `select format('index %s', indexdef) from pg_indexes where schemaname in (select nspname from pg_namespace where ${ours})`,
  `select format('view %I.%I %s', schemaname, viewname, definition) from pg_views
   where schemaname in (select nspname from pg_namespace where ${ours})`,
  `select format('function %s %s', p.oid::regprocedure, pg_get_functiondef(p.oid)) from pg_proc p
   join pg_namespace n on n.oid = pronamespace where prokind in ('f', 'p') and ${ours}
   and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`,
  `select format('trigger %s %s', tgenabled, pg_get_triggerdef(t.oid)) from pg_trigger t join pg_class c on c.oid = tgrelid
   join pg_namespace n on n.oid = relnamespace where not tgisinternal and ${ours}`,
  `select format('policy %I.%I %s %s %s %s %s %s', schemaname, tablename, policyname, permissive, roles, cmd, qual, with_check)
   from pg_policies where schemaname in (select nspname from pg_namespace where ${ours})`,
  `select format('right %I.%I %s %s', nspname, relname, grantee::regrole, privilege_type) from pg_class c
   join pg_namespace n on n.oid = relnamespace, aclexplode(relacl) where grantee <> 0 and grantee <> relowner and ${ours}`,
]

/** The lines, sorted. */
export async function describeSchema(client: Pick<pg.ClientBase, 'query'>): Promise<string[]> {
  const lines: string[] = []
  for (const question of questions) {
    const { rows } = await client.query<{ line: string }>({ text: question })
    lines.push(...rows.map((it) => Object.values(it)[0] ?? ''))
  }
  return lines.sort()
}
