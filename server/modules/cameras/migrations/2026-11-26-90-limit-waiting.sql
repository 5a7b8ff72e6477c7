-- A picture that nobody reviews may not wait for ever: after the days of its camera it is discarded and erased at night. Pictures
-- that wait already have 30 days from when they were taken, as the shipped default says.
alter table cameras.cameras add column wait_days int not null default 30;
comment on column cameras.cameras.wait_days is 'How long a snapshot waits for a review before it is discarded and erased.';
comment on column cameras.findings.erase_at is 'When the picture is to be erased: one that waits by the days it may wait, a discarded one by the days it is kept. Null once it is of a report. The line stays.';
update cameras.findings set erase_at = taken_at + interval '30 days' where state = 'waiting';
create index findings_photo on cameras.findings (adcode, photo_id);
