-- Types of extensions, some of them stand-ins.
create extension if not exists citext with schema extensions;
create extension if not exists hstore with schema extensions;
create extension if not exists ltree with schema extensions;
create extension if not exists vector with schema extensions;
create table things (
  id serial primary key,
  tag extensions.citext not null unique,
  attributes extensions.hstore,
  way extensions.ltree not null,
  meaning extensions.vector(4) not null,
  half extensions.halfvec(3),
  tags extensions.citext[]
);
