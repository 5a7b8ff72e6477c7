-- What came of each attempt to make a copy, so that an administrator sees at the desk whether there is a fresh one.
create schema backup;

create table backup.runs (
  adcode text not null,
  id uuid not null,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  outcome text not null,
  name text,
  folder text not null,
  point_at timestamptz,
  database_bytes bigint not null,
  file_bytes bigint not null,
  files bigint not null,
  has_keys boolean not null,
  problem json,
  constraint runs_pkey primary key (adcode, id),
  constraint runs_outcome_known check (outcome in ('done', 'failed')),
  constraint runs_done_has_name check ((outcome = 'done') = (name is not null))
);
create index runs_newest on backup.runs (adcode, ended_at desc);
comment on table backup.runs is 'One row for each attempt to make a copy, insert only. The copies themselves lie outside the database.';
comment on column backup.runs.point_at is 'What was acknowledged before this instant is in the copy.';
comment on column backup.runs.problem is 'The sentence in zh and en why none was made.';
insert into platform.table_rights (table_name, rights) values ('backup.runs', 'select, insert');
