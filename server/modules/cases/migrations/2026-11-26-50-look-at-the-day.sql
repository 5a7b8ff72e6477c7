-- The command screen asks every second what was done today, what became due today, and who waits for an answer. Entries
-- come in the order of time, so the index of the log grows at its end only.
create index case_actions_recent on cases.case_actions (adcode, at);
create index cases_due on cases.cases (adcode, least(confirmed_at, dispose_due_at))
  where least(confirmed_at, dispose_due_at) is not null;
