-- A demonstration county remembers that it is one: the secret from which its accounts' passwords are made, and
-- which steps of its seeding are done, so that a seeding that was cut short goes on at the next start.
create table identity.demonstration_seeds (
  adcode text not null,
  secret text not null,
  begun_at timestamptz not null,
  constraint demonstration_seeds_pkey primary key (adcode)
);
comment on column identity.demonstration_seeds.secret is
  'Random; the passwords of the demonstration accounts are derived from it. Accounts of real people never are.';

create table identity.demonstration_steps (
  adcode text not null,
  step text not null,
  done_at timestamptz not null,
  constraint demonstration_steps_pkey primary key (adcode, step)
);
