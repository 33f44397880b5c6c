grant select on public.v to anon;
