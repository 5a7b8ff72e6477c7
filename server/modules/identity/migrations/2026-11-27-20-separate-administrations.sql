-- Three administrations (GB/T 22239-2019, 8.1.5): the system administrator opens accounts and names the posts they
-- should have; the security administrator grants them; no account holds two administrations, and the table says so too.
alter table identity.people add column applied_posts jsonb;
alter table identity.people add column applied_area_codes jsonb;
comment on column identity.people.applied_posts is 'Posts named by who opened the account; null once they are granted or something else was.';
comment on column identity.people.applied_area_codes is 'Areas of duty that were named with applied_posts.';

create unique index post_holdings_one_administration on identity.post_holdings (adcode, person_id)
  where ended_at is null and post in ('sysadmin', 'security_admin', 'audit_admin');
comment on index identity.post_holdings_one_administration is 'No account holds two of the three administrations at the same time.';
