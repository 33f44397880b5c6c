create type public.state as enum ('draft', 'done');
create transform for public.state language sql (from sql with function prsd_lextype(internal));
