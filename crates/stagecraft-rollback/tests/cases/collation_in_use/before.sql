create collation public.german (provider = icu, locale = 'de');
create domain public.word as text collate public.german;
create table public.shops (name text collate public.german default 'x', word public.word, names text[] collate public.german);
create index name on public.shops (name);
create view public.names as select name from public.shops order by name;
