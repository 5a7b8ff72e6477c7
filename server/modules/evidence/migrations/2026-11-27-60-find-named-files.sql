-- The nightly sweep asks of every file whether a row names it; without these it would read the tables once a file.
create index photos_thumbnail on evidence.photos (thumbnail) where erased_at is null;
create index documents_file on evidence.documents (file);
comment on index evidence.photos_thumbnail is 'For the sweep of files that no row names.';
