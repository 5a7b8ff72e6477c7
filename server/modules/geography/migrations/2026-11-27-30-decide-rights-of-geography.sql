-- What the running program may do to the tables of geography: what became of cells, addresses and phrases is only written, and nothing is deleted.
insert into platform.table_rights (table_name, rights) values
  ('geography.areas', 'select, insert, update'),
  ('geography.cell_descents', 'select, insert'),
  ('geography.grid_draft_steps', 'select, insert, update'),
  ('geography.grid_drafts', 'select, insert, update'),
  ('geography.heard_phrases', 'select, insert, update'),
  ('geography.no_report_zones', 'select, insert, update'),
  ('geography.phrase_decisions', 'select, insert'),
  ('geography.place_changes', 'select, insert'),
  ('geography.place_imports', 'select, insert, update'),
  ('geography.place_names', 'select, insert, update'),
  ('geography.places', 'select, insert, update'),
  ('geography.responsibility_grids', 'select, insert, update'),
  ('geography.responsibility_layers', 'select, insert, update'),
  ('geography.responsibility_members', 'select, insert, update'),
  ('geography.territories', 'select, insert, update'),
  ('geography.unit_grids', 'select, insert, update');
