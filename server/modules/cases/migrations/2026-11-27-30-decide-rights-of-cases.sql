-- What the running program may do to the tables of cases: the logs of cases and inner orders are only written, and nothing is deleted.
insert into platform.table_rights (table_name, rights) values
  ('cases.case_actions', 'select, insert'),
  ('cases.cases', 'select, insert, update'),
  ('cases.directive_readers', 'select, insert, update'),
  ('cases.exports', 'select, insert, update'),
  ('cases.inner_order_actions', 'select, insert'),
  ('cases.inner_orders', 'select, insert, update'),
  ('cases.move_marks', 'select, insert, update'),
  ('cases.note_mentions', 'select, insert, update'),
  ('cases.note_withdrawals', 'select, insert'),
  ('cases.notes', 'select, insert, update'),
  ('cases.responsibility_rules', 'select, insert, update'),
  ('cases.saved_filters', 'select, insert, update'),
  ('cases.serials', 'select, insert, update'),
  ('cases.settings', 'select, insert, update');
