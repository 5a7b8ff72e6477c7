-- A leader's instruction or supervision is for people by name, and each of them reads it at a time of their own. Reading
-- is no step of the case, so it stands beside the log.
create table cases.directive_readers (
  adcode text not null,
  directive_id uuid not null,
  person_id uuid not null,
  person_name text not null,
  case_id uuid not null,
  by_id uuid not null,
  kind text not null,
  at timestamptz not null,
  read_at timestamptz,
  version int not null,
  constraint directive_readers_pkey primary key (adcode, directive_id, person_id)
);
comment on table cases.directive_readers is 'Who was addressed by an instruction or a supervision, and when they read it.';
comment on column cases.directive_readers.directive_id is 'Of an instruction or a supervision in the record of the case.';
create index directive_readers_case on cases.directive_readers (adcode, case_id);
create index directive_readers_person on cases.directive_readers (adcode, person_id, at);
create index directive_readers_author on cases.directive_readers (adcode, by_id, at);
