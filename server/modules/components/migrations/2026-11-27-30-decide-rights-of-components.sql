-- What the running program may do to the tables of components: the history of components is only written, and nothing is deleted.
insert into platform.table_rights (table_name, rights) values
  ('components.component_changes', 'select, insert'),
  ('components.components', 'select, insert, update'),
  ('components.serial_counters', 'select, insert, update');
