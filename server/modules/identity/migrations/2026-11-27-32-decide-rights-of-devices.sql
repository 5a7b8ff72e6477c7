-- What the running program may do to the table of known devices, which was made before every table had to say so.
insert into platform.table_rights (table_name, rights) values
  ('identity.known_devices', 'select, insert, update')
on conflict (table_name) do nothing;
