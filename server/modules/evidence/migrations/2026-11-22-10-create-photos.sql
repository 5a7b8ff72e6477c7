-- Photos that reports and cases refer to. The files lie in the file store; this says which and what is known of them.
create schema if not exists evidence;

create table evidence.photos (
  adcode text not null,
  id uuid not null,
  file text not null,
  thumbnail text not null,
  width int not null,
  height int not null,
  bytes int not null,
  original_hash text not null,
  taken_at timestamptz,
  taken_point point,
  uploaded_by text not null,
  uploaded_at timestamptz not null,
  constraint photos_pkey primary key (adcode, id)
);
comment on column evidence.photos.original_hash is 'SHA-256 of the file as it was received, before metadata was taken out.';
comment on column evidence.photos.taken_point is 'Where the camera says it was taken (WGS-84); a claim.';
create index photos_original on evidence.photos (adcode, original_hash);
