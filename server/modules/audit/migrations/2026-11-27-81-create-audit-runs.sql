-- Proofs of the chain and exports of the audit, which take their time: who asked for what, how far it is, what came of it.
create schema if not exists audit;

create table audit.runs (
  adcode text not null,
  id uuid not null,
  kind text not null,
  owner_id uuid not null,
  owner_name text not null,
  state text not null,
  from_date date,
  to_date date,
  language text,
  total bigint,
  done bigint not null default 0,
  result jsonb,
  problem_code text,
  requested_at timestamptz not null,
  heard_at timestamptz not null,
  finished_at timestamptz,
  version int not null,
  constraint runs_pkey primary key (adcode, id)
);
comment on table audit.runs is 'One row for each proof of the chain (kind check) and each export of lines (kind export).';
comment on column audit.runs.heard_at is 'When it last said how far it is; one that has been silent for long is begun anew.';
comment on column audit.runs.result is 'What a proof found.';
create unique index runs_one_check on audit.runs (adcode) where kind = 'check' and state in ('waiting', 'running');
create unique index runs_one_export on audit.runs (adcode, owner_id) where kind = 'export' and state in ('waiting', 'running');
create index runs_open on audit.runs (heard_at) where state in ('waiting', 'running', 'done');
create index runs_newest on audit.runs (adcode, kind, requested_at);

insert into platform.table_rights (table_name, rights) values ('audit.runs', 'select, insert, update');
