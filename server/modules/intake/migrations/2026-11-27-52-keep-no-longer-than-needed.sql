-- How long a county keeps personal data, as a whole with a version (without a row as the product ships), and the cases of
-- which nothing goes while they are under review or complaint.
create table intake.retention_settings (
  adcode text not null,
  id uuid not null,
  settings jsonb not null,
  version int not null,
  constraint retention_settings_pkey primary key (adcode)
);
comment on column intake.retention_settings.id is 'What the audit lines of a change are about.';
create table intake.retention_holds (
  adcode text not null,
  id uuid not null,
  case_id uuid not null,
  number text not null,
  reason text not null,
  placed_by_name text not null,
  placed_at timestamptz not null,
  lifted_at timestamptz,
  constraint retention_holds_pkey primary key (adcode, id)
);
create unique index retention_holds_one on intake.retention_holds (adcode, case_id) where lifted_at is null;
insert into platform.table_rights (table_name, rights) values
  ('intake.retention_settings', 'select, insert, update'),
  ('intake.retention_holds', 'select, insert, update');
create index reports_personal on intake.reports (adcode, case_id)
  where caller_name is not null or caller_phone is not null or exact_words is not null;
