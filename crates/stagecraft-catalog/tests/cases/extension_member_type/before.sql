create extension hstore;
create type public.state as enum ('a');
create type public.pair as (a int);
create table public.shops (id bigint primary key);
create cast (public.state as int) with inout;
create schema app;
