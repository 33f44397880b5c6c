alter materialized view public.m owner to postgres;
grant select on public.m to anon;
