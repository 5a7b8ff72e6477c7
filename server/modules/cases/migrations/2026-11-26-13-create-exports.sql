-- Files made of a list of cases in the background: who asked for what, how far it is, and for how long it is kept.
create table cases.exports (
  adcode text not null,
  id uuid not null,
  owner_id uuid not null,
  state text not null,
  format text not null,
  queue text not null,
  query jsonb not null,
  columns jsonb not null,
  language text not null,
  total int,
  written int not null default 0,
  requested_at timestamptz not null,
  heard_at timestamptz not null,
  finished_at timestamptz,
  problem_code text,
  version int not null,
  constraint exports_pkey primary key (adcode, id)
);
comment on column cases.exports.heard_at is 'When its making last said how far it is; one that has been silent for long is begun anew.';
create index exports_open on cases.exports (heard_at) where state in ('waiting', 'running', 'done');
create index exports_of_owner on cases.exports (adcode, owner_id, requested_at);
