-- By which rules passwords are made and who signs in with a second factor is the county's to say, with a version and a history.
create table identity.security_settings (
  adcode text not null,
  id uuid not null,
  settings jsonb not null,
  version int not null,
  constraint security_settings_pkey primary key (adcode)
);
