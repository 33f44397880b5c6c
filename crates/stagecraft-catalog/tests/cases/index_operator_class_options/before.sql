create table public.notes (words tsvector);
create index words on public.notes using gist (words);
