-- A view and a function of one of many tables; $n is a number.
create view public.v$n with (security_invoker = true) as
select t.id, t.c1, p.c2 from public.t$n as t left join public.t$n as p on p.id = t.parent where t.c8;
create function public.f$n(a int, b text default null) returns int language sql stable as 'select a';
