grant select (id, name), update (name) on public.shops to anon;
