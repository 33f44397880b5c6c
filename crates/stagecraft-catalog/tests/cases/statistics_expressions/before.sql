create table public.shops (id bigint, name text);
create statistics public.lower on (lower(name)) from public.shops;
