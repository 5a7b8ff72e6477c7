-- The settings of a county get an id, so that the audit lines of their changes can be found as those of any other thing.
alter table cases.settings add column id uuid;
update cases.settings set id = gen_random_uuid();
alter table cases.settings alter column id set not null;
comment on column cases.settings.id is 'What the audit lines of a change are about.';
