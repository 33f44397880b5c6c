create type public.state as enum ('draft', 'done');
