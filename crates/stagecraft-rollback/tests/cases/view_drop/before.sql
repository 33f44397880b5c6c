create view public.v as select 1 as n, 'x' as m;
comment on column public.v.n is 'one';
grant select (m) on public.v to anon;
alter view public.v alter column n set default 5;
create materialized view public.w as select 1 as n;
comment on column public.w.n is 'one';
grant select (n) on public.w to anon;
