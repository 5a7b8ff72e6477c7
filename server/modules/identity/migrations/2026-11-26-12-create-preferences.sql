-- How a person likes the desk: columns of a list, whether the next case opens by itself, which tours were seen.
create table identity.preferences (
  adcode text not null,
  person_id uuid not null,
  name text not null,
  value jsonb not null,
  changed_at timestamptz not null,
  constraint preferences_pkey primary key (adcode, person_id, name)
);
