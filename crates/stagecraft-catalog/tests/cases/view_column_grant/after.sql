grant select (n) on public.v to anon;
