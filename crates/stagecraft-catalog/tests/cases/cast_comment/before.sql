create type public.state as enum ('draft', 'done');
create cast (public.state as text) with inout;
