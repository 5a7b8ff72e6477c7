-- A browser on which somebody has signed in is known to their account and keeps a count of its own, so that whoever guesses
-- from elsewhere makes it wait for nothing.
create table identity.known_devices (
  adcode text not null,
  person_id uuid not null,
  device_hash text not null,
  known_since timestamptz not null,
  last_sign_in_at timestamptz not null,
  constraint known_devices_pkey primary key (adcode, person_id, device_hash)
);
comment on column identity.known_devices.device_hash is 'SHA-256 of what the cookie of the browser holds; that itself is never stored.';

alter table identity.sign_in_failures drop constraint sign_in_failures_kind;
alter table identity.sign_in_failures add constraint sign_in_failures_kind check (kind in ('account', 'address', 'device'));
