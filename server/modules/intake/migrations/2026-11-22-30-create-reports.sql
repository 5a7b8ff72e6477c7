-- Reports: what was told to the centre, by whom. Names and telephone numbers are kept here and nowhere else.
create schema if not exists intake;

create table intake.reports (
  adcode text not null,
  id uuid not null,
  number text not null,
  case_id uuid not null,
  original_case_id uuid not null,
  source text not null,
  external_number text,
  reporter_id text,
  description text not null,
  address text not null,
  point_given jsonb,
  caller_name text,
  caller_phone text,
  is_confidential boolean not null,
  wants_reply boolean not null,
  received_at timestamptz not null,
  constraint reports_pkey primary key (adcode, id),
  constraint reports_number_unique unique (adcode, number)
);
comment on column intake.reports.case_id is 'The case the report follows now; after a merge the leading one.';
comment on column intake.reports.point_given is 'The position as it was given, with its datum, before conversion.';
create index reports_case on intake.reports (adcode, case_id);
create index reports_reporter on intake.reports (adcode, reporter_id, received_at) where reporter_id is not null;

create table intake.notices (
  adcode text not null,
  id uuid not null,
  report_id uuid not null,
  at timestamptz not null,
  about text not null,
  zh text not null,
  en text not null,
  constraint notices_pkey primary key (adcode, id)
);
comment on table intake.notices is 'What a reporter was told, in both languages; insert only.';
create index notices_report on intake.notices (adcode, report_id, at);
