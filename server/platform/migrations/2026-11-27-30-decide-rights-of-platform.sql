-- What the running program may do to the tables of platform: audit lines and announcements are only written, and nothing is deleted.
insert into platform.table_rights (table_name, rights) values
  ('platform.announcements', 'select, insert'),
  ('platform.audit_entries', 'select, insert'),
  ('platform.migrations', 'select'),
  ('platform.relay_position', 'select, update'),
  ('platform.table_rights', 'select');
