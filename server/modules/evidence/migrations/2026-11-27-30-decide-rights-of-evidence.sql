-- What the running program may do to the tables of evidence: it adds and changes, and nothing is deleted.
insert into platform.table_rights (table_name, rights) values
  ('evidence.documents', 'select, insert, update'),
  ('evidence.photos', 'select, insert, update');
