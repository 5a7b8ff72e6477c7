-- Somebody takes a waiting case in hand, so that two people of one post do not work on the same. It is an arrangement
-- of the desk and no step of the case: it is not in its log, changes no version, and ends when the case moves on.
alter table cases.cases add column holder_id text;
alter table cases.cases add column held_at timestamptz;
alter table cases.cases add column hold_version int not null default 0;
comment on column cases.cases.holder_id is 'Who has the case in hand while it waits in this state; null when nobody has.';
comment on column cases.cases.hold_version is 'Counts takings and givings back, so that of two who take at once one is told.';
create index cases_held on cases.cases (adcode, holder_id) where holder_id is not null;
