-- A picture that may not be kept (a discarded camera snapshot) is erased: its row stays as the trace, its files go.
alter table evidence.photos add column erased_at timestamptz;
comment on column evidence.photos.erased_at is 'When the picture was erased; its files are gone and nobody is shown it.';
create index photos_erased on evidence.photos (erased_at) where erased_at is not null;
create index photos_file on evidence.photos (file);
