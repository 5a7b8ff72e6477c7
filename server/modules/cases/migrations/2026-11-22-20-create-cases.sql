-- Cases: the insert-only log of what was done, and the row that follows from it. Everything begins with the county,
-- so that the tables can be spread by it.
create schema if not exists cases;

create table cases.cases (
  adcode text not null,
  id uuid not null,
  version int not null,
  state text not null,
  state_before text,
  report_number text not null,
  number text,
  source text not null,
  external_number text,
  kind text,
  catalogue_id text,
  class_code text,
  condition_id text,
  level text not null,
  business_kind text not null,
  description text not null,
  address text not null,
  point point,
  town_code text,
  community_code text,
  cell_code text,
  area_class text,
  component_id text,
  reporter_id text,
  is_self_handled boolean not null,
  is_returned boolean not null,
  lead_unit_id text,
  first_unit_id text,
  handler_id text,
  task_holder_id text,
  reported_at timestamptz not null,
  filed_at timestamptz,
  dispatched_at timestamptz,
  handled_at timestamptz,
  confirmed_at timestamptz,
  ended_at timestamptz,
  dispose_due_at timestamptz,
  is_in_time boolean,
  is_exempted boolean not null,
  clock_name text,
  clock_due_at timestamptz,
  clock_yellow_at timestamptz,
  suspended_until date,
  master_id text,
  linked_case_id text,
  counters jsonb not null,
  clocks jsonb not null,
  details jsonb not null,
  constraint cases_pkey primary key (adcode, id),
  constraint cases_report_number_unique unique (adcode, report_number),
  constraint cases_number_unique unique (adcode, number)
);
comment on table cases.cases is 'A case as it stands; derived from cases.case_actions and written with them. `jingwei verify` replays the log and compares.';
comment on column cases.cases.clock_due_at is 'Deadline of the clock that runs in this state (clock_name); dispose_due_at is the deadline of the disposal clock.';
comment on column cases.cases.details is 'Fields of the record that no query filters by.';
create index cases_queue on cases.cases (adcode, state, clock_due_at);
create index cases_unit_open on cases.cases (adcode, lead_unit_id, dispose_due_at) where ended_at is null;
create index cases_tasks on cases.cases (adcode, task_holder_id) where task_holder_id is not null;
create index cases_reported on cases.cases (adcode, reported_at);
create index cases_ended on cases.cases (adcode, ended_at) where ended_at is not null;
create index cases_class_recent on cases.cases (adcode, class_code, reported_at);
create index cases_point on cases.cases using gist (point) where ended_at is null;
create index cases_reporter on cases.cases (adcode, reporter_id, reported_at) where reporter_id is not null;
create index cases_master on cases.cases (adcode, master_id) where master_id is not null;
create index cases_assisting on cases.cases using gin ((details->'assistUnitIds')) where details ? 'assistUnitIds';
create index cases_suspended on cases.cases (suspended_until) where state = 'suspended';

create table cases.case_actions (
  adcode text not null,
  case_id uuid not null,
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
  marks jsonb not null,
  due jsonb not null,
  constraint case_actions_pkey primary key (adcode, case_id, seq)
);
comment on table cases.case_actions is 'What was done, insert only; never changed, never deleted. seq is the version of the case after the action.';
comment on column cases.case_actions.marks is 'What the action did to the clocks.';
comment on column cases.case_actions.due is 'Deadlines as they were computed then, so that a replay needs no calendar.';

create table cases.serials (
  adcode text not null,
  name text not null,
  on_date text not null,
  next int not null,
  constraint serials_pkey primary key (adcode, name, on_date)
);
comment on table cases.serials is 'Serial numbers are reserved in blocks; gaps are allowed, repeats are not.';

create table cases.settings (
  adcode text not null,
  settings jsonb not null,
  version int not null,
  constraint settings_pkey primary key (adcode)
);

create table cases.responsibility_rules (
  adcode text not null,
  id uuid not null,
  kind text,
  class_code text,
  condition_id text,
  area_code text,
  lead_unit_id uuid not null,
  assist_unit_ids jsonb not null default '[]',
  basis text not null,
  valid_from date not null,
  valid_to date,
  constraint responsibility_rules_pkey primary key (adcode, id)
);
comment on table cases.responsibility_rules is 'Responsibility matrix: class x area x condition -> lead and assisting units. class_code may be a major (first digits); null means any.';

create view cases.case_facts as
  select adcode, id, report_number, number, state, source, kind, catalogue_id, class_code, condition_id,
    business_kind, town_code, community_code, cell_code, area_class, lead_unit_id, first_unit_id, is_self_handled,
    reporter_id, reported_at, filed_at, dispatched_at, handled_at, confirmed_at, ended_at, dispose_due_at, is_in_time, is_exempted, point,
    (counters->>'reworks')::int as reworks,
    (counters->>'returns')::int as returns,
    (counters->>'extensions')::int as extensions,
    (counters->>'suspensions')::int as suspensions,
    (counters->>'supervisions')::int as supervisions,
    (counters->>'dispatches')::int as dispatches
  from cases.cases;
comment on view cases.case_facts is 'What other modules may read of cases.';
create view cases.open_case_facts as
  select adcode, id, report_number, number, state, kind, catalogue_id, class_code, component_id, description, address,
    point, reported_at
  from cases.cases where ended_at is null;
comment on view cases.open_case_facts is 'What the search for duplicates may read of open cases.';
