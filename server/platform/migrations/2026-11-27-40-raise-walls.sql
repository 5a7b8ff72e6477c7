-- The second wall behind the policies of the modules: a connection says in the setting `jingwei.wall` whose eyes it lends,
-- and every table that carries a county shows the rows of that county only. Without a wall no row shows. The owner of the
-- tables (migrations) is not bound, so that a migration sees all it has to change.
-- The wall is `house`, or `<county>|<reach>|<person>|<organisation>|<area>|<area>…`.
create function platform.is_house() returns boolean language sql stable parallel safe as
$$ select current_setting('jingwei.wall', true) = 'house' $$;
comment on function platform.is_house is 'Whether the house itself asks: jobs, relay, memories, command line, sign-in. It sees every row.';

create function platform.wall_county() returns text language sql stable parallel safe as
$$ select nullif(split_part(current_setting('jingwei.wall', true), '|', 1), '') $$;

create function platform.wall_is_whole() returns boolean language sql stable parallel safe as
$$ select split_part(current_setting('jingwei.wall', true), '|', 2) = 'county' $$;
comment on function platform.wall_is_whole is 'Whether the whole county is seen, without regard to areas of duty, organisation and person.';

create function platform.wall_person() returns text language sql stable parallel safe as
$$ select nullif(split_part(current_setting('jingwei.wall', true), '|', 3), '') $$;

create function platform.wall_organisation() returns text language sql stable parallel safe as
$$ select nullif(split_part(current_setting('jingwei.wall', true), '|', 4), '') $$;

create function platform.wall_areas() returns text[] language sql stable parallel safe as
$$ select (string_to_array(current_setting('jingwei.wall', true), '|'))[5:] $$;
comment on function platform.wall_areas is 'Codes of the areas of duty that are seen; what lies in them begins with one.';

create function platform.raise_walls() returns void language plpgsql as $$
declare
  walled record;
begin
  for walled in
    select c.oid::regclass as name, a.attnotnull as is_of_county
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'adcode' and not a.attisdropped
    where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema', 'jobs') and not c.relrowsecurity
  loop
    execute format('alter table %s enable row level security', walled.name);
    -- Each value is asked for once for a statement, not once for a row: hence the selects.
    execute format(
      'create policy wall on %s using (adcode = (select platform.wall_county()) %s or (select platform.is_house()))
         with check (adcode = (select platform.wall_county()) or (select platform.is_house()))',
      walled.name, case when walled.is_of_county then '' else 'or adcode is null and (select platform.wall_county()) is not null' end);
  end loop;
  -- A view asks with the rights of whoever asks; with those of its owner it would be a hole in the wall.
  for walled in
    select c.oid::regclass as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'v' and n.nspname not in ('pg_catalog', 'information_schema', 'jobs')
      and not coalesce(c.reloptions @> array['security_invoker=true'], false)
      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
  loop
    execute format('alter view %s set (security_invoker = true)', walled.name);
  end loop;
end $$;
comment on function platform.raise_walls is 'Gives the wall of the county to every table that carries one and has none yet, and to every view the rights of whoever asks. Runs after every migration; a module that knows more narrows its tables by policies of its own.';
