-- What the running program may do to the tables of patrol: it adds and changes, and nothing is deleted.
insert into platform.table_rights (table_name, rights) values
  ('patrol.books', 'select, insert, update'),
  ('patrol.frequencies', 'select, insert, update'),
  ('patrol.leaves', 'select, insert, update'),
  ('patrol.roster_lines', 'select, insert, update'),
  ('patrol.roster_weeks', 'select, insert, update'),
  ('patrol.shifts', 'select, insert, update'),
  ('patrol.substitutions', 'select, insert, update');
