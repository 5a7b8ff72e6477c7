-- The wall would shut the index of positions out: the database compares positions by a function that might tell what it
-- saw, so it asks the wall first and for every row. Which open cases lie in a box is therefore found by a function of the
-- owner, which holds the wall of the county by itself and gives ids alone; whoever reads the cases meets the wall again.
create function cases.open_in_box_facts(county text, frame box) returns setof uuid
language sql stable parallel safe security definer set search_path = pg_catalog, pg_temp rows 20 as $$
  select c.id from cases.cases c
  where c.adcode = county and (county = (select platform.wall_county()) or (select platform.is_house()))
    and c.point <@ frame and c.ended_at is null
$$;
comment on function cases.open_in_box_facts is 'Ids of the open cases in a box; nothing of another county than that of the wall.';
