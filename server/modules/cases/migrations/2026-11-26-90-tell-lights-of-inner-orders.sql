-- Figures by inner unit show what is open with its light and open the orders behind a figure, so the facts of inner
-- orders tell the deadline and warning of who has to act now, the words of the order, and the number and place of its case.
create or replace view cases.inner_order_facts as
  select i.adcode, i.id, i.case_id, i.serial, i.state, i.town_unit_id, i.unit_id, i.replaces_id, i.replaced_by_id,
    i.issued_at, i.started_at, i.reported_at, i.ended_at, i.due_at, i.is_capped, i.is_issued_late, i.is_in_time,
    i.reworks, i.extensions, c.kind, c.class_code, c.town_code, c.community_code,
    i.queue_due_at, i.queue_yellow_at, i.part, c.number as case_number, c.report_number, c.address
  from cases.inner_orders i join cases.cases c on c.adcode = i.adcode and c.id = i.case_id;
