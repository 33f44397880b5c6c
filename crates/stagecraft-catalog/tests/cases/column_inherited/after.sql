alter table public.child no inherit public.shops;
alter table public.child inherit public.shops;
drop table public.child;
create table public.child () inherits (public.shops);
