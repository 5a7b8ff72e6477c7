-- What the running program may do to the tables of identity: it adds and changes, and nothing is deleted.
insert into platform.table_rights (table_name, rights) values
  ('identity.demonstration_seeds', 'select, insert'),
  ('identity.demonstration_steps', 'select, insert, update'),
  ('identity.duty_areas', 'select, insert, update'),
  ('identity.organisations', 'select, insert, update'),
  ('identity.people', 'select, insert, update'),
  ('identity.post_holdings', 'select, insert, update'),
  ('identity.preferences', 'select, insert, update'),
  ('identity.sessions', 'select, insert, update'),
  ('identity.sign_in_failures', 'select, insert, update');
