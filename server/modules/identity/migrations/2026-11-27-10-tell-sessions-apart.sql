-- A person sees where they are signed in and ends what is not theirs, and a session that nobody uses ends by itself: so each
-- has a name that is no secret, and tells when it was last used, from which address and with which browser.
alter table identity.sessions add column id uuid not null default gen_random_uuid();
alter table identity.sessions add column last_seen_at timestamptz;
update identity.sessions set last_seen_at = created_at;
alter table identity.sessions alter column last_seen_at set not null;
alter table identity.sessions alter column id drop default;
alter table identity.sessions add column address text;
alter table identity.sessions add column user_agent text;
alter table identity.sessions add constraint sessions_id_unique unique (id);
comment on column identity.sessions.last_seen_at is 'To the minute; written as the session is used, outside any act.';
