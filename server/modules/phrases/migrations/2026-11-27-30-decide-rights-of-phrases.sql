-- What the running program may do to the tables of phrases: it adds and changes, and nothing is deleted.
insert into platform.table_rights (table_name, rights) values
  ('phrases.lists', 'select, insert, update'),
  ('phrases.own_phrases', 'select, insert, update');
