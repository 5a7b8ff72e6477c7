-- Names and numbers of callers are sealed by the program, in place; earlier reports of a number are found by a keyed
-- hash. Rows from before stand open until the job that seals has come by, and are found by their digits until then.
alter table intake.reports add column caller_key text, add column exact_words text;
comment on column intake.reports.caller_name is 'Personal: sealed.';
comment on column intake.reports.caller_phone is 'Personal: sealed.';
comment on column intake.reports.caller_key is 'Keyed hash of the digits of the telephone number.';
comment on column intake.reports.exact_words is
  'Personal: sealed. Description and address as they were told, where they hold numbers of people; the open ones are masked.';
create index reports_caller_key on intake.reports (adcode, caller_key, received_at) where caller_key is not null;
drop index intake.reports_caller;
create index reports_caller on intake.reports (adcode, intake.phone_digits(caller_phone), received_at)
  where caller_phone is not null and caller_key is null;
