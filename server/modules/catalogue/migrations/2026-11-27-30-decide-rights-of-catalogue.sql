-- What the running program may do to the tables of catalogue: it adds and changes, and nothing is deleted.
insert into platform.table_rights (table_name, rights) values
  ('catalogue.calendars', 'select, insert, update'),
  ('catalogue.classes', 'select, insert, update'),
  ('catalogue.conditions', 'select, insert, update'),
  ('catalogue.crosswalk_lines', 'select, insert, update'),
  ('catalogue.crosswalk_signatures', 'select, insert, update'),
  ('catalogue.draft_rows', 'select, insert, update'),
  ('catalogue.drafts', 'select, insert, update'),
  ('catalogue.majors', 'select, insert, update'),
  ('catalogue.news_marks', 'select, insert, update'),
  ('catalogue.state_council_days', 'select, insert, update'),
  ('catalogue.state_council_notices', 'select, insert, update'),
  ('catalogue.versions', 'select, insert, update');
