alter extension hstore add type public.state;
alter extension hstore add type public.pair;
alter extension hstore add table public.shops;
alter extension hstore add cast (public.state as int);
