-- Large tables of places are put in the background: the row says how far an import is, so that a page that was reloaded finds it
-- again, and where it stopped if the server fell on the way.
create table geography.place_imports (
  adcode text not null,
  id uuid not null,
  file_name text not null,
  is_dry_run boolean not null,
  state text not null,
  started_by_name text not null,
  started_at timestamptz not null,
  heard_at timestamptz not null,
  finished_at timestamptz,
  total int not null,
  read int not null default 0,
  accepted int not null default 0,
  added int not null default 0,
  changed int not null default 0,
  unchanged int not null default 0,
  refused_count int not null default 0,
  warned_count int not null default 0,
  refused jsonb not null default '[]',
  warned jsonb not null default '[]',
  problem_code text,
  version int not null,
  constraint place_imports_pkey primary key (adcode, id),
  constraint place_imports_state_known check (state in ('running', 'done', 'failed'))
);
comment on table geography.place_imports is 'Imports and checks of tables of places, how far they are and what became of their rows.';
comment on column geography.place_imports.heard_at is 'When it last said how far it is; one that runs and has been silent for two minutes has stopped.';
create index place_imports_newest on geography.place_imports (adcode, started_at desc);
