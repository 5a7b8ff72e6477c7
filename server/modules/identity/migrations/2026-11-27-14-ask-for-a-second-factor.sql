-- Codes of a second factor: its secret sealed by a key outside the database, the codes for its loss as hashes, and the minutes
-- between a right password and the code.
create table identity.second_factors (
  adcode text not null,
  person_id uuid not null,
  secret_sealed text not null,
  begun_at timestamptz not null,
  confirmed_at timestamptz,
  ended_at timestamptz,
  last_step bigint not null,
  version int not null,
  constraint second_factors_pkey primary key (adcode, person_id)
);
comment on table identity.second_factors is 'One for each person: begun, confirmed by a code, perhaps ended; begun anew it takes the place of the one before.';
comment on column identity.second_factors.last_step is 'The half minute of the last code that was accepted; only later ones are.';

create table identity.recovery_codes (
  adcode text not null,
  person_id uuid not null,
  code_hash text not null,
  made_at timestamptz not null,
  used_at timestamptz,
  constraint recovery_codes_pkey primary key (adcode, person_id, code_hash)
);
comment on column identity.recovery_codes.used_at is 'Used once, or made useless by newer ones.';

create table identity.sign_in_challenges (
  token_hash text not null,
  adcode text not null,
  person_id uuid not null,
  password_hash text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  constraint sign_in_challenges_pkey primary key (token_hash)
);
comment on column identity.sign_in_challenges.password_hash is 'The one that was found right; when it is replaced meanwhile, the challenge is worth nothing.';
