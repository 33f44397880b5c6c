drop index public.words;
create index words on public.notes using gist (words tsvector_ops (siglen = 100));
