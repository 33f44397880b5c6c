create type public.state as enum ('draft', 'done');
create function public.number(public.state) returns int language sql immutable as 'select 1';
create function public.rank(public.state, int) returns int language sql immutable as 'select 2';
create cast (public.state as int) with function public.number(public.state);
