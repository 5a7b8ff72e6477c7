-- People, organisations, posts and sessions. Shared by all counties of an installation, so on a distributed
-- database these are reference tables.
create schema if not exists identity;

create table identity.organisations (
  adcode text not null,
  id uuid not null,
  name text not null,
  short_name text,
  kind text not null,
  credit_code text,
  external_code text,
  parent_id uuid,
  area_codes jsonb not null default '[]',
  aliases jsonb not null default '[]',
  is_demonstration boolean not null default false,
  created_at timestamptz not null,
  constraint organisations_pkey primary key (adcode, id),
  constraint organisations_external_code_unique unique (adcode, external_code)
);
comment on column identity.organisations.credit_code is 'Unified social credit code, GB 32100-2015, 18 characters.';
comment on column identity.organisations.external_code is 'The key under which an imported data set knows it.';

create table identity.people (
  adcode text not null,
  id uuid not null,
  username text not null,
  name text not null,
  organisation_id uuid,
  password_hash text not null,
  is_demonstration boolean not null default false,
  disabled_at timestamptz,
  created_at timestamptz not null,
  constraint people_pkey primary key (adcode, id),
  constraint people_username_unique unique (username)
);

create table identity.post_holdings (
  adcode text not null,
  person_id uuid not null,
  post text not null,
  constraint post_holdings_pkey primary key (adcode, person_id, post)
);

create table identity.duty_areas (
  adcode text not null,
  person_id uuid not null,
  area_code text not null,
  constraint duty_areas_pkey primary key (adcode, person_id, area_code)
);
comment on table identity.duty_areas is 'Areas of duty of a person; none means the whole county.';

create table identity.sessions (
  token_hash text not null,
  adcode text not null,
  person_id uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  constraint sessions_pkey primary key (token_hash)
);
comment on column identity.sessions.token_hash is 'SHA-256 of the token; the token itself is never stored.';
create index sessions_person on identity.sessions (adcode, person_id);

create view identity.organisation_facts as
  select adcode, id, name, short_name, kind, parent_id, area_codes from identity.organisations;
create view identity.person_facts as
  select adcode, id, name, organisation_id from identity.people;
create view identity.post_facts as
  select adcode, person_id, post from identity.post_holdings;
