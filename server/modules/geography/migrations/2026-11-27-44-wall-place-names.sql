-- Names of places are searched by indexes of their parts, which a wall would shut out. A name alone says nothing: every
-- search goes on to `geography.places`, which has the wall. So names may be read, and written only in the own county.
alter table geography.place_names enable row level security;
create policy wall on geography.place_names using (true)
  with check (adcode = (select platform.wall_county()) or (select platform.is_house()));
