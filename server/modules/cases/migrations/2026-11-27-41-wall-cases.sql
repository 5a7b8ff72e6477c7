-- What of the cases shows through the wall: the rule of `policy.ts` and `inner-policy.ts` once more, for the day a query
-- forgets it. What hangs on a case shows where the case shows. Written may be anything of the own county, because a step
-- may take a case out of one's sight; whether one may take the step, the command decides.
alter table cases.cases enable row level security;
create policy wall on cases.cases using (
  adcode = (select platform.wall_county()) and (
    (select platform.wall_is_whole())
    or lead_unit_id = (select platform.wall_organisation())
    or task_holder_id = (select platform.wall_person())
    or reporter_id = (select platform.wall_person())
    or town_code ^@ any ((select platform.wall_areas())::text[])
    or community_code ^@ any ((select platform.wall_areas())::text[])
    or (details ? 'assistUnitIds' and details->'assistUnitIds' ? (select platform.wall_organisation())))
  or (select platform.is_house()))
with check (adcode = (select platform.wall_county()) or (select platform.is_house()));

alter table cases.case_actions enable row level security;
create policy wall on cases.case_actions using (
  adcode = (select platform.wall_county()) and ((select platform.wall_is_whole())
    or exists (select from cases.cases c where c.adcode = case_actions.adcode and c.id = case_actions.case_id))
  or (select platform.is_house()))
with check (adcode = (select platform.wall_county()) or (select platform.is_house()));

alter table cases.notes enable row level security;
create policy wall on cases.notes using (
  adcode = (select platform.wall_county()) and ((select platform.wall_is_whole())
    or exists (select from cases.cases c where c.adcode = notes.adcode and c.id = notes.case_id))
  or (select platform.is_house()))
with check (adcode = (select platform.wall_county()) or (select platform.is_house()));

alter table cases.note_withdrawals enable row level security;
create policy wall on cases.note_withdrawals using (
  adcode = (select platform.wall_county()) and ((select platform.wall_is_whole())
    or exists (select from cases.notes n where n.adcode = note_withdrawals.adcode and n.id = note_withdrawals.note_id))
  or (select platform.is_house()))
with check (adcode = (select platform.wall_county()) or (select platform.is_house()));

alter table cases.note_mentions enable row level security;
create policy wall on cases.note_mentions using (
  adcode = (select platform.wall_county()) and ((select platform.wall_is_whole())
    or exists (select from cases.cases c where c.adcode = note_mentions.adcode and c.id = note_mentions.case_id))
  or (select platform.is_house()))
with check (adcode = (select platform.wall_county()) or (select platform.is_house()));

alter table cases.directive_readers enable row level security;
create policy wall on cases.directive_readers using (
  adcode = (select platform.wall_county()) and ((select platform.wall_is_whole())
    or person_id::text = (select platform.wall_person())
    or exists (select from cases.cases c where c.adcode = directive_readers.adcode and c.id = directive_readers.case_id))
  or (select platform.is_house()))
with check (adcode = (select platform.wall_county()) or (select platform.is_house()));

-- Of the orders of a case that one sees, the second level and the centre see all, a unit below them its own.
alter table cases.inner_orders enable row level security;
create policy wall on cases.inner_orders using (
  adcode = (select platform.wall_county()) and ((select platform.wall_is_whole())
    or unit_id = (select platform.wall_organisation())
    or town_unit_id = (select platform.wall_organisation())
    or exists (select from cases.cases c where c.adcode = inner_orders.adcode and c.id = inner_orders.case_id))
  or (select platform.is_house()))
with check (adcode = (select platform.wall_county()) or (select platform.is_house()));

alter table cases.inner_order_actions enable row level security;
create policy wall on cases.inner_order_actions using (
  adcode = (select platform.wall_county()) and ((select platform.wall_is_whole())
    or exists (select from cases.inner_orders i where i.adcode = inner_order_actions.adcode and i.id = inner_order_actions.order_id))
  or (select platform.is_house()))
with check (adcode = (select platform.wall_county()) or (select platform.is_house()));
