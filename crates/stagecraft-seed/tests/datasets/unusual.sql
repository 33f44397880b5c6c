-- Tables without a key, without columns of their own, or with all columns by default.
create table keyless (a int, b text not null);
create table only_key (id int generated always as identity primary key);
create table all_null (a int, b text, c jsonb);
create table base (id int primary key, name text not null);
create table heir (extra int not null) inherits (base);
create unlogged table passing (id int primary key, at timestamptz not null default now());
create table wide_key (a int, b text, c date, d boolean, primary key (a, b, c, d));
create table flags (on_it boolean primary key, name text);
create table small (id smallint primary key check (id between 1 and 5));
