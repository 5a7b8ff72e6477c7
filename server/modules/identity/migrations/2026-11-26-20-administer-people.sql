-- What the administration of people and organisations needs: telephone numbers, passwords that must be changed, versions
-- by which two administrators notice each other, and posts and areas that end instead of vanishing.
alter table identity.people add column phone text;
alter table identity.people add column must_change_password boolean not null default false;
alter table identity.people add column version int not null default 1;
comment on column identity.people.phone is 'Personal: leaves the house masked; whoever sees it whole is logged.';
comment on column identity.people.must_change_password is 'Somebody else chose the password; nothing can be done with it but choosing another.';

alter table identity.post_holdings add column ended_at timestamptz;
alter table identity.duty_areas add column ended_at timestamptz;
alter table identity.organisations add column ended_at timestamptz;
alter table identity.organisations add column version int not null default 1;

create or replace view identity.post_facts as
  select h.adcode, h.person_id, h.post from identity.post_holdings h
  join identity.people p on p.adcode = h.adcode and p.id = h.person_id
  where p.disabled_at is null and h.ended_at is null;

create or replace view identity.organisation_facts as
  select adcode, id, name, short_name, kind, parent_id, area_codes, ended_at from identity.organisations;

create view identity.area_of_duty_facts as
  select adcode, person_id, area_code from identity.duty_areas where ended_at is null;
comment on view identity.area_of_duty_facts is 'Areas of duty of people; somebody without one works for the whole county.';
