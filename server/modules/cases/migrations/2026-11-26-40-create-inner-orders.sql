-- Inner orders: what a second-level platform gives of a case to the units below it. An insert-only log and the row that
-- follows from it, as with the case; the case stands above them and is the only thing the county is asked for.
create table cases.inner_orders (
  adcode text not null,
  id uuid not null,
  version int not null,
  case_id uuid not null,
  serial int not null,
  state text not null,
  state_before text,
  town_unit_id text not null,
  unit_id text not null,
  part text not null,
  replaces_id text,
  replaced_by_id text,
  issued_at timestamptz not null,
  started_at timestamptz,
  reported_at timestamptz,
  ended_at timestamptz,
  result text,
  reason text,
  reworks int not null,
  extensions int not null,
  photos jsonb not null,
  clock jsonb,
  due_at timestamptz,
  queue_due_at timestamptz,
  queue_yellow_at timestamptz,
  is_capped boolean not null,
  is_calendar_published boolean not null,
  is_issued_late boolean not null,
  is_in_time boolean,
  constraint inner_orders_pkey primary key (adcode, id),
  constraint inner_orders_serial_unique unique (adcode, case_id, serial)
);
comment on table cases.inner_orders is 'An inner order as it stands; derived from cases.inner_order_actions and written with them. `jingwei verify` replays the log and compares.';
comment on column cases.inner_orders.due_at is 'The deadline of the inner unit, never later than that of the case; queue_due_at is that of whoever has to act now.';
comment on column cases.inner_orders.is_issued_late is 'Issued after the deadline of the case: nobody could be in time, so nobody is judged.';
create index inner_orders_unit_open on cases.inner_orders (adcode, unit_id, queue_due_at) where ended_at is null;
create index inner_orders_town_open on cases.inner_orders (adcode, town_unit_id, queue_due_at) where ended_at is null;
create index inner_orders_unit on cases.inner_orders (adcode, unit_id, issued_at);
create index inner_orders_town on cases.inner_orders (adcode, town_unit_id, issued_at);

create table cases.inner_order_actions (
  adcode text not null,
  order_id uuid not null,
  seq int not null,
  action text not null,
  at timestamptz not null,
  actor_id text not null,
  actor_name text not null,
  post text,
  organisation_id text,
  from_state text,
  to_state text not null,
  data jsonb not null,
  mark jsonb,
  due jsonb not null,
  constraint inner_order_actions_pkey primary key (adcode, order_id, seq)
);
comment on table cases.inner_order_actions is 'What was done to an inner order, insert only; seq is the version of the order after it.';
comment on column cases.inner_order_actions.mark is 'What the step did to the order''s own clock, if it has one.';

create view cases.inner_order_facts as
  select i.adcode, i.id, i.case_id, i.serial, i.state, i.town_unit_id, i.unit_id, i.replaces_id, i.replaced_by_id,
    i.issued_at, i.started_at, i.reported_at, i.ended_at, i.due_at, i.is_capped, i.is_issued_late, i.is_in_time,
    i.reworks, i.extensions, c.kind, c.class_code, c.town_code, c.community_code
  from cases.inner_orders i join cases.cases c on c.adcode = i.adcode and c.id = i.case_id;
comment on view cases.inner_order_facts is 'What other modules may read of inner orders: a row each, enough for the figures of an inner unit (issued, due, accepted, in time, late, reworked, recalled).';
