-- Telephone and identity card numbers that somebody wrote into a text of a case are masked when their time has come. Logs
-- are insert only for the program, so it cannot do that itself: it says in cases.maskings which case, and the owner of the
-- tables masks, which is all that happens there. Row and log change alike, so that a replay still gives the row.
create function cases.mask_numbers(written text) returns text language sql immutable strict parallel safe
set search_path = pg_catalog as $$
  select regexp_replace(written,
    '(?<![0-9A-Za-z])(?:' ||
    '(1[3-9][0-9])[0-9]{4}([0-9]{4})|(1[3-9][0-9])[ -][0-9]{4}[ -]([0-9]{4})|' ||
    '(0[0-9]{2})[0-9]?-[0-9]{3,4}([0-9]{4})|([1-9][0-9]{2})[0-9]{11}([0-9]{3}[0-9Xx])' ||
    ')(?![0-9A-Za-z])', '\1\3\5\7****\2\4\6\8', 'g')
$$;
comment on function cases.mask_numbers(text) is 'As `maskNumbersIn` of the domain does; a test compares both.';

create function cases.mask_texts(value jsonb) returns jsonb language sql immutable strict parallel safe
set search_path = pg_catalog as $$
  select case jsonb_typeof(value)
    when 'string' then to_jsonb(cases.mask_numbers(value #>> '{}'))
    when 'array' then (select coalesce(jsonb_agg(cases.mask_texts(it) order by place), '[]'::jsonb)
      from jsonb_array_elements(value) with ordinality as a (it, place))
    when 'object' then (select coalesce(jsonb_object_agg(key, cases.mask_texts(it)), '{}'::jsonb)
      from jsonb_each(value) as o (key, it))
    else value
  end
$$;

create table cases.maskings (
  adcode text not null,
  case_id uuid not null,
  at timestamptz not null,
  constraint maskings_pkey primary key (adcode, case_id, at)
);
comment on table cases.maskings is 'Which cases had the numbers in their texts masked, and when; insert only. A trigger does it.';
insert into platform.table_rights (table_name, rights) values ('cases.maskings', 'select, insert');

create function cases.mask_case_texts() returns trigger language plpgsql security definer
set search_path = pg_catalog as $$
begin
  update cases.case_actions t set data = cases.mask_texts(t.data::jsonb)::json from asked a
    where t.adcode = a.adcode and t.case_id = a.case_id and cases.mask_texts(t.data::jsonb) <> t.data::jsonb;
  update cases.cases t set description = cases.mask_numbers(t.description), address = cases.mask_numbers(t.address),
      details = cases.mask_texts(t.details) from asked a
    where t.adcode = a.adcode and t.id = a.case_id
      and (cases.mask_numbers(t.description) <> t.description or cases.mask_numbers(t.address) <> t.address
        or cases.mask_texts(t.details) <> t.details);
  update cases.inner_order_actions t set data = cases.mask_texts(t.data) from asked a, cases.inner_orders o
    where o.adcode = a.adcode and o.case_id = a.case_id and t.adcode = o.adcode and t.order_id = o.id
      and cases.mask_texts(t.data) <> t.data;
  update cases.inner_orders t set part = cases.mask_numbers(t.part), result = cases.mask_numbers(t.result),
      reason = cases.mask_numbers(t.reason) from asked a
    where t.adcode = a.adcode and t.case_id = a.case_id
      and (t.part, t.result, t.reason)
        is distinct from (cases.mask_numbers(t.part), cases.mask_numbers(t.result), cases.mask_numbers(t.reason));
  update cases.notes t set text = cases.mask_numbers(t.text) from asked a
    where t.adcode = a.adcode and t.case_id = a.case_id and cases.mask_numbers(t.text) <> t.text;
  return null;
end $$;
revoke execute on function cases.mask_case_texts() from public;
create trigger maskings_mask after insert on cases.maskings referencing new table as asked
  for each statement execute function cases.mask_case_texts();
