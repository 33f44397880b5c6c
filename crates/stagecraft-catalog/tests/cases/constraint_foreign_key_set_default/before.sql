create table public.shops (id bigint, region int, primary key (id, region));
create table public.notes (shop bigint, region int, constraint shop foreign key (shop, region) references public.shops on update cascade on delete set default (shop));
