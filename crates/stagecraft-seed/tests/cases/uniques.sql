-- Whatever two rows must not have in common.
create extension if not exists btree_gist with schema extensions;
create table singles (
  id int primary key,
  flag bool unique,
  email text not null,
  handle varchar(4) not null unique,
  born date unique,
  token uuid unique,
  data jsonb unique
);
create unique index singles_email on singles (lower(email));
create table composites (
  a int not null, b text not null, c bool not null,
  primary key (a, b), unique (b, c)
);
create type lane as enum ('left', 'right');
create table few (lane lane primary key);
create table partials (
  id int generated always as identity primary key,
  owner int not null, is_default bool not null, deleted_at timestamptz
);
create unique index partials_one_default on partials (owner) where is_default and deleted_at is null;
create table one_null (
  id int generated always as identity primary key,
  code text, part int,
  unique nulls not distinct (code, part)
);
create table bookings (
  id int generated always as identity primary key,
  room int not null,
  during tstzrange not null,
  starts_at timestamptz not null, ends_at timestamptz not null,
  check (starts_at < ends_at),
  exclude using gist (during with &&),
  exclude using gist (room with =, tstzrange(starts_at, ends_at) with &&)
);
create table parents (id bigint generated always as identity primary key);
create table one_to_one (parent_id bigint primary key references parents, note text);
create table pairs (
  a_id bigint not null references parents, b_id bigint not null references parents,
  primary key (a_id, b_id), check (a_id <> b_id)
);
