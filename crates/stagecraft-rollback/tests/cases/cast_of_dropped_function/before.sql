create type public.state as enum ('draft', 'done');
create function public.number(public.state) returns int language sql immutable as 'select 1';
create cast (public.state as int) with function public.number(public.state) as assignment;
comment on cast (public.state as int) is 'as a number';
