-- Base maps: what lies under the county's data on every map, and the files of tiles that were brought in.
create schema basemap;

create table basemap.tile_files (
  adcode text not null,
  id uuid not null,
  file_name text not null,
  file text not null,
  bytes bigint not null,
  facts jsonb not null,
  brought_at timestamptz not null,
  constraint tile_files_pkey primary key (adcode, id)
);
comment on table basemap.tile_files is 'MBTiles, PMTiles and GeoPackage files as they came; they lie in the file store under the name in file.';
comment on column basemap.tile_files.facts is 'Format, kind of tile, zooms, bounds and layers, as they were read when it was brought in.';

create table basemap.base_maps (
  adcode text not null,
  id uuid not null,
  name text not null,
  source jsonb not null,
  key text,
  datum text not null,
  min_zoom int not null,
  max_zoom int not null,
  opacity double precision not null,
  is_grey boolean not null,
  attribution text not null,
  review_number text,
  no_review_reason text,
  visible_to text[] not null,
  version int not null,
  created_at timestamptz not null,
  ended_at timestamptz,
  constraint base_maps_pkey primary key (adcode, id),
  constraint base_maps_zooms check (min_zoom <= max_zoom)
);
comment on table basemap.base_maps is 'Base maps (底图) by service or file; ended ones stay, since prints may speak of them.';
comment on column basemap.base_maps.key is 'What the service is asked with; it never leaves the server.';
comment on column basemap.base_maps.visible_to is 'Posts it is offered to; empty means everyone.';

create table basemap.defaults (
  adcode text not null,
  base_map_id uuid,
  version int not null,
  constraint defaults_pkey primary key (adcode)
);
comment on table basemap.defaults is 'Which base map people see who chose none; null is the county''s own territory.';
