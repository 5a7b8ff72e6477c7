-- Every act writes here, so these tables carry only what is asked of them. The relay keeps how far it has come in a
-- row of its own instead of marking each announcement; what is only kept and handed out again is json, not jsonb.
create table platform.relay_position (
  seq bigint not null,
  gap_lows bigint[] not null,
  gap_highs bigint[] not null
);
comment on table platform.relay_position is 'One row: the highest announcement that was handed on, and the ranges below it that have not shown yet.';
insert into platform.relay_position
  select coalesce(min(seq) filter (where relayed_at is null) - 1, max(seq), 0), '{}', '{}' from platform.announcements;

alter table platform.announcements drop column relayed_at;
drop index platform.announcements_seq;
alter table platform.announcements
  drop constraint announcements_pkey,
  add constraint announcements_pkey primary key (seq, adcode),
  alter column data type json using data::json;

drop index platform.audit_entries_at;
alter table platform.audit_entries
  drop constraint audit_entries_pkey,
  drop constraint audit_entries_request_unique,
  add constraint audit_entries_request_unique primary key (adcode, actor_id, request_id),
  drop column id,
  alter column input type json using input::json,
  alter column output type json using output::json;
create index audit_entries_at on platform.audit_entries using brin (at) with (autosummarize = on);
