drop index public.by_n;
create index by_n on public.notes (n, id);
