-- What the running program may do to the tables of intake: what a reporter was told is only written, and nothing is deleted.
insert into platform.table_rights (table_name, rights) values
  ('intake.notice_wordings', 'select, insert, update'),
  ('intake.notices', 'select, insert'),
  ('intake.reports', 'select, insert, update');
