-- The county keeps its places as data of its own: they are added, changed and ended by people, bear other names, and are found by
-- any of them. Names lie in a table of their own with the indexes a search needs: whole names that stand within a sentence,
-- beginnings, parts (pairs of signs), one slip (the name with any one sign left out), pinyin and initials.
alter table geography.places
  add column code text,
  add column town_code text,
  add column cell_code text,
  add column source text not null default '',
  add column surveyed_on date,
  add column ended_on date,
  add column changed_at timestamptz,
  add column version int not null default 1;
alter table geography.places drop constraint places_kind_known;
alter table geography.places add constraint places_kind_known check (
  kind in ('street', 'crossing', 'address', 'building', 'estate', 'gate', 'landmark', 'village')
);
comment on column geography.places.code is 'The county''s own code of the address (地址编码); an import finds its rows again by it.';
comment on column geography.places.surveyed_on is 'The day of the survey or list the point comes from.';
comment on column geography.places.ended_on is 'The first day without it; an ended place is kept but no longer found.';
create unique index places_code_unique on geography.places (adcode, code) where code is not null;
create index places_full_text on geography.places (adcode, full_text collate "C");
create index places_open_order on geography.places (adcode, kind, full_text collate "C", id) where ended_on is null;
update geography.places set town_code = coalesce(left(community_code, 9), properties->>'townCode'), source = '演示数据'
  where synthetic;

create table geography.place_names (
  adcode text not null,
  place_id uuid not null,
  name text collate "C" not null,
  kind text not null,
  pinyin text collate "C" not null,
  initials text collate "C" not null,
  ended_on date,
  constraint place_names_pkey primary key (adcode, place_id, name),
  constraint place_names_kind_known check (kind in ('name', 'alias', 'former'))
);
comment on table geography.place_names is 'What a place is called: its name, other names (别名), and what it was called (旧称). Ended with the place, or when taken away.';

create table geography.place_changes (
  adcode text not null,
  place_id uuid not null,
  version int not null,
  at timestamptz not null,
  actor_name text not null,
  command text not null,
  changed jsonb not null,
  constraint place_changes_pkey primary key (adcode, place_id, version)
);
comment on table geography.place_changes is 'Who made which version of a place: field, before and after. Its key keeps two from making the same version.';

-- None of the three is `parallel safe`: each search takes less than a millisecond by its index, and starting a worker fifteen.
create function geography.pairs_of(it text) returns text[] language sql immutable strict cost 1000 as $$
  select coalesce(array_agg(distinct substr(it, n, 2)), '{}') from generate_series(1, length(it) - 1) n
$$;
comment on function geography.pairs_of is 'Every two signs that stand side by side.';
create function geography.threes_of(it text) returns text[] language sql immutable strict cost 1000 as $$
  select coalesce(array_agg(distinct substr(it, n, 3)), '{}') from generate_series(1, length(it) - 2) n
$$;
comment on function geography.threes_of is 'Every three letters that stand side by side, for pinyin.';
create function geography.slips_of(it text) returns text[] language sql immutable strict cost 1000 as $$
  select array_agg(distinct s) from (
    select it as s union all
    select left(it, n - 1) || substr(it, n + 1) from generate_series(1, length(it)) n
    where substr(it, n, 1) collate "C" not between '0' and '9'
  ) slips
$$;
comment on function geography.slips_of is 'A name and what is left of it without one of its signs, digits excepted: two names one slip apart share one of these.';

insert into geography.place_names (adcode, place_id, name, kind, pinyin, initials)
  select adcode, id, name, 'name', pinyin, initials from geography.places;

create index place_names_name on geography.place_names (name, adcode) where ended_on is null;
create index place_names_initials on geography.place_names (initials, adcode) where ended_on is null;
create index place_names_pinyin on geography.place_names (pinyin, adcode) where ended_on is null;
-- Without a list of what waits to be put in: every search would read that list whole.
create index place_names_pairs on geography.place_names using gin (geography.pairs_of(name)) with (fastupdate = off) where ended_on is null;
create index place_names_slips on geography.place_names using gin (geography.slips_of(name)) with (fastupdate = off) where ended_on is null;
create index place_names_threes on geography.place_names using gin (geography.threes_of(pinyin)) with (fastupdate = off) where ended_on is null;

create table geography.heard_phrases (
  adcode text not null,
  phrase text not null,
  case_id uuid not null,
  lng double precision not null,
  lat double precision not null,
  place_id uuid not null,
  metres double precision not null,
  heard_at timestamptz not null,
  constraint heard_phrases_pkey primary key (adcode, phrase, case_id)
);
comment on table geography.heard_phrases is 'A phrase that found nothing, or something elsewhere, said of a case that was confirmed on the spot, and the place that is nearest there.';

create table geography.phrase_decisions (
  adcode text not null,
  phrase text not null,
  decision text not null,
  place_id uuid,
  decided_by text not null,
  decided_at timestamptz not null,
  constraint phrase_decisions_pkey primary key (adcode, phrase),
  constraint phrase_decisions_known check (decision in ('accepted', 'refused'))
);
comment on table geography.phrase_decisions is 'What a person decided on a phrase that was heard; without a decision nothing is learnt.';
