alter trigger touch on public.notes depends on extension hstore;
