alter table only public.one disable trigger all;
alter table public.two disable trigger all;
