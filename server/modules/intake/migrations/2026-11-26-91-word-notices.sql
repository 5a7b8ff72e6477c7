-- What reporters are told in the county's own words, kept as a whole with a version; events it does not name are told as they ship.
create table intake.notice_wordings (
  adcode text not null,
  id uuid not null,
  wordings jsonb not null,
  version int not null,
  constraint notice_wordings_pkey primary key (adcode)
);
comment on column intake.notice_wordings.id is 'What the audit lines of a change are about.';
