-- How many requests of the present minute a key has used: servers take them out in small batches, so that a request does not
-- pay a write and all servers together never take more than there are.
create table identity.api_key_counts (
  adcode text not null,
  key_id uuid not null,
  minute timestamptz not null,
  taken int not null,
  granted int not null,
  constraint api_key_counts_pkey primary key (adcode, key_id)
);
comment on column identity.api_key_counts.minute is 'The minute that is counted; the row is begun anew with the next.';
comment on column identity.api_key_counts.granted is 'The batch that was taken out last.';
comment on column identity.api_key_counts.taken is 'Taken out by servers, of which the last batch of each may not be used up yet.';

insert into platform.table_rights (table_name, rights) values ('identity.api_key_counts', 'select, insert, update');
