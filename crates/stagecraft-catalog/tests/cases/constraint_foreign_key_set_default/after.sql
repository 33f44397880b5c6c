alter table public.notes drop constraint shop;
alter table public.notes add constraint shop foreign key (shop, region) references public.shops on update set default on delete set default (region);
