-- Documents beside photos: PDF, Word and Excel files that notes refer to. The files lie in the file store.
create table evidence.documents (
  adcode text not null,
  id uuid not null,
  name text not null,
  kind text not null,
  bytes int not null,
  file text not null,
  uploaded_by text not null,
  uploaded_at timestamptz not null,
  constraint documents_pkey primary key (adcode, id)
);
comment on column evidence.documents.name is 'The name it had where it came from, for people; nothing is decided by it.';
