create function public.f(int) returns int language sql as 'select 1';
create function public.g(int) returns int language sql as 'select 2';
create function public.h(int) returns int language sql as 'select 3';
create procedure public.p() language sql as 'select 1';
create view public.v as select public.f(1) as f;
