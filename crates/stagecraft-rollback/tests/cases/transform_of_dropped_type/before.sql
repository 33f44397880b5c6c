create type public.state as enum ('draft', 'done');
create transform for public.state language sql (from sql with function prsd_lextype(internal));
comment on transform for public.state language sql is 'odd';
create function public.f(public.state) returns int language sql transform for type public.state as 'select 1';
