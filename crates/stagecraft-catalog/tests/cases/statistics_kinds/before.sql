create table public.shops (id bigint, name text);
create statistics public.together on id, name from public.shops;
