create type public.state as enum ('draft', 'done');
create cast (text as public.state) with inout as implicit;
