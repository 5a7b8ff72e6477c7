-- A county edits its catalogue as a draft: the edition it began from, and a row for each thing somebody changed. Published
-- editions stay as they are; what a discarded draft said is kept.
create table catalogue.drafts (
  adcode text not null,
  id uuid not null,
  base_id uuid not null,
  imported_id uuid,
  state text not null,
  started_at timestamptz not null,
  started_by text not null,
  started_by_name text not null,
  ended_at timestamptz,
  ended_by text,
  ended_by_name text,
  version_id uuid,
  valid_from date,
  note text not null,
  version int not null,
  constraint drafts_pkey primary key (adcode, id),
  constraint drafts_base_exists foreign key (base_id) references catalogue.versions (id),
  constraint drafts_state_known check (state in ('open', 'published', 'discarded')),
  constraint drafts_published_as_version check ((state = 'published') = (version_id is not null))
);
comment on column catalogue.drafts.imported_id is 'The edition read from a workbook whose content the draft began with.';
comment on column catalogue.drafts.version is 'Counts every change of a row, so that nobody publishes while somebody else saves.';
create unique index drafts_open_unique on catalogue.drafts (adcode) where state = 'open';

create table catalogue.draft_rows (
  adcode text not null,
  draft_id uuid not null,
  key text not null,
  what text not null,
  kind text,
  code text,
  content jsonb,
  is_undone boolean not null,
  version int not null,
  changed_at timestamptz not null,
  changed_by text not null,
  changed_by_name text not null,
  constraint draft_rows_pkey primary key (adcode, draft_id, key),
  constraint draft_rows_draft_exists foreign key (adcode, draft_id) references catalogue.drafts (adcode, id),
  constraint draft_rows_what_known check (what in ('head', 'major', 'class'))
);
comment on column catalogue.draft_rows.content is 'The whole of what the next edition says of the thing; null switches it off.';

create table catalogue.news_marks (
  adcode text not null,
  person_id uuid not null,
  version_id uuid not null,
  read_at timestamptz not null,
  constraint news_marks_pkey primary key (adcode, person_id)
);
comment on table catalogue.news_marks is 'Of which edition somebody has read last that it was published.';
