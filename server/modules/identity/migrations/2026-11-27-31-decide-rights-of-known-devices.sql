-- What the running program may do to the browsers it knows: a device that is known again is marked, none is forgotten
-- by deleting.
insert into platform.table_rights (table_name, rights) values ('identity.known_devices', 'select, insert, update')
on conflict do nothing;
