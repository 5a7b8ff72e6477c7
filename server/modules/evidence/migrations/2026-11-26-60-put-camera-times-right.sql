-- The wall clock of a camera was kept as if it were UTC; it is China's. (Cameras of other zones named them, which was
-- not read; their photos are not told apart any more.)
update evidence.photos set taken_at = taken_at - interval '8 hours' where taken_at is not null;
