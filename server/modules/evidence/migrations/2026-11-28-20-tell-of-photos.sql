-- A case that has ended lets its photos go by a rule of its county: what refers to photos must know which are still there.
-- works from 0.1.0
create view evidence.photo_facts as
  select adcode, id, uploaded_at, erased_at from evidence.photos;
comment on view evidence.photo_facts is 'What other modules may read of photos: that there is one, and when it was erased.';
