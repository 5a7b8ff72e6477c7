-- Two counties may import catalogues of the same name, and each answers for its own use of a crosswalk: lines belong to a
-- county or to all, and signatures are a county's.
alter table catalogue.crosswalk_lines add column adcode text;
alter table catalogue.crosswalk_lines drop constraint crosswalk_lines_ordinal_unique;
alter table catalogue.crosswalk_lines
  add constraint crosswalk_lines_ordinal_unique unique nulls not distinct (adcode, from_series, to_series, ordinal);
alter table catalogue.crosswalk_lines drop column signed_off_at;
comment on column catalogue.crosswalk_lines.adcode is 'The county that proposed the line for its own catalogue; null for a shared one.';
comment on column catalogue.crosswalk_lines.signed_off_by is 'Who had signed the line in the file it came from; a county''s own signature goes before it.';

create table catalogue.crosswalk_signatures (
  adcode text not null,
  line_id uuid not null,
  signed_off_by text not null,
  signed_off_at timestamptz not null,
  constraint crosswalk_signatures_pkey primary key (adcode, line_id),
  constraint crosswalk_signatures_line_exists foreign key (line_id) references catalogue.crosswalk_lines (id)
);
comment on table catalogue.crosswalk_signatures is 'Who answers for a line in a county; a signature is never taken over by a later signer.';
