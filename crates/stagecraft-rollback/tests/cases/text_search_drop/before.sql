create text search parser public.words (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, headline = prsd_headline, lextypes = prsd_lextype);
create text search template public.plain (init = dsimple_init, lexize = dsimple_lexize);
create text search dictionary public.lower (template = public.plain, stopwords = english);
create text search configuration public.notes (parser = public.words);
alter text search configuration public.notes add mapping for asciiword, word, "float" with public.lower, simple;
alter text search configuration public.notes add mapping for email with simple;
create table public.shops (name text, found tsvector generated always as (to_tsvector('public.notes', name)) stored);
create index found on public.shops using gin (found);
create index name on public.shops using gin (to_tsvector('public.notes', name));
