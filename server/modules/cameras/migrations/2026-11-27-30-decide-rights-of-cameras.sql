-- What the running program may do to the tables of cameras: it adds and changes, and nothing is deleted.
insert into platform.table_rights (table_name, rights) values
  ('cameras.cameras', 'select, insert, update'),
  ('cameras.findings', 'select, insert, update'),
  ('cameras.watches', 'select, insert, update');
