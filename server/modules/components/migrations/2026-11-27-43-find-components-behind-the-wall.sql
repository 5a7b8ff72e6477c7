-- The wall of the county would shut the index of positions out: the database compares positions by a function that might
-- tell what it saw, so it asks the wall first and for every row. What lies in a box is therefore found by a function of the
-- owner, which holds the wall by itself and gives ids alone; whoever reads the rows behind them meets the wall again.
create function components.ids_in_box(county text, frame box, class text, most int) returns setof uuid
language sql stable parallel safe security definer set search_path = pg_catalog, pg_temp rows 100 as $$
  select c.id from components.components c
  where c.adcode = county and (county = (select platform.wall_county()) or (select platform.is_house()))
    and c.position <@ frame and c.state is distinct from 'removed' and (class is null or c.class_code = class)
  limit most
$$;
comment on function components.ids_in_box is 'Ids of at most `most` components in a box, removed ones left out; nothing of another county than that of the wall.';

create function components.ids_near(county text, place point, frame box, class text, most int) returns setof uuid
language sql stable parallel safe security definer set search_path = pg_catalog, pg_temp rows 30 as $$
  select c.id from components.components c
  where c.adcode = county and (county = (select platform.wall_county()) or (select platform.is_house()))
    and c.position <@ frame and c.state is distinct from 'removed' and (class is null or c.class_code = class)
  order by c.position <-> place limit most
$$;
comment on function components.ids_near is 'The same, those nearest to a place by degrees.';
