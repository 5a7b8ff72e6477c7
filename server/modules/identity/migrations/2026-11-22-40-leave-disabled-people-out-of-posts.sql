-- Who holds a post is asked when a task is given to somebody; a person whose account was disabled can be given none.
-- The name stays in person_facts, since logs go on naming it.
create or replace view identity.post_facts as
  select h.adcode, h.person_id, h.post from identity.post_holdings h
  join identity.people p on p.adcode = h.adcode and p.id = h.person_id
  where p.disabled_at is null;
comment on view identity.post_facts is 'Who holds which post now; disabled people hold none.';
