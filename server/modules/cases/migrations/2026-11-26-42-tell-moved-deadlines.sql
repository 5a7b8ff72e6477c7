-- People are told at the desk when a changed calendar moved deadlines of their cases; what they were told is from the
-- log of the case, and only until when they have read it is kept.
create table cases.move_marks (
  adcode text not null,
  person_id uuid not null,
  read_until timestamptz not null,
  constraint move_marks_pkey primary key (adcode, person_id)
);
comment on table cases.move_marks is 'Until when a person has read which deadlines a changed calendar moved.';
create index case_actions_recomputed on cases.case_actions (adcode, at) where action = 'recompute';
