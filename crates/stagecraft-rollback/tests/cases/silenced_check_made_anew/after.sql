alter table public.notes drop constraint shop;
alter table public.notes add constraint shop foreign key (shop) references public.shops on delete cascade;
