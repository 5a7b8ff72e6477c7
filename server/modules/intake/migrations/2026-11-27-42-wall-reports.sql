-- A report, with the name and the telephone of whoever called, shows where its case shows, and to whoever made it; what
-- the reporter was told shows with the report.
alter table intake.reports enable row level security;
create policy wall on intake.reports using (
  adcode = (select platform.wall_county()) and ((select platform.wall_is_whole())
    or reporter_id = (select platform.wall_person())
    or exists (select from cases.case_facts c where c.adcode = reports.adcode and c.id = reports.case_id))
  or (select platform.is_house()))
with check (adcode = (select platform.wall_county()) or (select platform.is_house()));

alter table intake.notices enable row level security;
create policy wall on intake.notices using (
  adcode = (select platform.wall_county()) and ((select platform.wall_is_whole())
    or exists (select from intake.reports r where r.adcode = notices.adcode and r.id = notices.report_id))
  or (select platform.is_house()))
with check (adcode = (select platform.wall_county()) or (select platform.is_house()));
