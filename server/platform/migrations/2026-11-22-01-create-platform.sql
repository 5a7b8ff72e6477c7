-- The tables that every act writes: the audit line (which also answers a repeated request) and the announcements
-- that the relay hands on after the commit.
create schema if not exists platform;

create table platform.audit_entries (
  adcode text not null,
  id uuid not null,
  at timestamptz not null,
  actor_id uuid not null,
  actor_name text not null,
  command text not null,
  request_id text not null,
  body_hash text not null,
  subject_id uuid,
  input jsonb not null,
  output jsonb,
  constraint audit_entries_pkey primary key (adcode, id),
  constraint audit_entries_request_unique unique (adcode, actor_id, request_id)
);
comment on table platform.audit_entries is 'One line per act, insert only. The answer of an act stands here, so that the same request sent twice gets it again.';
comment on column platform.audit_entries.request_id is 'Chosen by the caller; unique per actor and county.';
comment on column platform.audit_entries.body_hash is 'Hash of command and input; the same request id with another body is refused.';
create index audit_entries_at on platform.audit_entries (adcode, at);
create index audit_entries_subject on platform.audit_entries (adcode, subject_id, at) where subject_id is not null;

create table platform.announcements (
  adcode text not null,
  id uuid not null,
  seq bigint generated always as identity,
  at timestamptz not null,
  name text not null,
  subject_id uuid,
  actor_id uuid not null,
  data jsonb not null,
  relayed_at timestamptz,
  constraint announcements_pkey primary key (adcode, id)
);
comment on table platform.announcements is 'What acts announced. The relay hands each on after the commit, in order per subject, at least once.';
create index announcements_waiting on platform.announcements (seq) where relayed_at is null;
create index announcements_seq on platform.announcements (seq);

create function platform.expect_written(expected bigint, written bigint) returns boolean
language plpgsql as $$
begin
  if expected <> written then
    raise exception 'expected to change % rows, changed %', expected, written using errcode = 'JW001';
  end if;
  return true;
end $$;
comment on function platform.expect_written is 'Ends the one statement of an act: when a guarded row was changed by somebody else meanwhile, nothing of the act is written.';
