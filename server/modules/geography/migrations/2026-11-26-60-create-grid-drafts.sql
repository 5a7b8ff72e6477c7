-- Drafts of the unit grid: a community's cells are redrawn step by step and put into force in one act. The steps are kept
-- as patches, so that every one can be taken back exactly, and a published draft tells who did what.
alter table geography.unit_grids add column name text;
comment on column geography.unit_grids.name is 'What people call the place, such as a market or a housing estate; null for most.';

create table geography.grid_drafts (
  adcode text not null,
  id uuid not null,
  community_code text not null,
  state text not null,
  version integer not null,
  position integer not null,
  steps integer not null,
  base jsonb not null,
  opened_by_id uuid not null,
  opened_by_name text not null,
  opened_at timestamptz not null,
  changed_by_id uuid not null,
  changed_by_name text not null,
  changed_at timestamptz not null,
  valid_from date,
  reason text,
  counts jsonb,
  constraint grid_drafts_pkey primary key (adcode, id),
  constraint grid_drafts_state_known check (state in ('open', 'published', 'discarded')),
  constraint grid_drafts_position_within check (position between 0 and steps)
);
comment on table geography.grid_drafts is 'Drafts of the unit grid, one open at a time for each community.';
comment on column geography.grid_drafts.position is 'How many steps hold; those behind it were undone and may be done again.';
comment on column geography.grid_drafts.base is 'The cells in force when it was opened, with their attributes and without their shapes, which never change under a code.';
create unique index grid_drafts_one_open on geography.grid_drafts (adcode, community_code) where state = 'open';

create table geography.grid_draft_steps (
  adcode text not null,
  draft_id uuid not null,
  number integer not null,
  operation jsonb not null,
  patch jsonb not null,
  by_id uuid not null,
  by_name text not null,
  at timestamptz not null,
  constraint grid_draft_steps_pkey primary key (adcode, draft_id, number)
);
comment on column geography.grid_draft_steps.patch is 'Cells taken away and put in their place; turned round it undoes the step.';

create table geography.cell_descents (
  adcode text not null,
  from_code text not null,
  to_code text not null,
  square_metres double precision not null,
  valid_from date not null,
  draft_id uuid not null,
  constraint cell_descents_pkey primary key (adcode, from_code, to_code)
);
comment on table geography.cell_descents is 'Which ended unit grid''s ground became part of which new one.';
create index cell_descents_to on geography.cell_descents (adcode, to_code);
