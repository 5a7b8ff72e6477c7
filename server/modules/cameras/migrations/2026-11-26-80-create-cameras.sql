-- The register of cameras, who watched which, and pictures taken from them that wait for a person. Addresses of streams may
-- hold credentials: they are read by the server alone, and forgotten when a camera ends.
create schema if not exists cameras;

create table cameras.cameras (
  adcode text not null,
  id uuid not null,
  code text not null,
  name text not null,
  address text not null,
  point point not null,
  point_given jsonb not null,
  town_code text,
  community_code text,
  cell_code text,
  place text not null,
  organisation_id uuid,
  kind text not null,
  bearing double precision,
  angle double precision,
  state text not null,
  access text not null,
  purpose text not null,
  legal_basis text not null,
  retention_days int not null,
  stream_url text,
  snapshot_url text,
  is_demonstration boolean not null default false,
  version int not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  constraint cameras_pkey primary key (adcode, id)
);
comment on column cameras.cameras.point_given is 'The position as it was given, with its datum.';
comment on column cameras.cameras.place is 'Names of town and community at the time of registering, for lists.';
comment on column cameras.cameras.stream_url is 'HLS playlist, may hold credentials; never sent to a browser.';
comment on column cameras.cameras.retention_days is 'How long a discarded snapshot is kept before it is erased.';
create unique index cameras_code_unique on cameras.cameras (adcode, code) where state <> 'ended';

create table cameras.watches (
  adcode text not null,
  id uuid not null,
  camera_id uuid not null,
  person_id text not null,
  person_name text not null,
  reason text not null,
  started_at timestamptz not null,
  ends_at timestamptz not null,
  ended_at timestamptz,
  constraint watches_pkey primary key (adcode, id)
);
comment on table cameras.watches is 'Every opening of a camera: who, which, when and what for. Never deleted.';
create index watches_camera on cameras.watches (adcode, camera_id, started_at desc);
create index watches_newest on cameras.watches (adcode, started_at desc);

create table cameras.findings (
  adcode text not null,
  id uuid not null,
  camera_id uuid not null,
  watch_id uuid,
  photo_id uuid not null,
  note text not null,
  taken_at timestamptz not null,
  taken_by_name text not null,
  is_fetched boolean not null,
  state text not null,
  reason text,
  reviewed_by_name text,
  reviewed_at timestamptz,
  erase_at timestamptz,
  erased_at timestamptz,
  case_id uuid,
  report_number text,
  version int not null,
  constraint findings_pkey primary key (adcode, id)
);
comment on column cameras.findings.is_fetched is 'True when the server fetched the picture; one from a player came through a browser.';
comment on column cameras.findings.erase_at is 'When a discarded picture is to be erased; the line stays.';
create index findings_waiting on cameras.findings (adcode, taken_at) where state = 'waiting';
create index findings_newest on cameras.findings (adcode, taken_at desc);
create index findings_to_erase on cameras.findings (erase_at) where erased_at is null and erase_at is not null;
