-- People sign in through providers of the place (OpenID Connect) beside their passwords. A link says which account somebody
-- whom the provider knows may enter; it belongs to the issuer it was made under. Subjects may be numbers of people, so they
-- are sealed and found by a keyed hash.
create table identity.sign_on_providers (
  adcode text not null,
  id uuid not null,
  code text not null,
  settings jsonb not null,
  client_secret_sealed text,
  created_at timestamptz not null,
  version int not null,
  constraint sign_on_providers_pkey primary key (adcode, id),
  constraint sign_on_providers_code_unique unique (code)
);
comment on column identity.sign_on_providers.code is 'Unique in the installation: whoever signs in does not say where they belong.';

create table identity.sign_on_links (
  adcode text not null,
  id uuid not null,
  provider_id uuid not null,
  person_id uuid not null,
  issuer text not null,
  subject_sealed text not null,
  subject_hash text not null,
  linked_by text not null,
  linked_by_name text not null,
  linked_at timestamptz not null,
  ended_at timestamptz,
  constraint sign_on_links_pkey primary key (adcode, id)
);
create unique index sign_on_links_subject_unique on identity.sign_on_links (adcode, provider_id, issuer, subject_hash) where ended_at is null;
create unique index sign_on_links_person_unique on identity.sign_on_links (adcode, provider_id, person_id) where ended_at is null;
comment on column identity.sign_on_links.linked_by is 'self, administrator, or match: the first time a claim was the user name.';

-- What was begun lies sealed in a cookie; here stands only that it was finished, so that it is finished once.
create table identity.sign_on_uses (
  flow_hash text not null,
  adcode text not null,
  used_at timestamptz not null,
  constraint sign_on_uses_pkey primary key (flow_hash)
);

alter table identity.sessions add column sign_on_link_id uuid;
create index sessions_sign_on_link on identity.sessions (adcode, sign_on_link_id) where sign_on_link_id is not null and ended_at is null;
alter table identity.sessions add column has_provider_factor boolean not null default false;
comment on column identity.sessions.sign_on_link_id is 'Set where the session came through a provider; it ends with the link, and sleeps while the provider is off.';
comment on column identity.sessions.has_provider_factor is 'The provider asked for a second factor that the county lets count.';
alter table identity.sign_in_challenges add column sign_on_link_id uuid;

insert into platform.table_rights (table_name, rights) values
  ('identity.sign_on_providers', 'select, insert, update'),
  ('identity.sign_on_links', 'select, insert, update'),
  ('identity.sign_on_uses', 'select, insert');
