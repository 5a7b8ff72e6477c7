-- Shifts, rosters, leave, substitutes and how often the ground must be walked. Lines keep their stretch of time, so that a
-- shift that is changed later changes nothing of the past; what is taken off a roster is marked, never deleted.
create schema if not exists patrol;

create table patrol.books (
  adcode text not null,
  version int not null,
  constraint books_pkey primary key (adcode)
);
comment on table patrol.books is 'One row per county, counted up by everything that decides on duty: two people who set the same hours notice each other.';

create table patrol.shifts (
  adcode text not null,
  id uuid not null,
  organisation_id uuid not null,
  name text not null,
  mark text not null,
  from_time text not null,
  to_time text not null,
  rounds int not null,
  ends_on date,
  version int not null default 1,
  created_at timestamptz not null,
  constraint shifts_pkey primary key (adcode, id)
);
comment on column patrol.shifts.to_time is 'HH:MM in China; not after from_time means the next day.';
comment on column patrol.shifts.rounds is 'How often somebody on this shift walks the whole ground.';
create unique index shifts_name_unique on patrol.shifts (adcode, organisation_id, name) where ends_on is null;
create unique index shifts_mark_unique on patrol.shifts (adcode, organisation_id, mark) where ends_on is null;

create table patrol.roster_weeks (
  adcode text not null,
  organisation_id uuid not null,
  monday date not null,
  version int not null,
  changed_by_name text not null,
  changed_at timestamptz not null,
  constraint roster_weeks_pkey primary key (adcode, organisation_id, monday)
);

create table patrol.roster_lines (
  adcode text not null,
  id uuid not null,
  organisation_id uuid not null,
  person_id uuid not null,
  on_date date not null,
  shift_id uuid not null,
  post text not null,
  area_code text,
  grid_code text,
  from_at timestamptz not null,
  to_at timestamptz not null,
  removed_at timestamptz,
  removed_why text,
  constraint roster_lines_pkey primary key (adcode, id),
  constraint roster_lines_forward check (from_at < to_at)
);
comment on column patrol.roster_lines.removed_why is 'changed: by whoever makes the roster; left: because the person left.';
create unique index roster_lines_unique on patrol.roster_lines (adcode, person_id, on_date, shift_id) where removed_at is null;
create index roster_lines_day on patrol.roster_lines (adcode, on_date) where removed_at is null;

create table patrol.leaves (
  adcode text not null,
  id uuid not null,
  person_id uuid not null,
  kind text not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  reason text not null,
  approved_by_id uuid not null,
  approved_by_name text not null,
  withdrawn_at timestamptz,
  created_at timestamptz not null,
  constraint leaves_pkey primary key (adcode, id),
  constraint leaves_forward check (from_at < to_at)
);
comment on column patrol.leaves.reason is 'Personal: leaves the house only to those who make the roster.';
create index leaves_person on patrol.leaves (adcode, to_at) where withdrawn_at is null;

create table patrol.substitutions (
  adcode text not null,
  id uuid not null,
  person_id uuid not null,
  substitute_id uuid not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  reason text not null,
  withdrawn_at timestamptz,
  created_at timestamptz not null,
  constraint substitutions_pkey primary key (adcode, id),
  constraint substitutions_forward check (from_at < to_at)
);
create index substitutions_person on patrol.substitutions (adcode, to_at) where withdrawn_at is null;

create table patrol.frequencies (
  adcode text not null,
  subject text not null,
  times_per_day int not null,
  basis text not null,
  changed_at timestamptz not null,
  constraint frequencies_pkey primary key (adcode, subject)
);
comment on column patrol.frequencies.subject is 'A class of unit grids (A, B, C) or the code of a responsibility grid of the collection layer.';

create view patrol.duty_facts as
  select l.adcode, 'line' as fact, l.person_id, null::uuid as other_id, l.on_date, l.post, s.name as shift_name,
    l.area_code, l.grid_code, l.from_at, l.to_at
  from patrol.roster_lines l join patrol.shifts s on s.adcode = l.adcode and s.id = l.shift_id
  where l.removed_at is null
  union all
  select adcode, 'leave', person_id, null, null, null, null, null, null, from_at, to_at
  from patrol.leaves where withdrawn_at is null
  union all
  select adcode, 'substitution', person_id, substitute_id, null, null, null, null, null, from_at, to_at
  from patrol.substitutions where withdrawn_at is null;
comment on view patrol.duty_facts is 'All that decides on duty: lines, leave without its kind and reason, substitutions. The rule that reads it is domain/patrol/duty.ts.';
