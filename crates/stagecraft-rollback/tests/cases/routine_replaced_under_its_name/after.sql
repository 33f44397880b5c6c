alter function public.f rename to f_old;
create function public.f(int) returns int language sql as 'select 11';
alter function public.g rename to i;
alter function public.h rename to g;
alter function public.i rename to h;
alter procedure public.p rename to q;
create or replace view public.v as select public.f(1) as f;
