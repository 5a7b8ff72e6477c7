-- The ledger of components with its history. Nearness uses PostgreSQL's own point type and GiST, so no extension is
-- needed; the shape itself is GeoJSON in CGCS2000 degrees.
create schema if not exists components;

create table components.components (
  adcode text not null,
  id uuid not null,
  code text not null,
  class_code text not null,
  catalogue_version_id uuid not null,
  name text not null,
  competent_id uuid,
  competent_name text,
  owner_id uuid,
  owner_name text,
  maintainer_id uuid,
  maintainer_name text,
  state text,
  first_on date,
  changed_on date,
  data_source text,
  address text,
  note text,
  position point not null,
  geometry jsonb not null,
  raw_position jsonb,
  cell_code text,
  community_code text,
  town_code text,
  attributes jsonb not null,
  photos jsonb not null,
  external_code text,
  version integer not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  constraint components_pkey primary key (adcode, id),
  constraint components_code_unique unique (adcode, code),
  constraint components_external_code_unique unique (adcode, external_code),
  constraint components_code_form check (code ~ '^[1-9][0-9]{16}$' and code like adcode || class_code || '%'),
  constraint components_state_known check (state in ('intact', 'broken', 'missing', 'abandoned', 'removed'))
);
comment on table components.components is 'The ledger of components (部件台账): the present state of each. What is removed stays.';
comment on column components.components.code is 'GLBJBSM, 17 digits: county, class, serial. Never given twice.';
comment on column components.components.competent_name is 'As delivered; the id beside it is the organisation we know by that name.';
comment on column components.components.state is '完好 破损 丢失 废弃 移除; null where the delivery does not say.';
comment on column components.components.position is 'Longitude and latitude in CGCS2000 degrees: the point itself, or one point of a line or area.';
comment on column components.components.raw_position is '{"system", "coordinates"} as delivered, where they had to be converted.';
comment on column components.components.external_code is 'The key under which whoever delivered it knows it.';
create index components_position on components.components using gist (position);
create index components_class on components.components (adcode, class_code, code);
create index components_cell on components.components (adcode, cell_code);
create index components_community on components.components (adcode, community_code, code);

create table components.component_changes (
  adcode text not null,
  component_id uuid not null,
  version integer not null,
  at timestamptz not null,
  actor_id uuid not null,
  actor_name text not null,
  action text not null,
  changes jsonb not null,
  note text,
  constraint component_changes_pkey primary key (adcode, component_id, version),
  constraint component_changes_action_known check (action in ('created', 'imported', 'changed', 'state-changed'))
);
comment on table components.component_changes is 'The history, insert only. Two changes decided on the same version meet in its key, and the later one is refused.';
comment on column components.component_changes.changes is 'Field → {"from", "to"}; empty for the first version.';

create table components.serial_counters (
  adcode text not null,
  class_code text not null,
  last integer not null,
  constraint serial_counters_pkey primary key (adcode, class_code)
);
comment on table components.serial_counters is 'The last serial reserved in a class. Reserved in blocks by a statement of its own, so an act that fails leaves a gap.';

create view components.component_facts as
  select adcode, id, code, class_code, catalogue_version_id, name, competent_id, owner_id, maintainer_id, state, first_on,
    changed_on, cell_code, community_code, town_code, position[0] as lng, position[1] as lat, created_at, changed_at
  from components.components;
comment on view components.component_facts is 'The ledger for other modules'' readers.';
