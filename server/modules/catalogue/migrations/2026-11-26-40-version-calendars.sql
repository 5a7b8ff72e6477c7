-- A calendar is changed from the version somebody saw, so that of two people entering days at once one is told.
alter table catalogue.calendars add column version int not null default 1;
alter table catalogue.calendars alter column version drop default;
