create view public.v as select 1 as n, 'x' as m;
comment on column public.v.m is 'one';
grant select (m) on public.v to anon;
