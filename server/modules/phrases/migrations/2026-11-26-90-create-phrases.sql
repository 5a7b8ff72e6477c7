-- Phrases: a county's own list, kept as a whole with a version, and what people keep for themselves.
create schema if not exists phrases;

create table phrases.lists (
  adcode text not null,
  id uuid not null,
  phrases jsonb not null,
  version int not null,
  constraint phrase_lists_pkey primary key (adcode)
);
comment on table phrases.lists is 'The list a county has of its own; without a row the shipped one counts.';
comment on column phrases.lists.id is 'What the audit lines of a change are about.';

create table phrases.own_phrases (
  adcode text not null,
  id uuid not null,
  person_id text not null,
  act text not null,
  text text not null,
  kept_at timestamptz not null,
  removed_at timestamptz,
  constraint own_phrases_pkey primary key (adcode, id)
);
create unique index own_phrases_unique on phrases.own_phrases (adcode, person_id, act, text) where removed_at is null;
