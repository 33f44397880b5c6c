create table public.shops (name text);
