-- A bit of every kind of object, with expressions whose text depends on settings.
create schema app;
create extension hstore;
create type public.state as enum ('draft', 'done');
create domain public.grade as int default 3 check (value between 1 and 5);
create type app.pair as (a int, b public.state);
create type app.prices as range (subtype = numeric);
create sequence public.numbers start 5;
create table public.shops (
    id bigint generated always as identity primary key,
    state public.state not null default 'draft',
    opened timestamptz default '2026-01-01 00:00:00+00',
    lasts interval default interval '1 year 2 days 3 hours',
    ratio double precision default 0.1,
    seal bytea default '\x00ff',
    path text default 'a\b' collate "C",
    grade public.grade,
    pair app.pair
);
create table app.notes (
    id int primary key,
    shop bigint references public.shops on delete cascade,
    made date check (made > '2026-02-01'),
    body text
) partition by list (id);
create table app.notes_one partition of app.notes for values in (1);
create index on app.notes (lower(body)) where made > '2026-03-01';
create statistics app.together on id, shop from app.notes;
create view public.drafts with (security_invoker = true) as
select s.id, n.body
from public.shops as s
left join app.notes as n on n.shop = s.id
where s.state = 'draft' and s.opened > '2026-01-01 00:00:00+00';
create materialized view app.counts as select count(*) as n from public.shops;
create function app.touch() returns trigger language plpgsql as 'begin return new; end';
create function app.guard() returns event_trigger language plpgsql as 'begin end';
create function app.total(s public.state default 'done', t timestamptz default '2026-01-01 00:00:00+00')
returns bigint stable begin atomic select count(*) from public.shops where state = s; end;
create trigger touch before update on public.shops
for each row when (new.opened > '2026-01-01 00:00:00+00') execute function app.touch();
create event trigger guard on ddl_command_end when tag in ('DROP EXTENSION') execute function app.guard();
create rule keep as on delete to app.notes do instead nothing;
alter table public.shops enable row level security;
create policy readers on public.shops for select to anon, authenticated
using (opened > '2026-01-01 00:00:00+00' and state <> 'draft');
create publication changes for table public.shops (id, state) where (id > 0);
alter default privileges for role postgres in schema app grant select on tables to anon;
grant select (id), update (path) on public.shops to anon;
grant select on app.notes to authenticated with grant option;
comment on table public.shops is 'all shops';
comment on column public.shops.id is 'the key';
create trusted language old handler plpgsql_call_handler validator plpgsql_validator;
create access method heap2 type table handler heap_tableam_handler;
create collation app.german (provider = icu, locale = 'de-u-co-phonebk', deterministic = false);
create conversion app.latin for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;
create type app.mark;
create function app.mark_in(cstring) returns app.mark language internal immutable strict as 'textin';
create function app.mark_out(app.mark) returns cstring language internal immutable strict as 'textout';
create type app.mark (input = app.mark_in, output = app.mark_out, like = text);
create foreign data wrapper far options (debug 'true');
create server north type 'postgres' foreign data wrapper far options (host 'north.example', api_key 'a-secret');
create user mapping for anon server north;
create function app.eq(app.mark, app.mark) returns bool language internal immutable as 'texteq';
create function app.hash(app.mark) returns int language internal immutable as 'hashtext';
create operator app.= (leftarg = app.mark, rightarg = app.mark, function = app.eq, commutator = operator(app.=), hashes);
create operator class app.marks default for type app.mark using hash as operator 1 app.=, function 1 app.hash(app.mark);
create cast (app.mark as text) without function as implicit;
create cast (public.state as text) with inout as assignment;
create transform for app.mark language sql (from sql with function prsd_lextype(internal));
create text search parser app.words (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype);
create text search template app.plain (init = dsimple_init, lexize = dsimple_lexize);
create text search dictionary app.german (template = snowball, language = german);
create text search configuration app.notes (parser = app.words);
alter text search configuration app.notes add mapping for word, asciiword with app.german, simple;
create subscription near connection 'dbname=none' publication changes with (connect = false, slot_name = none);
-- No provider is at hand, so the label is put where one would put it.
insert into pg_catalog.pg_seclabel (objoid, classoid, objsubid, provider, label)
values ('public.shops'::regclass, 'pg_class'::regclass, 2, 'dummy', 'secret');
-- A catalog as a later PostgreSQL might have one.
set local allow_system_table_mods = on;
create table pg_catalog.pg_future (oid oid primary key, futname name unique, futnamespace oid);
grant select on pg_catalog.pg_future to public;
insert into pg_catalog.pg_future values (20001, 'new', 2200);
alter table public.shops disable trigger all;
revoke usage on type public.shops from public;
