-- What is only kept and handed out again is json, not jsonb; and a new case enters no index that cannot find it.
drop view cases.case_facts;
alter table cases.case_actions
  alter column data type json using data::json,
  alter column marks type json using marks::json,
  alter column due type json using due::json;
alter table cases.cases
  alter column counters type json using counters::json,
  alter column clocks type json using clocks::json;

alter table cases.cases drop constraint cases_number_unique;
create unique index cases_number_unique on cases.cases (adcode, number) where number is not null;
drop index cases.cases_unit_open;
create index cases_unit_open on cases.cases (adcode, lead_unit_id, dispose_due_at)
  where ended_at is null and lead_unit_id is not null;

create view cases.case_facts as
  select adcode, id, report_number, number, state, source, kind, catalogue_id, class_code, condition_id,
    business_kind, town_code, community_code, cell_code, area_class, lead_unit_id, first_unit_id, is_self_handled,
    reporter_id, reported_at, filed_at, dispatched_at, handled_at, confirmed_at, ended_at, dispose_due_at, is_in_time, is_exempted, point,
    (counters->>'reworks')::int as reworks,
    (counters->>'returns')::int as returns,
    (counters->>'extensions')::int as extensions,
    (counters->>'suspensions')::int as suspensions,
    (counters->>'supervisions')::int as supervisions,
    (counters->>'dispatches')::int as dispatches
  from cases.cases;
comment on view cases.case_facts is 'What other modules may read of cases.';
