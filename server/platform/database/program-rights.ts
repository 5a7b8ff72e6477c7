/**
 * What the program's role may do, brought in line after every migration: rows of `platform.table_rights` say it table
 * by table. Only what differs is changed, in one transaction, so that a running server never stands without rights.
 */
import type pg from 'pg'
import { jobsSchema, mayWorkAsProgram, programRole } from './program-role.ts'

/** Made before any migration, so that each can say what the program may do to the tables it makes. */
export const rightsTable = `
  create table if not exists platform.table_rights (table_name text primary key, rights text not null);
  comment on table platform.table_rights is 'What the running program may do to a table, in the words of GRANT. Written by the migration that makes the table; without a row it may select, insert and update, never delete.';`

/** Nothing is deleted unless a migration says so. */
export const usualRights = 'select, insert, update'

type Relation = { name: string; kind: string; wanted: string; held: string }

/** Relations of the house with the rights the program should hold and does hold, where the two differ. */
const differing = `
  with schemas as (
    select distinct split_part(table_name, '.', 1) as name from platform.table_rights union select 'platform'),
  relations as (
    select c.oid, format('%I.%I', n.nspname, c.relname) as name, c.relkind::text as kind,
      case when c.relkind in ('v', 'm') then 'select' when c.relkind = 'S' then 'usage'
           else coalesce(r.rights, $2) end as wanted
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join schemas s on s.name = n.nspname
    left join platform.table_rights r on r.table_name = n.nspname || '.' || c.relname
    where c.relkind in ('r', 'p', 'v', 'm', 'S') and not c.relispartition
      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')),
  compared as (
    select name, kind,
      (select string_agg(trim(it), ', ' order by trim(it)) from regexp_split_to_table(wanted, ',') it) as wanted,
      coalesce(case when kind = 'S' then case when has_sequence_privilege($1, oid, 'usage') then 'usage' end
      else (select string_agg(it, ', ' order by it)
            from unnest(array['delete', 'insert', 'references', 'select', 'trigger', 'truncate', 'update']) it
            where has_table_privilege($1, oid, it)) end, '') as held
    from relations)
  select * from compared where wanted <> held order by name`

const rightWords = /^(?:select|insert|update|delete|usage)(?:, (?:select|insert|update|delete))*$/

/** Grants and takes away until the program's role holds what the table of rights says; nothing where there is no role. */
export async function grantProgramRights(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ me: string }>(
    'select current_user::text as me from pg_roles where rolname = $1',
    [programRole],
  )
  const me = rows[0]?.me
  await client.query('begin')
  try {
    if (me !== undefined) await grantAll(client)
    if (me !== undefined && (await mayWorkAsProgram(client, me))) await handOverJobs(client)
    else await client.query(`create schema if not exists ${jobsSchema}`)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

async function grantAll(client: pg.Client): Promise<void> {
  const { rows: schemas } = await client.query<{ name: string }>(
    `select nspname::text as name from pg_namespace
     where nspname in (select split_part(table_name, '.', 1) from platform.table_rights union select 'platform')
       and not has_schema_privilege($1, oid, 'usage')`,
    [programRole],
  )
  for (const { name } of schemas)
    await client.query(`grant usage on schema ${client.escapeIdentifier(name)} to ${programRole}`)
  const { rows } = await client.query<Relation>(differing, [programRole, usualRights])
  for (const { name, kind, wanted, held } of rows) {
    if (!rightWords.test(wanted)) throw new Error(`not rights of ${name}: ${wanted}`)
    const target = `${kind === 'S' ? 'sequence ' : ''}${name}`
    if (held) await client.query(`revoke all on ${target} from ${programRole}`)
    await client.query(`grant ${wanted} on ${target} to ${programRole}`)
  }
}

/** The queue's schema with all that is in it becomes the program's: pg-boss makes and changes its tables by itself. */
async function handOverJobs(client: pg.Client): Promise<void> {
  await client.query(`create schema if not exists ${jobsSchema} authorization ${programRole}`)
  const { rows } = await client.query<{ statement: string }>(
    `with here as (select oid from pg_namespace where nspname = $1), program as (select oid from pg_roles where rolname = $2)
     select format('alter schema %I owner to ${programRole}', nspname) as statement, 0 as turn
     from pg_namespace where oid in (table here) and nspowner not in (table program)
     union all
     select format('alter %s %I.%I owner to ${programRole}', case relkind when 'v' then 'view' when 'S' then 'sequence' else 'table' end,
       $1, relname), 1
     from pg_class c where relnamespace in (table here) and relkind in ('r', 'p', 'v', 'S') and relowner not in (table program)
       and not exists (select from pg_depend d where d.objid = c.oid and d.deptype in ('a', 'i') and relkind = 'S')
     union all
     select format('alter function %s owner to ${programRole}', oid::regprocedure), 1
     from pg_proc where pronamespace in (table here) and proowner not in (table program)
     union all
     select format('alter type %I.%I owner to ${programRole}', $1, typname), 1
     from pg_type where typnamespace in (table here) and typtype in ('e', 'd') and typowner not in (table program)
     order by turn`,
    [jobsSchema, programRole],
  )
  for (const { statement } of rows) await client.query(statement)
}
