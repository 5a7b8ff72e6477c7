-- The end of a rule is changed from the version somebody saw, so that two people ending it do not overwrite each other.
alter table cases.responsibility_rules add column version int not null default 1;
alter table cases.responsibility_rules alter column version drop default;
comment on column cases.responsibility_rules.version is 'Counts the changes of valid_to, the only column that changes.';
