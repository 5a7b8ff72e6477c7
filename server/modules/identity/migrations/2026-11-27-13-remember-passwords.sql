-- A profile may ask for another password after some days, and that none of the last ones comes again. For those who are there
-- already the days begin now: nobody is sent away by an upgrade.
alter table identity.people add column password_changed_at timestamptz not null default now();
comment on column identity.people.password_changed_at is 'When somebody last chose it; hashing it anew does not count.';

create table identity.password_history (
  adcode text not null,
  person_id uuid not null,
  replaced_at timestamptz not null,
  password_hash text not null,
  constraint password_history_pkey primary key (adcode, person_id, password_hash)
);
comment on table identity.password_history is 'Hashes of passwords that were replaced, so that a profile can refuse them.';
