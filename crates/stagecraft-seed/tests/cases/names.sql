-- Names that need quotes, and relations that are no plain tables.
create schema "Odd ""schema""";
create type "Odd ""schema"""."A type" as enum ('x');
create table "Odd ""schema"""."Über-Table" (
  "select" int primary key,
  "Weird ""col""" "Odd ""schema"""."A type" not null,
  "$1" text, "ключ" text unique
);
create table "user" ("group" int references "Odd ""schema"""."Über-Table" ("select"), "order" text);
create table no_columns ();
create table base (id serial primary key, name text not null);
create table derived (extra int) inherits (base);
create unlogged table fleeting (id serial primary key);
create view seen as select * from base;
create materialized view kept as select * from base;
create table with_rule (id serial primary key, n int);
create rule only_big as on insert to with_rule where new.n < 0 do instead nothing;
