-- The telephone numbers of people are sealed by the program, in place; those from before by the job that seals.
comment on column identity.people.phone is 'Personal: sealed; leaves the house masked, and whoever sees it whole is logged.';
