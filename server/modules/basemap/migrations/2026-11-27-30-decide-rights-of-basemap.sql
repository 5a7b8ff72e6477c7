-- What the running program may do to the tables of basemap: it adds and changes, and nothing is deleted.
insert into platform.table_rights (table_name, rights) values
  ('basemap.base_maps', 'select, insert, update'),
  ('basemap.defaults', 'select, insert, update'),
  ('basemap.tile_files', 'select, insert, update');
