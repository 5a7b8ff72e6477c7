-- The audit becomes a chain that nobody can change unseen: every line has a number, what was refused is in it too, and
-- blocks of links follow the commits. Lines and blocks are kept for six months by force, also against the owner.
alter table platform.audit_entries
  add column seq bigint generated always as identity,
  add column problem text;
comment on column platform.audit_entries.seq is 'Given when the line is written; the chain follows it, and takes up late ones when they show.';
comment on column platform.audit_entries.problem is 'The code of the problem, where the act was refused; null where it was done.';
create index audit_entries_seq on platform.audit_entries (seq);

create table platform.audit_blocks (
  number bigint not null,
  made_at timestamptz not null,
  algorithm text not null,
  first_position bigint not null,
  previous bytea not null,
  seqs bigint[] not null,
  links bytea not null,
  high bigint not null,
  gap_lows bigint[] not null,
  gap_highs bigint[] not null,
  constraint audit_blocks_pkey primary key (number)
);
comment on table platform.audit_blocks is 'The chain over the audit of all counties, insert only: the lines that one round took up, in order, with the link of each.';
comment on column platform.audit_blocks.algorithm is 'sha256 or sm3; each link is the hash of the link before it and the line as canonical text.';
comment on column platform.audit_blocks.first_position is 'The place of its first line in the whole chain, counted from 1.';
comment on column platform.audit_blocks.links is '32 bytes for each of seqs; the last is the head, and previous of the next block.';
comment on column platform.audit_blocks.high is 'The highest number taken up so far; the gaps are numbers below it that had not shown yet.';

create function platform.keep_what_was_written() returns trigger
language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if coalesce(to_jsonb(old)->>'at', to_jsonb(old)->>'made_at')::timestamptz < now() - interval '6 months' then
      return old;
    end if;
  end if;
  raise exception 'the audit is only written; nothing of its last six months is dropped' using errcode = 'JW002';
end $$;
comment on function platform.keep_what_was_written is 'Refuses every change of the audit, and its removal before six months are over, whoever asks.';
create trigger keep_written before update or delete on platform.audit_entries
  for each row execute function platform.keep_what_was_written();
create trigger keep_all before truncate on platform.audit_entries
  for each statement execute function platform.keep_what_was_written();
create trigger keep_written before update or delete on platform.audit_blocks
  for each row execute function platform.keep_what_was_written();
create trigger keep_all before truncate on platform.audit_blocks
  for each statement execute function platform.keep_what_was_written();

insert into platform.table_rights (table_name, rights) values ('platform.audit_blocks', 'select, insert');
