-- Lists that people use every day: the filter of a list of cases under a name, one's own or shared with colleagues.
create table cases.saved_filters (
  adcode text not null,
  id uuid not null,
  owner_id uuid not null,
  owner_name text not null,
  posts jsonb not null,
  organisation_id text,
  name text not null,
  queue text not null,
  query jsonb not null,
  is_shared boolean not null,
  version int not null,
  changed_at timestamptz not null,
  removed_at timestamptz,
  constraint saved_filters_pkey primary key (adcode, id)
);
create unique index saved_filters_name_unique on cases.saved_filters (adcode, owner_id, name) where removed_at is null;
comment on column cases.saved_filters.posts is 'Posts of the owner when it was saved; a shared list is offered to those of the same organisation who hold one.';
