-- What the running program may do to passwords, second factors and the settings of both: a hash that was replaced is only
-- written, the others are marked as used or ended, and nothing is deleted.
insert into platform.table_rights (table_name, rights) values
  ('identity.security_settings', 'select, insert, update'),
  ('identity.password_history', 'select, insert'),
  ('identity.second_factors', 'select, insert, update'),
  ('identity.recovery_codes', 'select, insert, update'),
  ('identity.sign_in_challenges', 'select, insert, update')
on conflict do nothing;
