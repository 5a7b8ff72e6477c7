-- A photo that another module answers for, such as a picture from a camera that waits for a review, cannot be given to a
-- report, a case or a note by whoever came to know its id.
alter table evidence.photos add column is_held boolean not null default false;
comment on column evidence.photos.is_held is 'True of a photo that belongs to what another module keeps; nothing else may refer to it by its id.';
