-- Other systems work with keys of their own instead of the password of a person: each with what it may do, where, and
-- until when.
create table identity.api_keys (
  adcode text not null,
  id uuid not null,
  name text not null,
  token_hash text not null,
  token_start text not null,
  post text not null,
  permissions jsonb not null,
  area_codes jsonb not null,
  organisation_id uuid,
  requests_per_minute int,
  created_at timestamptz not null,
  created_by_id uuid not null,
  created_by_name text not null,
  expires_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  constraint api_keys_pkey primary key (adcode, id),
  constraint api_keys_token_unique unique (token_hash)
);
comment on column identity.api_keys.token_hash is 'SHA-256 of the key, which has 256 random bits; the key itself is never stored.';
comment on column identity.api_keys.post is 'Whose rows the key sees.';
comment on column identity.api_keys.last_used_at is 'To the minute.';

insert into platform.table_rights (table_name, rights) values ('identity.api_keys', 'select, insert, update');
