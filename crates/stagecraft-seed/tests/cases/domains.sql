-- Domains, also within arrays and composite types.
create domain slug as text check (value ~ '^[a-z][a-z0-9_]{2,20}$');
create domain short_slug as slug check (length(value) <= 6) not null;
create domain cents as int check (value >= 0);
create domain rating as smallint check (value between 1 and 5);
create domain at_least_one as int[] check (cardinality(value) >= 1);
create type price as (amount cents, name slug);
create table items (
  id uuid primary key default gen_random_uuid(),
  slug slug not null unique,
  short short_slug,
  cost cents not null default 0,
  rating rating,
  slugs slug[],
  numbers at_least_one not null,
  price price
);
