-- Catalogues in versions, crosswalks between them, and working calendars. They are short lists that every county of an
-- installation reads, so on a distributed database these are reference tables; adcode null means shared by all.
create schema if not exists catalogue;

create table catalogue.versions (
  id uuid not null,
  adcode text,
  series text not null,
  edition integer not null,
  owner text not null,
  owner_name text not null,
  label text not null,
  standard_ref text not null,
  code_scheme text not null,
  assembled boolean not null,
  note text not null,
  state text not null,
  valid_from date,
  valid_to date,
  content_hash text not null,
  class_count integer not null,
  condition_count integer not null,
  created_at timestamptz not null,
  constraint versions_pkey primary key (id),
  constraint versions_edition_unique unique nulls not distinct (adcode, series, edition),
  constraint versions_state_known check (state in ('draft', 'published', 'withdrawn')),
  constraint versions_published_has_day check (state = 'draft' or valid_from is not null),
  constraint versions_days_in_order check (valid_to is null or valid_to >= valid_from)
);
comment on table catalogue.versions is 'A published version is never rewritten: a correction is the next edition of its series, so that old cases keep their classes and limits.';
comment on column catalogue.versions.valid_to is 'First day no longer in force (half open).';
comment on column catalogue.versions.content_hash is 'An import of the same content makes no new edition.';

create table catalogue.majors (
  version_id uuid not null,
  kind text not null,
  code text not null,
  name text not null,
  name_en text not null,
  ordinal integer not null,
  constraint majors_pkey primary key (version_id, kind, code),
  constraint majors_version_exists foreign key (version_id) references catalogue.versions (id)
);

create table catalogue.classes (
  version_id uuid not null,
  kind text not null,
  code text not null,
  major_code text not null,
  name text not null,
  name_en text not null,
  component_code text,
  synonyms jsonb not null,
  constraint classes_pkey primary key (version_id, kind, code),
  constraint classes_major_exists foreign key (version_id, kind, major_code) references catalogue.majors (version_id, kind, code)
);
comment on column catalogue.classes.component_code is 'For a matter of the form “…异常”: the component it is the trouble of.';

create table catalogue.conditions (
  id uuid not null,
  version_id uuid not null,
  kind text not null,
  class_code text not null,
  ordinal integer not null,
  filing_text text not null,
  closing_text text not null,
  limit_known boolean not null,
  limits jsonb,
  limit_basis text not null,
  limit_text text not null,
  collection_notes text not null,
  responsible_text text not null,
  responsible_kind text,
  competent_text text not null,
  competent_kind text,
  legal_basis text not null,
  constraint conditions_pkey primary key (id),
  constraint conditions_ordinal_unique unique (version_id, kind, class_code, ordinal),
  constraint conditions_class_exists foreign key (version_id, kind, class_code) references catalogue.classes (version_id, kind, code),
  constraint conditions_limit_told check (limit_known = (limits is not null))
);
comment on table catalogue.conditions is 'Filing conditions (立案条件). Limits hang on the condition, not on the class.';
comment on column catalogue.conditions.limits is '{"default": {"value", "unit"}, "A"?, "B"?, "C"?}; null when no source gives one.';

create table catalogue.crosswalk_lines (
  id uuid not null,
  from_series text not null,
  to_series text not null,
  ordinal integer not null,
  from_kind text,
  from_code text,
  to_kind text,
  to_code text,
  relation text not null,
  note text not null,
  signed_off_by text,
  signed_off_at timestamptz,
  constraint crosswalk_lines_pkey primary key (id),
  constraint crosswalk_lines_ordinal_unique unique (from_series, to_series, ordinal),
  constraint crosswalk_lines_relation_known check (relation in ('same', 'split', 'merged', 'dropped', 'new'))
);
comment on column catalogue.crosswalk_lines.signed_off_by is 'Who answers for the line; null while it is a proposal.';

create table catalogue.state_council_notices (
  notice text not null,
  year integer not null,
  url text not null,
  constraint state_council_notices_pkey primary key (notice)
);
create table catalogue.state_council_days (
  date date not null,
  kind text not null,
  name text not null,
  name_en text not null,
  notice text not null,
  withdrawn_at timestamptz,
  constraint state_council_days_pkey primary key (date),
  constraint state_council_days_notice_exists foreign key (notice) references catalogue.state_council_notices (notice),
  constraint state_council_days_kind_known check (kind in ('off', 'make-up-workday'))
);
comment on column catalogue.state_council_days.withdrawn_at is 'Set when an amended notice no longer has the date; the row stays, so that it can be told what once held.';

create table catalogue.calendars (
  id uuid not null,
  adcode text,
  code text not null,
  organisation_id uuid,
  is_preferred boolean not null,
  name jsonb not null,
  follows_state_council boolean not null,
  utc_offset_minutes integer not null,
  work_weekdays jsonb not null,
  office_hours jsonb not null,
  variations jsonb not null,
  own_days jsonb not null,
  closures jsonb not null,
  changed_at timestamptz not null,
  constraint calendars_pkey primary key (id),
  constraint calendars_code_unique unique nulls not distinct (adcode, code)
);
comment on column catalogue.calendars.code is 'How clocks name it (`office`, `collectors`, …); a county''s own goes before the shared one of the same code.';
comment on column catalogue.calendars.is_preferred is 'Of several calendars of an organisation, the one its clocks run on.';
comment on column catalogue.calendars.own_days is 'Days that depart from the week and from the notices; they go before the notices'' own.';
create unique index calendars_preferred_unique on catalogue.calendars (adcode, organisation_id)
  where is_preferred and organisation_id is not null;

create view catalogue.class_facts as
  select v.id as version_id, v.adcode, v.series, v.edition, c.kind, c.code, c.name, c.major_code, m.name as major_name
  from catalogue.classes c
  join catalogue.versions v on v.id = c.version_id
  join catalogue.majors m on m.version_id = c.version_id and m.kind = c.kind and m.code = c.major_code;
comment on view catalogue.class_facts is 'Names of classes and majors for other modules'' readers.';
create view catalogue.condition_facts as
  select id, version_id, kind, class_code, ordinal, filing_text, closing_text, limit_known from catalogue.conditions;
