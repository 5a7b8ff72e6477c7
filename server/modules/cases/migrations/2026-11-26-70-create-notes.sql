-- Notes on a case, internal to those who work on it. Rows are only added: withdrawing a note is a row of its own, and
-- so the note and the fact that it was withdrawn both stay.
create table cases.notes (
  adcode text not null,
  id uuid not null,
  case_id uuid not null,
  author_id uuid not null,
  author_name text not null,
  posts jsonb not null,
  organisation_id text,
  text text not null,
  photo_ids jsonb not null,
  document_ids jsonb not null,
  written_at timestamptz not null,
  constraint notes_pkey primary key (adcode, id)
);
create index notes_of_case on cases.notes (adcode, case_id, written_at);
comment on column cases.notes.posts is 'Posts of the author when it was written.';

create table cases.note_withdrawals (
  adcode text not null,
  note_id uuid not null,
  withdrawn_at timestamptz not null,
  constraint note_withdrawals_pkey primary key (adcode, note_id)
);

-- Who was mentioned in a note and when they saw it.
create table cases.note_mentions (
  adcode text not null,
  note_id uuid not null,
  person_id uuid not null,
  case_id uuid not null,
  person_name text not null,
  mentioned_at timestamptz not null,
  read_at timestamptz,
  constraint note_mentions_pkey primary key (adcode, note_id, person_id)
);
create index note_mentions_of_person on cases.note_mentions (adcode, person_id, mentioned_at);
