-- After an import the program has the address library counted anew, which only the owner of a table may ask for.
create function geography.refresh_place_statistics() returns void
language plpgsql security definer set search_path = pg_catalog as $$
begin
  analyze geography.places, geography.place_names;
end $$;
comment on function geography.refresh_place_statistics is 'Runs as the owner of the tables; the program, which owns none, calls it after an import.';
