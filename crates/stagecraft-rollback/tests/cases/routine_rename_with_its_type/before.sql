create type public.state as enum ('draft', 'done');
create function public.f(public.state) returns int language sql as 'select 1';
