-- Areas, unit grids, responsibility grids and named places of each county. Shapes are GeoJSON in CGCS2000 degrees, [lng, lat],
-- with their box beside them: points are found in process, boxes by plain comparison, and no extension is needed.
create schema if not exists geography;

create table geography.territories (
  adcode text not null,
  redrawn integer not null,
  redrawn_at timestamptz not null,
  constraint territories_pkey primary key (adcode)
);
comment on table geography.territories is 'One row per county: the count of its redrawings tells every process when to forget what it holds in memory.';

create table geography.areas (
  adcode text not null,
  code text not null,
  level text not null,
  kind text not null,
  name text not null,
  parent_code text,
  is_virtual boolean not null,
  geometry jsonb,
  west double precision,
  south double precision,
  east double precision,
  north double precision,
  synthetic boolean not null,
  valid_from date not null,
  valid_to date,
  constraint areas_pkey primary key (adcode, code, valid_from),
  constraint areas_level_known check (level in ('county', 'town', 'community')),
  constraint areas_validity check (valid_to is null or valid_to > valid_from)
);
comment on table geography.areas is 'The county, its towns and communities, by statistical code.';
comment on column geography.areas.is_virtual is 'A code without ground, such as the one community of a statistical zone.';
comment on column geography.areas.synthetic is 'The border is invented for demonstration.';
comment on column geography.areas.valid_to is 'The first day on which it no longer holds; null while no end is known.';

create table geography.unit_grids (
  adcode text not null,
  code text not null,
  community_code text not null,
  town_code text not null,
  area_class text not null,
  square_metres double precision not null,
  geometry jsonb not null,
  west double precision not null,
  south double precision not null,
  east double precision not null,
  north double precision not null,
  synthetic boolean not null,
  valid_from date not null,
  valid_to date,
  constraint unit_grids_pkey primary key (adcode, code),
  constraint unit_grids_code_form check (code ~ '^[1-9][0-9]{14}$'),
  constraint unit_grids_class_known check (area_class in ('A', 'B', 'C')),
  constraint unit_grids_validity check (valid_to is null or valid_to > valid_from)
);
comment on table geography.unit_grids is 'Unit grids (单元网格). A code is given once: a changed cell ends and its successor has a new code, so old cases keep theirs.';
comment on column geography.unit_grids.area_class is 'A key, B ordinary, C outer: some limits depend on it.';
create index unit_grids_community on geography.unit_grids (adcode, community_code);

create table geography.responsibility_layers (
  adcode text not null,
  layer text not null,
  name_zh text not null,
  name_en text not null,
  rank integer not null,
  constraint responsibility_layers_pkey primary key (adcode, layer)
);

create table geography.responsibility_grids (
  adcode text not null,
  layer text not null,
  code text not null,
  name text not null,
  organisation_id uuid,
  staff jsonb not null,
  geometry jsonb not null,
  west double precision not null,
  south double precision not null,
  east double precision not null,
  north double precision not null,
  synthetic boolean not null,
  valid_from date not null,
  valid_to date,
  constraint responsibility_grids_pkey primary key (adcode, layer, code, valid_from),
  constraint responsibility_grids_validity check (valid_to is null or valid_to > valid_from)
);
comment on table geography.responsibility_grids is 'Responsibility grids (责任网格): who looks after a set of whole unit grids, on one layer.';
comment on column geography.responsibility_grids.geometry is 'The joined shape of the current members, for drawing.';

create table geography.responsibility_members (
  adcode text not null,
  layer text not null,
  cell_code text not null,
  grid_code text not null,
  valid_from date not null,
  valid_to date,
  constraint responsibility_members_pkey primary key (adcode, layer, cell_code, valid_from),
  constraint responsibility_members_validity check (valid_to is null or valid_to > valid_from)
);
comment on table geography.responsibility_members is 'Which cells belong to which responsibility grid, and when.';

create table geography.no_report_zones (
  adcode text not null,
  id uuid not null,
  name text not null,
  reason text not null,
  geometry jsonb not null,
  west double precision not null,
  south double precision not null,
  east double precision not null,
  north double precision not null,
  hours jsonb not null,
  synthetic boolean not null,
  valid_from date not null,
  valid_to date,
  constraint no_report_zones_pkey primary key (adcode, id),
  constraint no_report_zones_validity check (valid_to is null or valid_to > valid_from)
);
comment on table geography.no_report_zones is 'Ground and hours in which collectors are warned before they report (管控区域).';
comment on column geography.no_report_zones.hours is 'List of {from, to} as HH:MM; to before from runs over midnight; empty means all day.';

create table geography.places (
  adcode text not null,
  id uuid not null,
  kind text not null,
  name text not null,
  full_text text not null,
  community_code text,
  lng double precision not null,
  lat double precision not null,
  geometry jsonb,
  properties jsonb not null,
  pinyin text not null,
  initials text not null,
  synthetic boolean not null,
  constraint places_pkey primary key (adcode, id),
  constraint places_kind_known check (kind in ('address', 'street', 'landmark'))
);
comment on table geography.places is 'What people name when they say where something is: doors, streets and landmarks.';
comment on column geography.places.name is 'The short form that is spoken: street and door, or the name of the place.';
comment on column geography.places.full_text is 'The standard address: town, street and door.';
comment on column geography.places.geometry is 'The line of a street; null where the point says all.';
create index places_kind on geography.places (adcode, kind);
create index places_box on geography.places (adcode, lng, lat);
