-- An auditor looks for lines by time, act and refusal among a million. Both large indexes grow at their ends only, which
-- costs an act little; people and things have theirs already. The list and the counts by day are answered from the first.
drop index platform.audit_entries_at;
create index audit_entries_at on platform.audit_entries (adcode, at, seq) include (command, problem);
create index audit_entries_command on platform.audit_entries (adcode, command, at, seq);
create index audit_entries_refused on platform.audit_entries (adcode, at, seq) where problem is not null;
create index audit_blocks_high on platform.audit_blocks (high);
