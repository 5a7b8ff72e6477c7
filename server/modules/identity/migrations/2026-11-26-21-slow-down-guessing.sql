-- Sign-ins that failed, counted by account and by address, so that whoever guesses passwords must wait longer and
-- longer. It stands here and not in memory, since a restart or a second process must not forget it.
create table identity.sign_in_failures (
  kind text not null,
  key text not null,
  failures int not null,
  last_at timestamptz not null,
  wait_until timestamptz,
  version int not null,
  constraint sign_in_failures_pkey primary key (kind, key),
  constraint sign_in_failures_kind check (kind in ('account', 'address'))
);
comment on column identity.sign_in_failures.key is 'A user name as it was typed (hashed, since people type passwords there too), or an address.';
